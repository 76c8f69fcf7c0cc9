// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

/** What a CPU is in: awake, one of the ways to sleep, or its guest. */
enum Doze {
    AWAKE(false, false),
    C1_HALT(true, false),
    C1_MWAIT(false, false),
    C2(false, true),
    C2_TIMER_RUNS(false, false),
    C3(false, true),
    C3_HALT(true, true),
    GUEST(true, false);

    /** Whether only an interrupt that is taken ends it. */
    private final boolean halt;

    final boolean stopsTimer;

    Doze(boolean halt, boolean stopsTimer) {
        this.halt = halt;
        this.stopsTimer = stopsTimer;
    }

    static Doze numbered(int number) {
        return values()[number];
    }

    /** Whether it is the sleep of {@code hlt}. */
    boolean isHalt() {
        return isSleep() && halt;
    }

    boolean isSleep() {
        return this != AWAKE && this != GUEST;
    }
}
