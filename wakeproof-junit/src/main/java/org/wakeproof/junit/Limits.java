// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.time.Duration;
import org.wakeproof.explorer.Options;

/**
 * How far an exploration may go in a test.
 *
 * @param time beyond it, an exploration is INCOMPLETE
 * @param states beyond so many stored ones, too
 */
record Limits(Duration time, long states) {
    static final Limits NONE = new Limits(Duration.ofDays(1), Long.MAX_VALUE);

    /** Those of the test that runs, also in threads that it starts. */
    private static final InheritableThreadLocal<Limits> CURRENT = new InheritableThreadLocal<>();

    static Limits current() {
        Limits limits = CURRENT.get();
        return limits == null ? NONE : limits;
    }

    /** Makes these the limits of every exploration that the test begins. */
    void apply() {
        CURRENT.set(this);
    }

    /** The test is over. */
    static void lift() {
        CURRENT.remove();
    }

    /** The tighter of a spec's own limits and these. */
    Options on(Options options) {
        return options.withTimeout(options.timeout().compareTo(time) < 0 ? options.timeout() : time)
                .withMaxStates(Math.min(options.maxStates(), states));
    }
}
