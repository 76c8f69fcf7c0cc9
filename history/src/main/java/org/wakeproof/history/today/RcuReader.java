// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.history.system.OtherInterrupt;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.TellsRcuOfInterrupts;
import org.wakeproof.softirq.y2026.TellsRcuOfSoftirqs;
import org.wakeproof.softirq.y2026.WaitsForAllCpus;

/** P5: an interrupt's handler, or a timer's function, is an RCU reader on a CPU that counts as idle. */
final class RcuReader extends HistoricScenario {
    RcuReader() {
        super(
                "rcu-reader",
                "an interrupt on an idle CPU reads what RCU protects: does RCU wait for it?",
                Bug.harmless(Change.TELLS_RCU_OF_INTERRUPTS, "repaired; with timer-reads: VIOLATED"),
                new Bug(Change.TIMER_READS, "the same in process_pending_softirqs"),
                Bug.harmless(Change.TELLS_RCU_OF_SOFTIRQS, "repaired, with timer-reads, too"),
                Bug.harmless(Change.BATCH_WAITS_FOR_ALL, "before 6e7f6155b8, which has F18 instead"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  it is freed while the handler reads it (P5)";
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Readers readers = new Readers(machine, callback -> rcu(settings.changes(), machine, callback));
        boolean timerReads = settings.changes().has(Change.TIMER_READS);
        if (timerReads) {
            timerReads(machine, readers);
        } else {
            new OtherInterrupt(machine, 1, () -> readers.rcu().inInterrupt(readers::read));
        }
        return readers.system(
                        () -> {},
                        "CPU0 takes an object away and has RCU free it; CPU1 idles, and "
                                + (timerReads
                                        ? "its timer, if any, fires once, whose function"
                                        : "a device may interrupt it once, whose handler")
                                + " reads the object")
                .close();
    }

    /** The timer itself is left out: when it fires is open, and its function is all that TIMER does. */
    private static void timerReads(Machine machine, Readers readers) {
        Rcu2026 rcu = readers.rcu();
        readers.softirq().openSoftirq(Softirq.TIMER, () -> rcu.inSoftirq(readers::read));
        new OtherInterrupt(
                machine, 1, () -> rcu.inInterrupt(() -> readers.softirq().raiseSoftirq(Softirq.TIMER)));
    }

    private static Rcu2026 rcu(Changes changes, Machine machine, Runnable callback) {
        if (changes.has(Change.TELLS_RCU_OF_SOFTIRQS)) {
            return new TellsRcuOfSoftirqs(machine, 1, callback);
        }
        if (changes.has(Change.TELLS_RCU_OF_INTERRUPTS)) {
            return new TellsRcuOfInterrupts(machine, 1, callback);
        }
        return changes.has(Change.BATCH_WAITS_FOR_ALL)
                ? new WaitsForAllCpus(machine, 1, callback)
                : new Rcu2026(machine, 1, callback);
    }
}
