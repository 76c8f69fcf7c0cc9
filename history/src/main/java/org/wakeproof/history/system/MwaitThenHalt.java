// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;

/** A CPU that sleeps by mwait and after that by halting, while another raises a softirq on it and a device interrupts it. */
final class MwaitThenHalt {
    private static final int SLEEPER = 1;

    private MwaitThenHalt() {}

    static Machine machine(Settings settings) {
        return SmallSystem.machine(settings, 2);
    }

    /**
     * @param mwait the sleep by mwait, with interrupts off
     * @param between what is done between the two sleeps
     */
    static SmallSystem system(Machine machine, Softirq softirq, Runnable mwait, Runnable between) {
        Machine.fixed(mwait);
        Machine.fixed(between);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        new OtherInterrupt(machine, SLEEPER, () -> {});
        IdleLoop idleLoop = new IdleLoop(machine, softirq, 0);
        machine.boot(0, true, machine.procedure("wake-up", () -> {
            softirq.cpuRaiseSoftirq(SLEEPER, Softirq.SCHEDULE);
            machine.cpu().stop();
        }));
        machine.boot(SLEEPER, true, machine.procedure("idle", () -> {
            machine.cpu().disableInterrupts();
            mwait.run();
            machine.cpu().enableInterrupts();
            softirq.doSoftirq();
            between.run();
            idleLoop.defaultIdle();
            softirq.doSoftirq();
            machine.cpu().stop();
        }));
        return new SmallSystem(
                        machine,
                        "CPU0 raises SCHEDULE on CPU1 once; CPU1 sleeps by mwait and then by hlt; a device may interrupt"
                                + " it once")
                .noLostWakeup(softirq)
                .sometimesAsleep(SLEEPER);
    }
}
