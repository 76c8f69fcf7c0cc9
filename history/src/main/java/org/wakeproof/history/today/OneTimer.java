// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import java.util.function.Function;
import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;
import org.wakeproof.softirq.y2026.Timers2026;

/** What systems are made of in which a CPU idles as in 2026, with one timer that is its own. */
final class OneTimer {
    /** One timer, of one CPU; 2009 groups timers by the slop, and there is nothing to group. */
    static final Timers.Parameters ONE_OF_2009 = new Timers.Parameters(0, 1, 1, 1, true);

    /** The same; the slop, 50 us, is less than a tick, and rounded up to one. */
    static final Timers.Parameters ONE_OF_2026 = new Timers.Parameters(1, 1, 1, 1, true);

    final Machine machine;
    final Softirq2026 softirq;
    final Apic2026 apic;
    final Timers timers;

    /**
     * A machine with its softirqs and timers.
     *
     * @param horizon how far ahead times are set, in ticks
     */
    OneTimer(Settings settings, int cpus, int horizon) {
        machine = SmallSystem.machine(settings, cpus, horizon);
        softirq = new Softirq2026(machine);
        apic = new Apic2026(machine, softirq);
        timers = new Timers2026(machine, softirq, apic, ONE_OF_2026);
    }

    /**
     * Wires the idle loop.
     *
     * @param rcu null where nobody uses it
     * @param broadcast null where the LAPIC timer runs in the state
     * @param state in which the idle function sleeps
     * @param pmIdle makes the idle function
     */
    IdleLoop2026 idleLoop(
            Rcu2026 rcu,
            LapicTimerBroadcast broadcast,
            SleepState state,
            Function<AcpiProcessorIdle2026.Parts, AcpiProcessorIdle2026> pmIdle) {
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, rcu);
        idleLoop.installPmIdle(pmIdle.apply(new AcpiProcessorIdle2026.Parts(
                machine,
                softirq,
                rcu,
                idleLoop,
                broadcast,
                null,
                () -> machine.cpu().sleep(state))));
        return idleLoop;
    }

    /** Seals it, and asks that no wake-up is lost and no deadline missed. */
    SmallSystem system(String bound) {
        return new SmallSystem(machine, bound).noLostWakeup(softirq).noMissedDeadline(softirq, timers.timerDeadline());
    }
}
