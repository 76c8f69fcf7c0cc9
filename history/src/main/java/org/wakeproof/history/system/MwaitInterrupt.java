// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.history.EnablesInterruptsEarly;
import org.wakeproof.cpuidle.history.InMwait;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.SeesSleepers;

/** F31: an interrupt comes between the look at the pending word and mwait. */
final class MwaitInterrupt extends HistoricScenario {
    MwaitInterrupt() {
        super(
                "mwait-interrupt",
                "an interrupt raises a softirq just before mwait: does the CPU sleep?",
                new Bug(Change.ENABLES_INTERRUPTS_EARLY, "interrupts are on between the look and the sleep (F31)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 1);
        SeesSleepers softirq = new SeesSleepers(machine);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        InMwait idle = settings.changes().has(Change.ENABLES_INTERRUPTS_EARLY)
                ? new EnablesInterruptsEarly(machine, softirq)
                : new InMwait(machine, softirq);
        new OtherInterrupt(machine, 0, () -> {
            softirq.raiseSoftirq(Softirq.SCHEDULE);
            if (machine.choose("the interrupt disarms the monitor", 2) == 1) {
                idle.monitor(0).disarm();
            }
        });
        machine.boot(0, true, machine.procedure("idle", () -> {
            machine.cpu().disableInterrupts();
            idle.mwaitIdle();
            machine.cpu().enableInterrupts();
            softirq.doSoftirq();
            machine.cpu().stop();
        }));
        return new SmallSystem(machine, "CPU0 sleeps once by mwait in C1; a device may interrupt it once")
                .bound("whether an interrupt or a store of its own disarms a CPU's monitor is left open")
                .noLostWakeup(softirq)
                .sometimesAsleep(0)
                .close();
    }
}
