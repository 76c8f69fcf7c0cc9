// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.cpuidle.history.AcpiSleep;
import org.wakeproof.cpuidle.history.ForgetsDeadlineInS3;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;

/** F37: a deadline is programmed when the machine suspends. */
final class SuspendToRam extends HistoricScenario {
    SuspendToRam() {
        super(
                "suspend",
                "suspend to RAM with a timer set: does it still wake the CPU afterwards?",
                new Bug(Change.FORGETS_DEADLINE_IN_S3, "the hardware has forgotten the deadline (F37)"));
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        OneCpu xen = new OneCpu(settings, 1);
        Machine machine = xen.machine();
        AcpiSleep power = settings.changes().has(Change.FORGETS_DEADLINE_IN_S3)
                ? new ForgetsDeadlineInS3(machine, xen.softirq(), xen.apic())
                : new AcpiSleep(machine, xen.softirq(), xen.apic());
        Timer timer = xen.timers().initTimer("single-shot", 0, () -> {});
        IdleLoop idleLoop = new IdleLoop(machine, xen.softirq(), 0);
        machine.boot(0, true, machine.procedure("suspend", () -> {
            xen.timers().setTimer(timer, Instant.nowPlus(1));
            xen.softirq().doSoftirq();
            power.enterState();
            idleLoop.procedure().call();
        }));
        return xen.system("one timer, set before the machine suspends once; CPU0 idles afterwards")
                .close();
    }
}
