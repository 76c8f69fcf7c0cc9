// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import org.wakeproof.machine.State;

/** Watches a direct run. It is called between steps, and does nothing that the run could notice. */
public interface Observer {
    /** A transition has been carried out. */
    void stepped(State state, DirectRun run);

    /** Nothing can move any more; the run ends here. */
    void atRest(State state, DirectRun run);
}
