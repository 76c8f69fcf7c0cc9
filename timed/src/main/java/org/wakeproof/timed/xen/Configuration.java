// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.List;
import org.wakeproof.cpuidle.CState;

/**
 * What a system consists of.
 *
 * @param cpus physical CPUs
 * @param variant the version of the idle path
 * @param broadcast which device wakes CPUs whose own timer has stopped
 * @param channels how many HPET channels there are where they are shared
 * @param cStates those that the platform has
 * @param calibration whether the clocks are calibrated each second
 * @param schedulerTick how long a tick of the credit scheduler is, in nanoseconds
 * @param mostJiffies how far away a timer of dom0 may be, in jiffies
 * @param clock the machine's clock
 * @param machineCheckPoll whether machine checks are polled for, each 16 s
 * @param periodic timers of Xen beside those of the scheduler and the calibration
 */
public record Configuration(
        int cpus,
        Variant variant,
        Broadcast broadcast,
        int channels,
        List<CState> cStates,
        boolean calibration,
        long schedulerTick,
        int mostJiffies,
        ClockShape clock,
        boolean machineCheckPoll,
        List<PeriodicTimer> periodic) {

    /**
     * A timer that is set anew each time it has fired.
     *
     * @param name what it is called
     * @param everyCpu whether each CPU has one; otherwise CPU0 has
     * @param period in nanoseconds; at most 10 s
     */
    public record PeriodicTimer(String name, boolean everyCpu, long period) {}

    /**
     * The machine's clock.
     *
     * @param tick how long a tick lasts, in nanoseconds
     * @param horizon the farthest future that a time may name, in ticks; matters only where the machine is explored
     * @param past how old a sample of now may grow, and a deadline that is told apart, in ticks; likewise
     */
    public record ClockShape(long tick, int horizon, int past) {
        /** Ticks of 10 ns: the counts of devices are of that order. Differences of times are at most 21 s then. */
        public static ClockShape fine() {
            return new ClockShape(10, 1_000_000_000, 100_000_000);
        }
    }
}
