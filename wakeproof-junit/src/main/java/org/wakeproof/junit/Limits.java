// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.time.Duration;

/**
 * How far an exploration may go in a test.
 *
 * @param time beyond it, an exploration is INCOMPLETE
 * @param states beyond so many stored ones, too
 */
record Limits(Duration time, long states) {
    static final Limits NONE = new Limits(Duration.ofDays(1), Long.MAX_VALUE);

    /** The tighter of a spec's own limits and these. */
    Spec on(Spec spec) {
        return spec.withLimits(time, states);
    }
}
