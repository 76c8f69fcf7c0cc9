// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.PitBroadcast;
import org.wakeproof.hpet.y2026.PitExitRaisesTimer;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Pit;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;
import org.wakeproof.softirq.y2026.Timers2026;

/** P7: a CPU leaves the PIT's broadcast with its deadline over, and goes to a guest. */
final class PitExit extends CalibratedScenario {
    PitExit() {
        super(
                "pit-exit",
                "a CPU leaves the PIT's broadcast as its deadline passes: does its timer run?",
                "VIOLATED  it interrupts the guest, and nobody looks at timers",
                Bug.harmless(Change.PIT_EXIT_RAISES_TIMER, "repaired"),
                Bug.harmless(Change.KEEPS_OLD_COUNTDOWN, "before b95beb1858: late by as long as it slept"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  nobody is told that the deadline has passed (P7)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Changes changes = settings.changes();
        Machine machine = SmallSystem.machine(settings, 2, 1);
        Softirq2026 softirq = new Softirq2026(machine);
        WokenByDevice system = system(changes.has(Change.KEEPS_OLD_COUNTDOWN), machine, softirq);
        Apic apic = system.apic();
        calibrate(settings, machine, softirq);
        PitBroadcast pit = changes.has(Change.PIT_EXIT_RAISES_TIMER)
                ? new PitExitRaisesTimer(machine, softirq, apic, system.timers())
                : new PitBroadcast(machine, softirq, apic, system.timers());
        // A PIT that is faster than its handler would leave CPU0 nothing else to do.
        machine.clock().urge((state, cpu) -> cpu != Pit.CPU);
        return system.system(
                pit,
                "CPU1 sleeps once in C3 with a deadline a tick ahead, and then runs a guest for ever; a device may interrupt"
                        + " it once; CPU0 is busy and takes the PIT's interrupts, each before the next");
    }

    /** Of 2026, or with the LAPIC timer and the timers of 2009. */
    private static WokenByDevice system(boolean isOf2009, Machine machine, Softirq2026 softirq) {
        if (isOf2009) {
            Apic apic = new Apic(machine, softirq);
            return new WokenByDevice(machine, softirq, apic, new Timers(machine, softirq, apic, OneTimer.ONE_OF_2009));
        }
        Apic2026 apic = new Apic2026(machine, softirq);
        return new WokenByDevice(machine, softirq, apic, new Timers2026(machine, softirq, apic, OneTimer.ONE_OF_2026));
    }
}
