// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.NmiInShadow;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.history.system.OtherInterrupt;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P16: an NMI in the shadow of sti, and then an interrupt, both before hlt. */
final class NmiShadow extends HistoricScenario {
    NmiShadow() {
        super(
                "nmi-shadow",
                "an interrupt raises a softirq as the CPU halts: does the CPU sleep with it?",
                new Bug(Change.NMI_IN_SHADOW, "on hardware that lets an NMI in between sti and hlt (P16)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 1);
        Softirq2026 softirq = new Softirq2026(machine);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        new OtherInterrupt(machine, 0, () -> softirq.raiseSoftirq(Softirq.SCHEDULE));
        IdleLoop2026 idleLoop = settings.changes().has(Change.NMI_IN_SHADOW)
                ? new NmiInShadow(machine, softirq)
                : new IdleLoop2026(machine, softirq, null);
        machine.boot(0, true, idleLoop.procedure());
        return new SmallSystem(machine, "one CPU that idles by default_idle; a device may interrupt it once")
                .noLostWakeup(softirq)
                .sometimesAsleep(0)
                .close();
    }
}
