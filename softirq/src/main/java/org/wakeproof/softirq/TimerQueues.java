// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;

/** The timers of a system and the queues of its CPUs, on which each version of timer.c works. */
public final class TimerQueues {
    /** How timer_softirq_action sees that a heap has overflowed. */
    public enum Overflow {
        /** By a flag, as in 2009. */
        FLAG,
        /** By the list, which is there for nothing else, as since 2010. */
        LIST
    }

    private final Machine machine;
    private final Softirq softirq;
    private final Timers.Parameters parameters;
    private final List<Timer> timers = new ArrayList<>();
    private final PerCpu<SpinLock> locks;
    private final PerCpu<CpuTimers> cpuTimers;
    private final PerCpu<TimeCell> timerDeadline;
    private final TimerHeap heap;
    private final TimerList list;

    /** Wires the queues, which are empty. */
    public TimerQueues(Machine machine, Softirq softirq, Timers.Parameters parameters, Overflow overflow) {
        this.machine = machine;
        this.softirq = softirq;
        this.parameters = parameters;
        timers.add(null);
        this.locks = machine.perCpu(this::newLock);
        this.cpuTimers =
                machine.perCpu(cpu -> new CpuTimers(machine, cpu, locks.of(cpu), parameters, overflow, this::nameOf));
        this.timerDeadline = machine.perCpu(cpu ->
                machine.time("timer_deadline[" + cpu + "]", Instant.zero()).writtenBy(cpu));
        this.heap = new TimerHeap(machine, timers, cpuTimers);
        this.list = new TimerList(machine, timers, cpuTimers);
    }

    private SpinLock newLock(int cpu) {
        SpinLock lock = machine.lock("timers[" + cpu + "].lock");
        return parameters.confined() ? lock.ownedBy(cpu) : lock;
    }

    private String nameOf(int number) {
        return number == 0 ? "none" : timers.get(number).name();
    }

    public Machine machine() {
        return machine;
    }

    public Softirq softirq() {
        return softirq;
    }

    /** The bounds. */
    public Timers.Parameters parameters() {
        return parameters;
    }

    /** The timer of that number, from 1. */
    public Timer timer(int number) {
        return timers.get(number);
    }

    /** All timers, by number. */
    public List<Timer> all() {
        return timers.subList(1, timers.size());
    }

    void add(Timer timer) {
        timers.add(timer);
    }

    /** The lock of each CPU's timers. */
    public PerCpu<SpinLock> locks() {
        return locks;
    }

    /** The timers of each CPU. */
    public PerCpu<CpuTimers> cpuTimers() {
        return cpuTimers;
    }

    /** When each CPU's timer hardware is to interrupt, time 0 for never; written by that CPU alone. */
    public PerCpu<TimeCell> timerDeadline() {
        return timerDeadline;
    }

    /** The operations on heaps. */
    public TimerHeap heap() {
        return heap;
    }

    /** The operations on lists. */
    public TimerList list() {
        return list;
    }
}
