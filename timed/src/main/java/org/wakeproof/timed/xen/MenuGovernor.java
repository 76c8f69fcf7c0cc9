// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.List;
import org.wakeproof.machine.ExactState;
import org.wakeproof.machine.XenSource;

/**
 * The menu governor: which C-state a CPU is to enter, by its next deadline and by how long it has slept before. It reads
 * timer_deadline, which only its CPU writes, and keeps numbers of its own, so it is not made of operations: where the
 * machine is explored its answer is left open.
 *
 * <p>Left out: bm_check, max_cstate.
 */
public final class MenuGovernor {
    private static final String FILE = "xen/arch/x86/acpi/cpuidle_menu.c";
    private static final int BREAK_FUZZ = 4;
    private static final int LATENCY_FACTOR = 2;
    private static final long PM_TIMER_MASK = 0xff_ffff;
    private static final double PM_TIMER_HZ = 3_579_545;

    /** In microseconds, from the shallowest. */
    private final List<Long> latencies;

    private int lastState;
    private long expectedUs;
    private long predictedUs;
    private long lastMeasuredUs;
    private long elapsedUs;
    private long lastResidencyUs;

    /**
     * One that has not seen a sleep yet.
     *
     * @param latencies of each C-state as ACPI's tables name it, in microseconds
     */
    public MenuGovernor(List<Long> latencies) {
        this.latencies = List.copyOf(latencies);
    }

    /** Returns the number of the C-state, from 0. */
    @XenSource(value = "menu_select", file = FILE)
    public int select(long sleepLengthNs) {
        // (u32) binds more tightly than the division: a sleep of more than 4.29 s counts modulo that.
        expectedUs = (sleepLengthNs & 0xffff_ffffL) / 1000;
        int i = 1;
        while (i < latencies.size()) {
            long latency = latencies.get(i);
            long targetResidency = LATENCY_FACTOR * latency;
            if (targetResidency > expectedUs + latency || targetResidency > predictedUs) {
                break;
            }
            i++;
        }
        lastState = i - 1;
        return lastState;
    }

    /** How long the CPU is to sleep, as timer_deadline says; also where that is over or there is none. */
    @XenSource(value = "get_sleep_length_ns", file = FILE)
    static long sleepLengthNs(long deadline, long now, long tick) {
        return deadline == ExactState.NEVER ? Long.MAX_VALUE - now * tick : (deadline - now) * tick;
    }

    /** The CPU has slept. */
    @XenSource(value = "menu_reflect", file = FILE)
    public void reflect(long sleptNs) {
        long ticks = (long) (sleptNs * (PM_TIMER_HZ / 1e9)) & PM_TIMER_MASK;
        if (ticks > 0) {
            lastResidencyUs = (long) (ticks / PM_TIMER_HZ * 1e6);
        }
        long measuredUs = lastResidencyUs + elapsedUs;
        predictedUs = Math.max(measuredUs, lastMeasuredUs);
        if (lastResidencyUs + BREAK_FUZZ < expectedUs + latencies.get(lastState)) {
            lastMeasuredUs = measuredUs;
            elapsedUs = 0;
        } else {
            elapsedUs = measuredUs;
        }
    }
}
