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
import org.wakeproof.softirq.y2026.FencesIdleExit;
import org.wakeproof.softirq.y2026.IdleFlags;
import org.wakeproof.softirq.y2026.Rcu2026;

/** P12: a CPU that has idled reads before others see that it no longer does. */
final class RcuExitOrder extends HistoricScenario {
    RcuExitOrder() {
        super(
                "rcu-exit-order",
                "a CPU leaves idle and reads what RCU protects: does RCU wait for it?",
                new Bug(
                        Change.LEAVES_IDLE_BY_PLAIN_STORE,
                        "with --memory tso, which stands for Arm's clear_bit (P12; with sc: HOLDS)"),
                Bug.harmless(Change.FENCES_IDLE_EXIT, "repaired"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Readers readers = new Readers(machine, callback -> rcu(settings.changes(), machine, callback));
        new OtherInterrupt(machine, 1, () -> {});
        return readers.system(
                        readers::read,
                        "CPU0 takes an object away and has RCU free it; CPU1 idles, a device may interrupt it once, and it"
                                + " reads the object whenever it has idled")
                .close();
    }

    private static Rcu2026 rcu(Changes changes, Machine machine, Runnable callback) {
        if (changes.has(Change.LEAVES_IDLE_BY_PLAIN_STORE)) {
            return new IdleFlags(machine, 1, callback);
        }
        return changes.has(Change.FENCES_IDLE_EXIT)
                ? new FencesIdleExit(machine, 1, callback)
                : new Rcu2026(machine, 1, callback);
    }
}
