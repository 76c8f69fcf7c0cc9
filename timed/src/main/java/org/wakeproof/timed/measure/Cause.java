// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import java.util.Locale;
import org.wakeproof.machine.Vector;
import org.wakeproof.softirq.Softirq;

/** What has woken a CPU. */
public enum Cause {
    /** The CPU's own local APIC timer. */
    LOCAL_TIMER,
    /** The HPET, or the PIT. */
    BROADCAST_TIMER,
    /** Another CPU, which has raised TIMER here. */
    TIMER_IPI,
    /** Another CPU, which has raised SCHEDULE here, or something else that is not a timer. */
    SCHEDULE_IPI,
    /** The calibration of the clocks. */
    CALIBRATION,
    /** The poll for machine checks. */
    MACHINE_CHECK_POLL,
    /** Dom0's device. */
    DEVICE,
    /** An interrupt that has nothing to do with timers or dom0. */
    FOREIGN;

    /** Whether it is a timer's interrupt, or one that is sent for a timer. */
    public boolean isTimer() {
        return this == LOCAL_TIMER || this == BROADCAST_TIMER || this == TIMER_IPI;
    }

    /**
     * Returns what a CPU has been woken by.
     *
     * @param pending the softirqs that are raised on it
     */
    static Cause of(Vector vector, int pending) {
        String name = vector.toString();
        return switch (name) {
            case "local timer" -> LOCAL_TIMER;
            case "call function" -> CALIBRATION;
            case "machine check poll" -> MACHINE_CHECK_POLL;
            case "eth0" -> DEVICE;
            case "foreign" -> FOREIGN;
            // TIMER may have been pending before, in which case it sends nothing.
            case "event check" -> (pending & ~(1 << Softirq.TIMER)) != 0 ? SCHEDULE_IPI : TIMER_IPI;
            default -> BROADCAST_TIMER;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("ipi", "IPI");
    }
}
