// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.history.FlushArea;
import org.wakeproof.softirq.history.InterruptsLiveMask;

/** F25: CPU0 flushes the TLBs of an address space that CPU2 leaves. */
final class FlushMask extends HistoricScenario {
    private static final int CPUS = 3;
    private static final int LEAVING = 2;

    FlushMask() {
        super(
                "flush-mask",
                "CPUs are to flush their TLBs, and one leaves the mask: is it waited for?",
                new Bug(Change.INTERRUPTS_LIVE_MASK, "the mask is read twice, to wait and to interrupt (F25)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Word dirty = machine.cpuMask("domain_dirty_cpumask", 0b110);
        FlushArea flush = settings.changes().has(Change.INTERRUPTS_LIVE_MASK)
                ? new InterruptsLiveMask(machine)
                : new FlushArea(machine);
        machine.boot(0, true, machine.procedure("flush", () -> {
            flush.flushAreaMask(dirty);
            machine.cpu().stop();
        }));
        machine.boot(1, true, machine.procedure("busy", () -> machine.cpu().stop()));
        machine.boot(LEAVING, true, machine.procedure("__context_switch", () -> {
            dirty.clearBit(LEAVING);
            machine.cpu().stop();
        }));
        Word awaited = flush.flushCpumask();
        return new SmallSystem(machine, "CPU0 flushes once; CPU2 leaves the address space once")
                .and(new Property.Leaves(
                        "a flush comes to its end",
                        state -> state.get(awaited.field()) != 0,
                        state -> "CPU0 waits, with flush_lock held, for a CPU that may never flush"))
                .and(new Property.Sometimes(
                        "CPU2 is to flush at times", state -> (state.get(awaited.field()) >>> LEAVING & 1) != 0))
                .close();
    }
}
