// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.InMwait2026;
import org.wakeproof.cpuidle.y2026.KeepsNoStatistics;
import org.wakeproof.cpuidle.y2026.LooksBeforeMonitor;
import org.wakeproof.cpuidle.y2026.MonitorsLast;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.history.system.OtherInterrupt;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.BatchedSoftirq2026;
import org.wakeproof.softirq.y2026.LooksAtMwaitFirst;

/** P11: in_mwait, and the compare-and-exchange that sees it. */
final class MwaitProtocol extends HistoricScenario {
    private static final int SLEEPER = 1;

    MwaitProtocol() {
        super(
                "mwait-protocol",
                "softirqs are raised on a CPU that sleeps by mwait or hlt: does it wake?",
                Bug.harmless(Change.TAKES_INTERRUPTS_EARLY, "sti;mwait;cli, as some processors like it in C1"),
                new Bug(Change.LOOKS_AT_MWAIT_FIRST, "in_mwait is not read by the operation that sets the bit"),
                new Bug(Change.ARMS_MONITOR_LAST, "the raise comes before the monitor is armed"),
                new Bug(
                        Change.LOOKS_BEFORE_MONITOR,
                        "the raise comes between in_mwait = 1 and the monitor (01429bbb0a)"),
                new Bug(
                        Change.NOTHING_LOCKED_AFTER_MWAIT,
                        "with --memory tso: a late in_mwait = 0, behind an mwait that ended by itself (with sc: HOLDS)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Changes changes = settings.changes();
        BatchedSoftirq2026 softirq = changes.has(Change.LOOKS_AT_MWAIT_FIRST)
                ? new LooksAtMwaitFirst(machine)
                : new BatchedSoftirq2026(machine);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        softirq.openSoftirq(Softirq.TIMER, () -> {});
        new OtherInterrupt(machine, SLEEPER, () -> softirq.raiseSoftirq(Softirq.TIMER));
        InMwait2026 mwait = mwait(changes, machine, softirq);
        boolean early = changes.has(Change.TAKES_INTERRUPTS_EARLY);
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        AcpiProcessorIdle2026.Parts parts =
                new AcpiProcessorIdle2026.Parts(machine, softirq, null, idleLoop, null, null, () -> {
                    if (machine.choose("the C-state is entered by hlt", 2) == 0) {
                        mwait.mwaitIdleWithHints(SleepState.C1_MWAIT, early);
                    } else {
                        machine.cpu().sleep(SleepState.C1_HALT);
                        machine.cpu().disableInterrupts();
                    }
                });
        idleLoop.installPmIdle(
                changes.has(Change.NOTHING_LOCKED_AFTER_MWAIT)
                        ? new KeepsNoStatistics(parts)
                        : new AcpiProcessorIdle2026(parts));
        machine.boot(0, true, machine.procedure("waker", () -> {
            softirq.cpuRaiseSoftirqBatchBegin();
            softirq.cpuRaiseSoftirq(SLEEPER, Softirq.SCHEDULE);
            softirq.cpuRaiseSoftirqBatchFinish();
            softirq.cpuRaiseSoftirq(SLEEPER, Softirq.SCHEDULE);
            machine.cpu().stop();
        }));
        machine.boot(SLEEPER, true, idleLoop.procedure());
        return new SmallSystem(
                        machine,
                        "CPU1 idles for ever, each time by mwait or by hlt; CPU0 raises SCHEDULE on it in a batch and once"
                                + " more; a device may interrupt CPU1 once, which raises TIMER there")
                .bound(
                        "an mwait may end by itself at once, but not later; RCU is left out, whose idle mask is changed by a locked"
                                + " operation behind each sleep, too")
                .noLostWakeup(softirq)
                .sometimesAsleep(SLEEPER)
                .close();
    }

    private static InMwait2026 mwait(Changes changes, Machine machine, BatchedSoftirq2026 softirq) {
        if (changes.has(Change.ARMS_MONITOR_LAST)) {
            return new MonitorsLast(machine, softirq);
        }
        return changes.has(Change.LOOKS_BEFORE_MONITOR)
                ? new LooksBeforeMonitor(machine, softirq)
                : new InMwait2026(machine, softirq);
    }
}
