// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.FencesUnmasking;
import org.wakeproof.softirq.y2026.SaysDeadlineIsOver;
import org.wakeproof.softirq.y2026.Softirq2026;
import org.wakeproof.softirq.y2026.Timers2026;
import org.wakeproof.softirq.y2026.TscDeadlineApic2026;

/** P14: a CPU leaves the broadcast and writes a deadline that is over before its timer is unmasked. */
final class TscDeadline extends CalibratedScenario {
    TscDeadline() {
        super(
                "tsc-deadline",
                "TSC-deadline mode, and a deadline as the timer is unmasked: does it still run?",
                "VIOLATED  it interrupts the guest, and nobody looks at timers",
                Bug.harmless(Change.FENCES_UNMASKING, "repaired"),
                new Bug(
                        Change.SAYS_DEADLINE_IS_OVER,
                        "no repair: a deadline that is ahead may pass before the timer is unmasked"),
                Bug.harmless(
                        Change.ONE_SHOT_MODE, "before fd1291a826: reprogram_timer says that the deadline is over"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the timer fires while it is still masked (P14)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2, 1);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic2026 apic = apic(settings.changes(), machine, softirq);
        WokenByDevice system =
                new WokenByDevice(machine, softirq, apic, new Timers2026(machine, softirq, apic, OneTimer.ONE_OF_2026));
        calibrate(settings, machine, softirq);
        return system.system(
                new Hpet2026(machine, softirq, apic, system.timers().timerDeadline()),
                "CPU1 sleeps once in C3 with a deadline a tick ahead, and then runs a guest for ever; a device may interrupt"
                        + " it once; CPU0 is busy and takes the HPET's interrupt");
    }

    private static Apic2026 apic(Changes changes, Machine machine, Softirq2026 softirq) {
        if (changes.has(Change.ONE_SHOT_MODE)) {
            return new Apic2026(machine, softirq);
        }
        TscDeadlineApic2026 apic = tscDeadline(changes, machine, softirq);
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.event(new Arrival(cpu, apic.unmasking(cpu)));
        }
        return apic;
    }

    private static TscDeadlineApic2026 tscDeadline(Changes changes, Machine machine, Softirq2026 softirq) {
        if (changes.has(Change.SAYS_DEADLINE_IS_OVER)) {
            return new SaysDeadlineIsOver(machine, softirq);
        }
        return changes.has(Change.FENCES_UNMASKING)
                ? new FencesUnmasking(machine, softirq)
                : new TscDeadlineApic2026(machine, softirq);
    }

    /** The store that unmasks a CPU's timer arrives at its local APIC. */
    private static final class Arrival extends Event {
        private final int cpu;
        private final Word unmasking;

        Arrival(int cpu, Word unmasking) {
            super("local APIC " + cpu, Kind.INTERNAL);
            this.cpu = cpu;
            this.unmasking = unmasking;
        }

        @Override
        public boolean enabled(State state) {
            return state.get(unmasking.field()) != 0;
        }

        @Override
        public void fire(State state) {
            state.set(unmasking.field(), 0);
        }

        @Override
        public String describe(State before, State after) {
            return "the timer of CPU" + cpu + " is unmasked";
        }
    }
}
