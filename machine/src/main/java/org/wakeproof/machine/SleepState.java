// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A way for a CPU to sleep: what ends the sleep, and what stops meanwhile. */
public enum SleepState {
    /** Running. */
    AWAKE("awake", false, false),
    /** {@code hlt}: ended by taking an interrupt only; the LAPIC timer runs on. */
    C1_HALT("C1 (hlt)", true, false),
    /** {@code mwait} in C1 with the break-on-masked-interrupt extension. */
    C1_MWAIT("C1 (mwait)", false, false),
    /** A C2 that stops the LAPIC timer. */
    C2("C2", false, true),
    /** A C2 on a machine whose LAPIC timer runs on in it ({@code lapic_timer_c2_ok}). */
    C2_TIMER_RUNS("C2", false, false),
    /** C3: the LAPIC timer stops. */
    C3("C3", false, true),
    /** {@code hlt} used as C3's entry method. */
    C3_HALT("C3 (hlt)", true, true),
    /** Not asleep, but in a guest: an interrupt leads back into the hypervisor. */
    GUEST("guest", true, false);

    private static final SleepState[] VALUES = values();

    private final String title;
    private final boolean interruptsEnabled;
    private final boolean stopsLocalApicTimer;

    SleepState(String title, boolean interruptsEnabled, boolean stopsLocalApicTimer) {
        this.title = title;
        this.interruptsEnabled = interruptsEnabled;
        this.stopsLocalApicTimer = stopsLocalApicTimer;
    }

    /** Whether {@link Cpu#sleep} enables interrupts in the same step, as an interrupt ends it only by being taken. */
    public boolean interruptsEnabled() {
        return interruptsEnabled;
    }

    /** Whether an interrupt that is pending while interrupts are off ends it, untaken. */
    public boolean isEndedByMaskedInterrupts() {
        return !interruptsEnabled;
    }

    public boolean stopsLocalApicTimer() {
        return stopsLocalApicTimer;
    }

    static SleepState numbered(int number) {
        return VALUES[number];
    }

    @Override
    public String toString() {
        return title;
    }
}
