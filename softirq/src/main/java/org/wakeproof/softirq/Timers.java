// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * Timers. Each belongs to a CPU, whose TIMER softirq runs its function once it has expired.
 *
 * <p>Left out: {@code align_timer} and the dump of the queues. A timer's function cannot process timers
 * itself: {@code timer_softirq_action} does not nest here.
 */
public class Timers {
    /**
     * The bounds of a system's timers.
     *
     * @param slopTicks how much later than it expires a timer may run ({@code timer_slop}); a timer
     *     may be set for at most so much less than the clock's horizon
     * @param initialHeapLimit how many timers a CPU's heap holds until it has overflowed; 0 as Xen boots
     * @param capacity the most timers active at one CPU at once
     * @param maxTimers how many timers there can be
     * @param confined whether no CPU touches a timer of another; the engine checks that, and needs to
     *     tell fewer states apart then
     */
    public record Parameters(int slopTicks, int initialHeapLimit, int capacity, int maxTimers, boolean confined) {
        /** Checks that they make sense. */
        public Parameters {
            if (slopTicks < 0 || initialHeapLimit < 0 || capacity < 1 || maxTimers < 1) {
                throw new IllegalArgumentException("capacity and maxTimers are at least 1, the others at least 0");
            }
        }
    }

    private final Machine machine;
    private final TimerQueues queues;
    private final Word cpuOnlineMap;
    private final PerCpu<SpinLock> locks;
    private final PerCpu<CpuTimers> cpuTimers;
    private final TimerEntries entries;
    private final TimerSoftirq timerSoftirq;
    private final Procedure set;
    private final PerCpu<TimeCell> expires;
    private final Procedure stop;
    private final Procedure migrate;
    private final Procedure kill;
    private final Procedure moveToCpu0;

    /** Wires the queues and opens TIMER. */
    public Timers(Machine machine, Softirq softirq, Apic apic, Parameters parameters) {
        this(new TimerQueues(machine, softirq, parameters, TimerQueues.Overflow.FLAG), apic);
    }

    private Timers(TimerQueues queues, Apic apic) {
        this(queues, apic, new TimerEntries(queues));
    }

    private Timers(TimerQueues queues, Apic apic, TimerEntries entries) {
        this(queues, entries, new GroupingTimerSoftirq(queues, apic, entries));
    }

    /** In another version. */
    protected Timers(TimerQueues queues, TimerEntries entries, TimerSoftirq timerSoftirq) {
        this.machine = queues.machine();
        this.queues = queues;
        this.cpuOnlineMap = queues.softirq().smp().cpuOnlineMap();
        this.locks = queues.locks();
        this.cpuTimers = queues.cpuTimers();
        this.entries = entries;
        this.timerSoftirq = timerSoftirq;
        this.set = machine.procedure("set_timer", this::set);
        this.expires = set.timeVariable("expires");
        this.stop = machine.procedure("stop_timer", this::stop);
        this.migrate = machine.function("migrate_timer", this::migrate);
        this.kill = machine.procedure("kill_timer", this::kill);
        this.moveToCpu0 = machine.function("migrate_timers_from_cpu", this::moveToCpu0);
        timerInit();
    }

    /** When each CPU's timer hardware is to interrupt, time 0 for never; written by that CPU alone. */
    public PerCpu<TimeCell> timerDeadline() {
        return queues.timerDeadline();
    }

    /** Whether a timer waits to expire. Its CPU's lock is held. */
    @XenSource(value = "active_timer", file = "xen/include/xen/timer.h")
    public boolean activeTimer(Timer timer) {
        return timer.isActive(timer.status().load());
    }

    /** Makes a timer; for wiring. */
    @XenSource(value = "init_timer", file = "xen/include/xen/timer.h")
    public Timer initTimer(String name, int cpu, Runnable function) {
        return initTimer(name, cpu, function, Timer.Sharing.USUAL);
    }

    /** The same, of which all may see whether it is active. */
    @XenSource(value = "init_timer", file = "xen/include/xen/timer.h")
    public Timer initWatchedTimer(String name, int cpu, Runnable function) {
        return initTimer(name, cpu, function, Timer.Sharing.WATCHED);
    }

    /** The same, whose {@code cpu} is written without a lock, too, as callers do that know the timer to be inactive. */
    @XenSource(value = "init_timer", file = "xen/include/xen/timer.h")
    public Timer initTimerAssignedByCallers(String name, int cpu, Runnable function) {
        return initTimer(name, cpu, function, Timer.Sharing.ASSIGNED_BY_CALLERS);
    }

    private Timer initTimer(String name, int cpu, Runnable function, Timer.Sharing sharing) {
        int number = queues.all().size() + 1;
        int most = queues.parameters().maxTimers();
        if (number > most) {
            throw new IllegalStateException(name + ": there are at most " + most + " timers");
        }
        Timer timer = new Timer(queues, statuses(), number, name, cpu, function, sharing);
        queues.add(timer);
        return timer;
    }

    /** What a timer of this version may be, and where it may belong to. */
    protected Timer.Statuses statuses() {
        return new Timer.Statuses(Timer.IN_LIST, machine.cpuCount() - 1);
    }

    /** Activates a timer, or changes when it expires; a killed one stays killed. */
    @XenSource(value = "set_timer", file = "xen/common/timer.c")
    public void setTimer(Timer timer, Instant expires) {
        // The caller has worked it out from NOW() before set_timer is entered.
        this.expires.own().set(expires);
        set.call(timer.number());
    }

    /** The same, counted from a time that the caller has sampled before. */
    @XenSource(value = "set_timer", file = "xen/common/timer.c")
    public void setTimer(Timer timer, TimeCell from, int ticks) {
        expires.own().copyFrom(from, ticks);
        set.call(timer.number());
    }

    /** What is called so, and when the timer is to expire is in {@link #expires()}. */
    @XenSource(value = "set_timer", file = "xen/common/timer.c")
    protected void set(int number) {
        Timer timer = queues.timer(number);
        boolean flags = entries.timerLockIrqsave(timer);
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
        }
        timer.expires().copyFrom(expires.own());
        if (timer.status().load() != Timer.KILLED) {
            entries.addTimer(timer);
        } else {
            timer.forget();
        }
        entries.timerUnlockIrqrestore(timer, flags);
    }

    /** The argument of {@code set_timer} that is a time. */
    protected final PerCpu<TimeCell> expires() {
        return expires;
    }

    /** Deactivates a timer; does not wait where its function runs. */
    @XenSource(value = "stop_timer", file = "xen/common/timer.c")
    public void stopTimer(Timer timer) {
        stop.call(timer.number());
    }

    /** What is called so. */
    @XenSource(value = "stop_timer", file = "xen/common/timer.c")
    protected void stop(int number) {
        Timer timer = queues.timer(number);
        boolean flags = entries.timerLockIrqsave(timer);
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
            timer.forget();
        }
        entries.timerUnlockIrqrestore(timer, flags);
    }

    /** Whether a timer is active and over: not yet at this commit. */
    @XenSource(value = "timer_expires_before", file = "xen/common/timer.c", commit = "9e0a3a2a91")
    public boolean timerIsExpired(Timer timer) {
        boolean flags = entries.timerLockIrqsave(timer);
        boolean ret = activeTimer(timer) && timer.expires().minusNow() <= 0;
        entries.timerUnlockIrqrestore(timer, flags);
        return ret;
    }

    /** Gives a timer to another CPU. */
    @XenSource(value = "migrate_timer", file = "xen/common/timer.c")
    public void migrateTimer(Timer timer, int newCpu) {
        migrate.repeat(timer.number(), newCpu);
    }

    /** A round of the loop that takes both locks, with what follows the loop in its last round. */
    @XenSource(value = "migrate_timer", file = "xen/common/timer.c")
    protected int migrate(int number, int newCpu) {
        Timer timer = queues.timer(number);
        boolean flags;
        int oldCpu = timer.cpu().load();
        if (oldCpu == newCpu) {
            return Procedure.STOP;
        }
        if (oldCpu < newCpu) {
            flags = locks.of(oldCpu).lockIrqsave();
            locks.of(newCpu).lock();
        } else {
            flags = locks.of(newCpu).lockIrqsave();
            locks.of(oldCpu).lock();
        }
        if (timer.cpu().load() != oldCpu) {
            locks.of(oldCpu).unlock();
            locks.of(newCpu).unlockIrqrestore(flags);
            return Procedure.AGAIN;
        }
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
            timer.cpu().store(newCpu);
            entries.addTimer(timer);
        } else {
            moveInactive(timer, newCpu);
        }
        locks.of(oldCpu).unlock();
        locks.of(newCpu).unlockIrqrestore(flags);
        return Procedure.STOP;
    }

    /** Deactivates a timer for good and waits until no CPU that is online runs its function. */
    @XenSource(value = "kill_timer", file = "xen/common/timer.c")
    public void killTimer(Timer timer) {
        kill.call(timer.number());
    }

    /** What is called so. */
    @XenSource(value = "kill_timer", file = "xen/common/timer.c")
    protected void kill(int number) {
        Timer timer = queues.timer(number);
        machine.bugOn(cpuTimers.own().running().load() == number, timer + " is killed by its own function");
        boolean flags = entries.timerLockIrqsave(timer);
        if (activeTimer(timer)) {
            entries.stopTimer(timer);
        }
        timer.forget();
        timer.status().store(Timer.KILLED);
        entries.timerUnlockIrqrestore(timer, flags);
        awaitFunction(number);
    }

    /** Waits for each CPU that is online and runs the timer's function. */
    @XenSource(value = "kill_timer", file = "xen/common/timer.c")
    protected final void awaitFunction(int number) {
        for (int cpu = Cpumask.first(cpuOnlineMap.load());
                cpu < machine.cpuCount();
                cpu = Cpumask.next(cpu, cpuOnlineMap.load())) {
            cpuTimers.of(cpu).running().awaitOtherThan(number);
        }
    }

    /** Gives a timer that is not active to another CPU; both CPUs' locks are held. */
    @XenSource(value = "migrate_timer", file = "xen/common/timer.c")
    protected void moveInactive(Timer timer, int newCpu) {
        timer.cpu().store(newCpu);
    }

    /** Puts a timer into its CPU's queue, whose lock is held. */
    protected final void addTimer(Timer timer) {
        entries.addTimer(timer);
    }

    /** Does the executing CPU's TIMER softirq now if it is raised; for long work, with interrupts on. */
    @XenSource(value = "process_pending_timers", file = "xen/common/timer.c")
    public void processPendingTimers() {
        int cpu = machine.smpProcessorId();
        if (queues.softirq().softirqPending(cpu).testAndClearBit(Softirq.TIMER)) {
            timerSoftirq.timerSoftirqAction();
        }
    }

    /** Moves all that is active on a CPU that is gone to CPU0: not yet at this commit. */
    @XenSource(value = "migrate_timers_from_cpu", file = "xen/common/timer.c", commit = "68afcbc491")
    public void migrateTimersFromCpu(int cpu) {
        locks.of(0).lockIrq();
        locks.of(cpu).lock();
        moveToCpu0.repeat(cpu);
        locks.of(cpu).unlock();
        locks.of(0).unlockIrq();
    }

    /**
     * The same for those that are not active: they would be armed there the next time. In Xen one critical section does
     * both, and TIMER is raised at its end; here the locks are let go in between, so nobody else may arm timers of the
     * CPU that is gone, as with two CPUs nobody can.
     */
    @XenSource(value = "migrate_timers_from_cpu", file = "xen/common/timer.c", commit = "0fac8f6876")
    public void migrateInactiveTimersFromCpu(int cpu) {
        locks.of(0).lockIrq();
        locks.of(cpu).lock();
        for (Timer t : queues.all()) {
            if (t.cpu().load() == cpu) {
                t.cpu().store(0);
            }
        }
        locks.of(cpu).unlock();
        locks.of(0).unlockIrq();
    }

    @XenSource(value = "migrate_timers_from_cpu", file = "xen/common/timer.c", commit = "68afcbc491")
    private int moveToCpu0(int cpu) {
        CpuTimers ts = cpuTimers.of(cpu);
        int number = ts.heapSize().load() != 0 ? ts.heap(1).load() : ts.list().load();
        if (number == 0) {
            return Procedure.STOP;
        }
        Timer t = queues.timer(number);
        entries.removeEntry(ts, t);
        t.cpu().store(0);
        entries.addTimer(t);
        return Procedure.AGAIN;
    }

    @XenSource(value = "timer_init", file = "xen/common/timer.c")
    private void timerInit() {
        queues.softirq().openSoftirq(Softirq.TIMER, timerSoftirq::timerSoftirqAction);
    }
}
