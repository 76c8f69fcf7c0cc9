// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/** CPUs with a timer each, and a broadcast for when they sleep. */
final class BroadcastSystem {
    static final int CPUS = 3;

    final Machine machine = new Machine(CPUS, 4, 1, 2);
    final Softirq softirq = new Softirq(machine);
    final Apic apic = new Apic(machine, softirq);
    final Timers timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 15, 2, CPUS, false));
    final LapicTimerBroadcast broadcast;
    final OneCpuAtATime run;
    private final List<Timer> own;

    BroadcastSystem(Function<BroadcastSystem, LapicTimerBroadcast> wiring) {
        own = IntStream.range(0, CPUS)
                .mapToObj(cpu -> timers.initTimer("t" + cpu, cpu, () -> {}))
                .toList();
        broadcast = wiring.apply(this);
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < CPUS; cpu++) {
            machine.boot(cpu, true, nothing);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    static BroadcastSystem hpet(HpetBroadcast.Mode mode) {
        return new BroadcastSystem(it -> new HpetBroadcast(it.machine, it.softirq, it.apic, it.timers, mode, CPUS - 1));
    }

    /** Sets the timer of a CPU, which goes to sleep then. */
    void sleeps(int cpu, int ticks) {
        run.on(cpu);
        timers.setTimer(own.get(cpu), Instant.nowPlus(ticks));
        timers.processPendingTimers();
        machine.cpu().disableInterrupts();
        broadcast.lapicTimerOff();
        machine.cpu().enableInterrupts();
    }

    /** A CPU is awake again. */
    void wakes(int cpu) {
        run.on(cpu);
        broadcast.lapicTimerOn();
    }

    /** Lets time pass, devices signal, and every CPU take its interrupts; whose TIMER is pending then, as a mask. */
    int tick() {
        machine.clock().fire(run);
        for (Event event : machine.events()) {
            if (event != machine.clock() && event.enabled(run)) {
                event.fire(run);
            }
        }
        for (int cpu = 0; cpu < CPUS; cpu++) {
            takeInterrupts(cpu);
        }
        return pendingTimers();
    }

    private void takeInterrupts(int cpu) {
        run.on(cpu);
        for (Vector vector : machine.vectors()) {
            if ((machine.cpu(cpu).interruptRequests(run) & vector.bit()) != 0) {
                machine.cpu(cpu).takeInterrupt(run, vector);
                run.call(vector.handler());
                machine.cpu().enableInterrupts();
            }
        }
    }

    /** The CPUs on which TIMER is pending. */
    int pendingTimers() {
        int mask = 0;
        for (int cpu = 0; cpu < CPUS; cpu++) {
            mask |= (run.get(softirq.softirqPending(cpu).field()) >>> Softirq.TIMER & 1) << cpu;
        }
        return mask;
    }

    /** A time as readers see it. */
    String shown(TimeCell time) {
        return time.format(run.get(time.field()));
    }
}
