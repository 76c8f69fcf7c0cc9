// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.InMwait2026;
import org.wakeproof.cpuidle.y2026.TracesBeforeLook;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Tasklets;
import org.wakeproof.softirq.TraceBuffer;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P10: a trace record between the last look and the sleep raises TASKLET. */
final class TraceRecord extends CalibratedScenario {
    TraceRecord() {
        super(
                "trace-record",
                "a trace record just before the CPU halts: is dom0 told of a full buffer?",
                "HOLDS     late, by a second at most",
                Bug.harmless(Change.TRACES_BEFORE_LOOK, "repaired"),
                Bug.harmless(Change.SLEEPS_BY_MWAIT, "mwait looks once more"),
                Bug.harmless(Change.TAKES_NO_RECORDS, "before a98892e3b0"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the CPU halts with TASKLET pending (P10)";
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 1);
        Softirq2026 softirq = new Softirq2026(machine);
        TraceBuffer trace = new TraceBuffer(machine, new Tasklets(machine, softirq), () -> {});
        calibrate(settings, machine, softirq);
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        boolean records = !settings.changes().has(Change.TAKES_NO_RECORDS);
        AcpiProcessorIdle2026.Parts parts = new AcpiProcessorIdle2026.Parts(
                machine, softirq, null, idleLoop, null, records ? trace : null, entry(settings, machine, softirq));
        idleLoop.installPmIdle(
                settings.changes().has(Change.TRACES_BEFORE_LOOK)
                        ? new TracesBeforeLook(parts)
                        : new AcpiProcessorIdle2026(parts));
        machine.boot(0, true, idleLoop.procedure());
        return new SmallSystem(machine, "one CPU that idles, with a trace record each time; nothing else ever wakes it")
                .noLostWakeup(softirq)
                .sometimesAsleep(0)
                .close();
    }

    private static Runnable entry(Settings settings, Machine machine, Softirq2026 softirq) {
        if (settings.changes().has(Change.SLEEPS_BY_MWAIT)) {
            InMwait2026 mwait = new InMwait2026(machine, softirq);
            return () -> mwait.mwaitIdleWithHints(SleepState.C1_MWAIT, false);
        }
        // ACPI_CSTATE_EM_HALT: safe_halt(); local_irq_disable();
        return () -> {
            machine.cpu().sleep(SleepState.C1_HALT);
            machine.cpu().disableInterrupts();
        };
    }
}
