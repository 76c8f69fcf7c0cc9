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
        return switch (base) {
            case NOW -> clock.plus(clock.now(), ticks);
            case ZERO -> Clock.ZERO;
            case NEVER -> clock.never();
        };
    }

    @Override
    public String toString() {
        return switch (base) {
            case NOW -> ticks == 0 ? "NOW()" : "NOW() + " + ticks;
            case ZERO -> "0";
            case NEVER -> "STIME_MAX";
        };
    }
}
