// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A point in time that is worked out from the clock alone, when the operation that uses it is carried out. */
public record Instant(Base base, int ticks) {
    /** What the ticks are counted from. */
    public enum Base {
        /** {@code NOW()}. */
        NOW,
        /** The special time 0. */
        ZERO,
        /** {@code STIME_MAX}. */
        NEVER
    }

    /** {@code NOW()}. */
    public static Instant now() {
        return new Instant(Base.NOW, 0);
    }

    /** {@code NOW() + ticks}. */
    public static Instant nowPlus(int ticks) {
        return new Instant(Base.NOW, ticks);
    }

    /** Time 0, "no deadline" in Xen's timer code. */
    public static Instant zero() {
        return new Instant(Base.ZERO, 0);
    }

    /** {@code STIME_MAX}. */
    public static Instant never() {
        return new Instant(Base.NEVER, 0);
    }

    int encoded(Clock clock) {
        if (base == Base.NOW) {
            return clock.plus(clock.now(), ticks);
        }
        return base == Base.ZERO ? Clock.ZERO : clock.never();
    }

    @Override
    public String toString() {
        if (base == Base.NOW) {
            return ticks == 0 ? "NOW()" : "NOW() + " + ticks;
        }
        return base == Base.ZERO ? "0" : "STIME_MAX";
    }
}
