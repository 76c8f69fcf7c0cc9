// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** CPUs that have a deadline and sleep until then, in a C-state in which only the HPET's broadcast can wake them. */
public final class DeepSleepers {
    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final PerCpu<TimeCell> timerDeadline;

    DeepSleepers(Settings settings, int cpus, int horizon) {
        this(SmallSystem.machine(settings, cpus, horizon), Softirq::new);
    }

    /** With softirqs of a certain version. */
    DeepSleepers(Machine machine, Function<Machine, ? extends Softirq> version) {
        this(machine, version.apply(machine), Apic::new);
    }

    /** With softirqs and a LAPIC timer of certain versions. */
    public DeepSleepers(Machine machine, Softirq softirq, BiFunction<Machine, Softirq, ? extends Apic> version) {
        this.machine = machine;
        this.softirq = softirq;
        apic = version.apply(machine, softirq);
        timerDeadline = machine.perCpu(cpu ->
                machine.time("timer_deadline[" + cpu + "]", Instant.zero()).writtenBy(cpu));
        softirq.openSoftirq(Softirq.TIMER, this::timerSoftirqAction);
    }

    /** With one timer only: it is due, or the hardware is programmed for it. */
    private void timerSoftirqAction() {
        if (!apic.reprogramTimer(timerDeadline.own())) {
            timerDeadline.own().set(Instant.zero());
        }
    }

    Machine machine() {
        return machine;
    }

    Softirq softirq() {
        return softirq;
    }

    Apic apic() {
        return apic;
    }

    public PerCpu<TimeCell> timerDeadline() {
        return timerDeadline;
    }

    /** A CPU that only takes interrupts. */
    public void busy(int cpu) {
        machine.boot(cpu, true, machine.procedure("busy", () -> machine.cpu().stop()));
    }

    /** A CPU that sleeps once, with a deadline that many ticks ahead. */
    public void sleepsOnce(int cpu, HpetBroadcast broadcast, int ticks) {
        machine.boot(cpu, false, machine.procedure("idle", () -> {
            timerDeadline.own().set(Instant.nowPlus(ticks));
            broadcast.lapicTimerOff();
            machine.cpu().sleep(SleepState.C3);
            machine.cpu().enableInterrupts();
            broadcast.lapicTimerOn();
            softirq.doSoftirq();
            machine.cpu().stop();
        }));
    }

    /** A CPU that sleeps in this way until its deadline, one tick ahead, has been served. */
    public void sleepsUntilServed(int cpu, HpetBroadcast broadcast, Consumer<SleepState> sleep) {
        Machine.fixed(sleep);
        Procedure round = machine.function("idle", () -> {
            if (timerDeadline.own().isZero()) {
                return Procedure.STOP;
            }
            machine.cpu().disableInterrupts();
            if (softirq.softirqPending(cpu).load() == 0) {
                broadcast.lapicTimerOff();
                sleep.accept(SleepState.C3);
                machine.cpu().enableInterrupts();
                broadcast.lapicTimerOn();
            } else {
                machine.cpu().enableInterrupts();
            }
            softirq.doSoftirq();
            return Procedure.AGAIN;
        });
        machine.boot(cpu, true, machine.procedure("boot", () -> {
            timerDeadline.own().set(Instant.nowPlus(1));
            round.repeat();
            machine.cpu().stop();
        }));
    }

    /** With what there is to know of them. */
    public SmallSystem system(String bound) {
        return new SmallSystem(machine, bound).noLostWakeup(softirq).noMissedDeadline(softirq, timerDeadline);
    }
}
