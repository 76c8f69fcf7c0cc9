// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.Locale;
import java.util.OptionalLong;
import org.wakeproof.machine.Clock;

/** Times as ticks from now. Time 0, which Xen uses for none, is before all others, and never behind them. */
final class Times {
    private static final long NEVER = 1L << 40;
    private static final long NONE = -NEVER;

    private Times() {}

    static long ticks(Clock clock, int time) {
        return time == Clock.ZERO ? NONE : time == clock.never() ? NEVER : time - clock.now();
    }

    /** The special times stay what they are. */
    static long plus(long time, long ticks) {
        return Math.abs(time) == NEVER ? time : time + ticks;
    }

    /** What is meant by a word that names a time. */
    static OptionalLong named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "now" -> OptionalLong.of(0);
            case "never", "stime_max" -> OptionalLong.of(NEVER);
            case "none" -> OptionalLong.of(NONE);
            default -> OptionalLong.empty();
        };
    }

    static String format(long time) {
        if (Math.abs(time) == NEVER) {
            return time == NEVER ? "STIME_MAX" : "0 (none)";
        }
        return time == 0 ? "now" : time > 0 ? "now+" + time : "now" + time;
    }
}
