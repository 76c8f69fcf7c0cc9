// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A point in time that is worked out from the clock alone, when the operation that uses it is carried out. */
public record Instant(Base base, int ticks) {
    /** What the ticks are counted from. */
    public enum Base {
        /** {@code NOW()}. */
        NOW,
        /** The next multiple of the ticks after {@code NOW()}. */
        NEXT_MULTIPLE,
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

    /**
     * {@code NOW() + ticks - NOW() % ticks}. A relative clock does not know when that is, if it is more than one tick: it
     * leaves open which of the next ticks it is.
     */
    public static Instant nextMultiple(int ticks) {
        return new Instant(Base.NEXT_MULTIPLE, ticks);
    }

    /** Time 0, "no deadline" in Xen's timer code. */
    public static Instant zero() {
        return new Instant(Base.ZERO, 0);
    }

    /** {@code STIME_MAX}. */
    public static Instant never() {
        return new Instant(Base.NEVER, 0);
    }

    /** Whether it depends on when it is worked out. */
    boolean isRelative() {
        return base == Base.NOW || base == Base.NEXT_MULTIPLE;
    }

    /** How many instants it may be, as far as the relative clock knows. */
    int choices() {
        return base == Base.NEXT_MULTIPLE ? ticks : 1;
    }

    /** The earliest that it can be, of one that is worked out from now; it may be beyond the horizon. */
    int earliest(Clock clock) {
        return clock.sum(clock.now(), base == Base.NEXT_MULTIPLE ? 1 : ticks);
    }

    int encoded(Clock clock) {
        return encoded(clock, 0);
    }

    // No switches: javac makes a numbered class for one over an enum, which JPF mistakes for a lambda.

    int encoded(Clock clock, int choice) {
        if (base == Base.NOW) {
            return clock.plus(clock.now(), ticks);
        }
        if (base == Base.NEXT_MULTIPLE) {
            return clock.plus(clock.now(), choice + 1);
        }
        return base == Base.ZERO ? Clock.ZERO : clock.never();
    }

    /** The same in ticks since the machine was started. */
    long exact(long now) {
        if (base == Base.NOW) {
            return now + ticks;
        }
        if (base == Base.NEXT_MULTIPLE) {
            return now + ticks - now % ticks;
        }
        return base == Base.ZERO ? ExactState.ZERO : ExactState.NEVER;
    }

    @Override
    public String toString() {
        if (base == Base.NOW) {
            return ticks == 0 ? "NOW()" : "NOW() + " + ticks;
        }
        if (base == Base.NEXT_MULTIPLE) {
            // One tick ahead, where that is a multiple.
            return ticks == 1 ? "NOW() + 1" : "next multiple of " + ticks;
        }
        return base == Base.ZERO ? "0" : "STIME_MAX";
    }
}
