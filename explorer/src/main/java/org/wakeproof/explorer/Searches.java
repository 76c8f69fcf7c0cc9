// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Searches that belong together, one after the other or side by side: whoever stops them stops all that are to come. */
public final class Searches {
    private final Set<Explorer> running = ConcurrentHashMap.newKeySet();
    private volatile String stopped;

    /** Runs a search; after {@link #stop} it ends soon, incomplete. */
    public Result run(Explorer explorer) {
        running.add(explorer);
        try {
            if (stopped != null) {
                explorer.stop(stopped);
            }
            return explorer.run();
        } finally {
            running.remove(explorer);
        }
    }

    /** Ends all of them soon; what was not explored to its end is incomplete. */
    public void stop(String reason) {
        stopped = reason;
        running.forEach(explorer -> explorer.stop(reason));
    }

    /** Why they were stopped, if they were. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }
}
