// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.CpuTimers;
import org.wakeproof.softirq.Cpumask;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.TimerQueues;
import org.wakeproof.softirq.Timers;

/**
 * Timers as of 2026. Against 2009: a CPU's hardware is programmed for its earliest timer, and never for less than the slop from
 * now; a timer that was killed belongs to no CPU, so nothing finds a lock for it; those of a CPU that is gone move to another;
 * and there is no process_pending_timers, in whose place softirqs are processed.
 *
 * <p>Left out: what {@link TimerEntries2026} and {@link TimerSoftirq2026} leave out; that cpumask_any chooses any CPU, which
 * here is the first; align_timer, the dump of the queues, and making timers while the system runs.
 */
public final class Timers2026 extends Timers {
    private static final String FILE = "xen/common/timer.c";

    private final TimerQueues queues;
    private final Machine machine;
    private final TimerEntries2026 entries;
    private final Procedure expiresBefore;
    private final PerCpu<TimeCell> than;
    private final Procedure moveActive;

    /** Wires the queues and opens TIMER. */
    public Timers2026(Machine machine, Softirq softirq, Apic apic, Parameters parameters) {
        this(new TimerQueues(machine, softirq, parameters, TimerQueues.Overflow.LIST), apic);
    }

    private Timers2026(TimerQueues queues, Apic apic) {
        this(queues, apic, new TimerEntries2026(queues));
    }

    private Timers2026(TimerQueues queues, Apic apic, TimerEntries2026 entries) {
        super(queues, entries, new TimerSoftirq2026(queues, apic, entries));
        this.queues = queues;
        this.machine = queues.machine();
        this.entries = entries;
        this.expiresBefore = machine.function("timer_expires_before", this::expiresBefore);
        this.than = expiresBefore.timeVariable("t");
        than.all().forEach(TimeCell::sampleOfNow);
        this.moveActive = machine.function("migrate_timers_from_cpu", this::moveActive);
    }

    @Override
    protected Timer.Statuses statuses() {
        return new Timer.Statuses(Timer.INVALID, entries.noCpu());
    }

    @Override
    @XenSource(value = "timer_is_active", file = "xen/include/xen/timer.h", commit = XenSource.AUGUST_2026)
    public boolean activeTimer(Timer timer) {
        int status = timer.status().load();
        machine.bugOn(status == Timer.INVALID, timer, "is looked at, but invalid");
        return timer.isActive(status);
    }

    @Override
    @XenSource(value = "set_timer", file = FILE, commit = XenSource.AUGUST_2026)
    protected void set(int number) {
        Timer timer = queues.timer(number);
        boolean flags = machine.cpu().saveInterrupts();
        if (!entries.timerLockUnsafe(timer)) {
            machine.cpu().restoreInterrupts(flags);
            return;
        }
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
        }
        timer.expires().copyFrom(expires().own());
        entries.addTimer(timer);
        entries.timerUnlockIrqrestore(timer, flags);
    }

    @Override
    @XenSource(value = "stop_timer", file = FILE, commit = XenSource.AUGUST_2026)
    protected void stop(int number) {
        Timer timer = queues.timer(number);
        boolean flags = machine.cpu().saveInterrupts();
        if (!entries.timerLockUnsafe(timer)) {
            machine.cpu().restoreInterrupts(flags);
            return;
        }
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
            timer.forget();
        }
        entries.timerUnlockIrqrestore(timer, flags);
    }

    /** Whether a timer is active and over by the time at which this is called. */
    @Override
    @XenSource(value = "timer_is_expired", file = "xen/include/xen/timer.h", commit = XenSource.AUGUST_2026)
    public boolean timerIsExpired(Timer timer) {
        than.own().sampleNow();
        return expiresBefore.call(timer.number()) != 0;
    }

    @XenSource(value = "timer_expires_before", file = FILE, commit = XenSource.AUGUST_2026)
    private int expiresBefore(int number) {
        Timer timer = queues.timer(number);
        boolean flags = machine.cpu().saveInterrupts();
        if (!entries.timerLockUnsafe(timer)) {
            machine.cpu().restoreInterrupts(flags);
            return 0;
        }
        boolean ret = activeTimer(timer) && timer.expires().isAtOrBefore(than.own());
        entries.timerUnlockIrqrestore(timer, flags);
        return ret ? 1 : 0;
    }

    @Override
    @XenSource(value = "migrate_timer", file = FILE, commit = XenSource.AUGUST_2026)
    protected int migrate(int number, int newCpu) {
        Timer timer = queues.timer(number);
        int oldCpu = timer.cpu().load();
        if (oldCpu == newCpu || oldCpu == entries.noCpu()) {
            return Procedure.STOP;
        }
        boolean flags = lock(Math.min(oldCpu, newCpu)).lockIrqsave();
        lock(Math.max(oldCpu, newCpu)).lock();
        if (timer.cpu().load() != oldCpu) {
            lock(oldCpu).unlock();
            lock(newCpu).unlockIrqrestore(flags);
            return Procedure.AGAIN;
        }
        boolean active = activeTimer(timer);
        if (active) {
            entries.stopTimer(timer);
        }
        timer.cpu().store(newCpu);
        if (active) {
            entries.addTimer(timer);
        }
        lock(oldCpu).unlock();
        lock(newCpu).unlockIrqrestore(flags);
        return Procedure.STOP;
    }

    private SpinLock lock(int cpu) {
        return queues.locks().of(cpu);
    }

    @Override
    @XenSource(value = "kill_timer", file = FILE, commit = XenSource.AUGUST_2026)
    protected void kill(int number) {
        Timer timer = queues.timer(number);
        machine.bugOn(queues.cpuTimers().own().running().load() == number, timer + " is killed by its own function");
        boolean flags = machine.cpu().saveInterrupts();
        if (!entries.timerLockUnsafe(timer)) {
            machine.cpu().restoreInterrupts(flags);
            return;
        }
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
        }
        timer.forget();
        timer.status().store(Timer.KILLED);
        int oldCpu = timer.cpu().load();
        timer.cpu().store(entries.noCpu());
        lock(oldCpu).unlockIrqrestore(flags);
        awaitFunction(number);
    }

    /** Moves all timers of a CPU that is gone to one that is online, which is told at the end if one of them is the first there. */
    @Override
    @XenSource(value = "migrate_timers_from_cpu", file = FILE, commit = XenSource.AUGUST_2026)
    public void migrateTimersFromCpu(int oldCpu) {
        int online = queues.softirq().smp().cpuOnlineMap().load();
        machine.bugOn((online >>> oldCpu & 1) != 0, "CPU" + oldCpu + " loses its timers, but is online");
        int newCpu = Cpumask.first(online);
        lock(Math.min(oldCpu, newCpu)).lockIrq();
        lock(Math.max(oldCpu, newCpu)).lock();
        boolean notify = (~moveActive.iterate(move(oldCpu, newCpu, false)) & 1) != 0;
        for (Timer t : queues.all()) {
            if (t.cpu().load() == oldCpu) {
                t.cpu().store(newCpu);
            }
        }
        lock(oldCpu).unlock();
        lock(newCpu).unlockIrq();
        if (notify) {
            queues.softirq().cpuRaiseSoftirq(newCpu, Softirq.TIMER);
        }
    }

    private int move(int oldCpu, int newCpu, boolean notify) {
        return (oldCpu * machine.cpuCount() + newCpu) * 2 + (notify ? 1 : 0);
    }

    /** Moves the first; what is handed on names both CPUs and whether to notify, and its complement ends it. */
    @XenSource(value = "migrate_timers_from_cpu", file = FILE, commit = XenSource.AUGUST_2026)
    private int moveActive(int move) {
        int newCpu = move / 2 % machine.cpuCount();
        int oldCpu = move / 2 / machine.cpuCount();
        CpuTimers ts = queues.cpuTimers().of(oldCpu);
        int number = ts.heapSize().load() != 0 ? ts.heap(1).load() : ts.list().load();
        if (number == 0) {
            return ~move;
        }
        Timer t = queues.timer(number);
        entries.removeEntry(t);
        t.cpu().store(newCpu);
        return entries.addEntry(t) ? move | 1 : move;
    }
}
