// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.review.BoundCall;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.PendingSoftirqs;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** Carries out bound calls on the machine and its ports. */
final class OperationTable {
    /** What a deadline is; the time is so many ticks before or behind it. */
    static final int DEADLINE = 1000;

    /** Further from it than the time can be. */
    static final int FAR = 100;

    private static final Set<BoundCall> RAISING =
            Set.of(BoundCall.RAISE_SOFTIRQ, BoundCall.CPU_RAISE_SOFTIRQ, BoundCall.MAY_RAISE_TIMER);

    private final Parts parts;
    private final Machine machine;
    private final PendingSoftirqs pendingSoftirqs;
    private final Map<BoundCall, Procedure> ofPorts = new EnumMap<>(BoundCall.class);
    private final Map<BoundCall, Procedure> raising = new EnumMap<>(BoundCall.class);
    private final Map<String, SpinLock> locks = new HashMap<>();
    private final MwaitSleepers sleepers;
    private final Sleeps sleeps;
    private final Rcu2026 rcu;
    private final Procedure mwaitIdleWithHints;

    /**
     * @param sleepers null where a softirq that is raised on another CPU is always told by an interrupt
     * @param armsMonitor whether the handler does: one that never does is taken to sleep in mwait all the same
     * @param rcu null where nobody uses it
     */
    OperationTable(Parts parts, @Nullable MwaitSleepers sleepers, boolean armsMonitor, @Nullable Rcu2026 rcu) {
        this.parts = parts;
        this.machine = parts.machine();
        this.pendingSoftirqs = new PendingSoftirqs(machine, parts.softirq());
        this.sleepers = sleepers;
        this.sleeps = new Sleeps(machine, parts.platform(), sleepers, armsMonitor);
        this.rcu = rcu;
        if (parts.timers() == null && !parts.softirq().hasHandler(Softirq.TIMER)) {
            parts.softirq().openSoftirq(Softirq.TIMER, () -> {});
        }
        this.mwaitIdleWithHints = sleepers == null
                ? null
                : machine.function(
                        "mwait_idle_with_hints", (int argument) -> perform(BoundCall.MWAIT_OR_STI, argument));
    }

    /** A procedure that carries out this one call; traces call it by its place in the file. */
    Procedure procedure(String place, BoundCall call, String subject) {
        if (call.isLock()) {
            SpinLock lock = locks.computeIfAbsent(subject.isEmpty() ? "lock" : subject, machine::lock);
            if (call == BoundCall.SPIN_TRYLOCK) {
                lock.tried();
            }
            return machine.function(place, (int argument) -> lock(call, lock));
        }
        if (call.isOfPorts()) {
            Procedure port =
                    ofPorts.computeIfAbsent(call, key -> machine.procedure(key.toString(), () -> performOnPorts(key)));
            return machine.function(place, (int argument) -> port.call());
        }
        if (RAISING.contains(call)) {
            // What it calls has a name of its own, which would stand in the place of this one.
            Procedure raise = raising.computeIfAbsent(
                    call, key -> machine.function(key.toString(), (int argument) -> perform(key, argument)));
            return machine.function(place, (int argument) -> raise.call(argument));
        }
        if (call == BoundCall.MWAIT_OR_STI && sleepers != null) {
            return machine.function(place, (int argument) -> mwaitIdleWithHints.call(argument));
        }
        return machine.function(place, (int argument) -> perform(call, argument));
    }

    private void performOnPorts(BoundCall call) {
        switch (call) {
            case TICK_SUSPEND -> {
                if (parts.schedule() != null) {
                    parts.schedule().schedTickSuspend();
                }
            }
            case TICK_RESUME -> {
                if (parts.schedule() != null) {
                    parts.schedule().schedTickResume();
                }
            }
            case DO_SOFTIRQ -> parts.softirq().doSoftirq();
            case PROCESS_PENDING_TIMERS -> {
                if (parts.timers() != null) {
                    parts.timers().processPendingTimers();
                } else {
                    processTimerSoftirq();
                }
            }
            case PROCESS_PENDING_SOFTIRQS -> {
                if (parts.softirq() instanceof Softirq2026 of2026) {
                    of2026.processPendingSoftirqs();
                } else {
                    pendingSoftirqs.processPendingSoftirqs();
                }
            }
            case RCU_IDLE_ENTER -> {
                if (rcu != null) {
                    rcu.rcuIdleEnter();
                } else {
                    drain();
                    mayRaiseTimer();
                }
            }
            case RCU_IDLE_EXIT -> {
                if (rcu != null) {
                    rcu.rcuIdleExit();
                } else {
                    drain();
                }
            }
            case LAPIC_TIMER_OFF -> {
                if (parts.broadcast() != null) {
                    parts.broadcast().lapicTimerOff();
                }
            }
            case LAPIC_TIMER_ON -> {
                if (parts.broadcast() != null) {
                    parts.broadcast().lapicTimerOn();
                }
            }
            case PLAY_DEAD -> parts.idleLoop().playDead();
            default -> parts.pmIdleSave().run();
        }
    }

    /** The same where it stands for no timers. */
    private void processTimerSoftirq() {
        int nr = parts.softirq().takeLowest(~(1 << Softirq.TIMER));
        if (nr != Softirq.NONE) {
            parts.softirq().handle(nr);
        }
    }

    /** What is done to a mask of CPUs is a locked operation, whoever looks at that mask. */
    private void drain() {
        if (machine.isTotalStoreOrder()) {
            machine.fence();
        }
    }

    private int lock(BoundCall call, SpinLock lock) {
        switch (call) {
            case SPIN_LOCK -> lock.lock();
            case SPIN_TRYLOCK -> {
                // Others than handlers may hold it, too.
                boolean isHeld = machine.choose("whether somebody else holds " + lock.name(), 2) == 1;
                return !isHeld && lock.tryLock() ? 1 : 0;
            }
            case SPIN_UNLOCK -> lock.unlock();
            case SPIN_LOCK_IRQ -> {
                machine.cpu().disableInterrupts();
                lock.lock();
            }
            default -> {
                lock.unlock();
                machine.cpu().enableInterrupts();
            }
        }
        return 0;
    }

    private int perform(BoundCall call, int argument) {
        Cpu cpu = machine.cpu();
        switch (call) {
            case SOFTIRQ_PENDING -> {
                return pending(argument);
            }
            case NEED_RESCHED -> {
                return pending(OperationArgument.NOT_KNOWN) != 0 ? 1 : 0;
            }
            case NOTHING_PENDING -> {
                return pending(OperationArgument.NOT_KNOWN) == 0 ? 1 : 0;
            }
            case DEADLINE -> {
                return deadline(argument);
            }
            case NOW -> {
                return now();
            }
            case IRQ_SAVE -> {
                return cpu.saveInterrupts() ? 1 : 0;
            }
            case CPU_ONLINE, CPU_OFFLINE -> {
                return isOnline(argument) == (call == BoundCall.CPU_ONLINE) ? 1 : 0;
            }
            case RCU_NEEDS_CPU -> {
                return isOwn(argument) ? needsOwn() : machine.choose("whether RCU needs another CPU", 2);
            }
            case CPU_IS_HALTABLE -> {
                return !needsCpu(argument) && pending(argument) == 0 && isOnline(argument) ? 1 : 0;
            }
            case IRQ_DISABLE -> cpu.disableInterrupts();
            case IRQ_ENABLE -> cpu.enableInterrupts();
            case IRQ_RESTORE -> {
                if (argument != 0) {
                    cpu.enableInterrupts();
                } else {
                    cpu.disableInterrupts();
                }
            }
            case RAISE_SOFTIRQ -> raise(argument);
            case CPU_RAISE_SOFTIRQ ->
                raiseOn(argument >> OperationArgument.CPU_SHIFT, argument & OperationArgument.NOT_KNOWN);
            case MAY_RAISE_TIMER -> mayRaiseTimer();
            case SAFE_HALT -> cpu.sleep(sleeps.halting(argument));
            case HALT -> cpu.halt(sleeps.halting(argument));
            case MWAIT ->
                sleeps.mwait(argument & OperationArgument.DEEPEST, (argument & OperationArgument.BREAKS) != 0);
            case MWAIT_OR_STI ->
                sleeps.mwaitIdleWithHints(
                        argument & OperationArgument.DEEPEST, (argument & OperationArgument.BREAKS) != 0);
            case SYSIO -> cpu.sleep(sleeps.state(argument));
            case WFI -> cpu.sleep(SleepState.C1_MWAIT);
            case STI_MWAIT, STI_MWAIT_CLI -> sleeps.stiMwait(argument, call == BoundCall.STI_MWAIT_CLI);
            case IDLE_STATE -> {
                return parts.softirq() instanceof IdleStates states
                        ? states.own().load()
                        : 0;
            }
            case IDLE_STATE_SET -> idleState(argument);
            case IN_MWAIT_SET, IN_MWAIT_CLEAR -> promise(call == BoundCall.IN_MWAIT_SET);
            case MWAIT_FLAG_SET, MWAIT_FLAG_CLEAR -> {
                if (sleepers != null && isThere(argument)) {
                    sleepers.flag(number(argument), call == BoundCall.MWAIT_FLAG_SET);
                }
            }
            case MONITOR -> {
                if (sleepers != null) {
                    sleepers.monitor(argument != OperationArgument.NOBODY && isOwn(argument));
                }
            }
            case MONITOR_ALL -> {
                if (sleepers != null) {
                    sleepers.monitor(true);
                }
            }
            case FENCE -> machine.fence();
            default -> throw new IllegalArgumentException(call + " is no operation");
        }
        return 0;
    }

    private void idleState(int state) {
        if (parts.softirq() instanceof IdleStates states) {
            states.own().store(state);
        }
    }

    /** What a caller says before, and takes back behind it: that this CPU needs no interrupt, or that it sleeps, where there are states of it. */
    void calledAsleep(boolean isAsleep) {
        if (parts.softirq() instanceof IdleStates) {
            idleState(isAsleep ? IdleStates.SLEEPING : IdleStates.RUNNING);
        } else {
            promise(isAsleep);
        }
    }

    private void promise(boolean isMade) {
        if (sleepers != null) {
            sleepers.inMwait(isMade);
        }
    }

    /** Another CPU's may be any, whatever the system has it do. */
    private int pending(int cpu) {
        int word = isThere(cpu) ? parts.softirq().softirqPending(number(cpu)).load() : 0;
        if (isOwn(cpu)) {
            return word;
        }
        List<Long> words = InterruptFlag.few();
        return words.get(machine.choose("another CPU's softirqs", words.size())).intValue();
    }

    /** Another one may be or not, whatever the system has it do. */
    private boolean isOnline(int cpu) {
        return isOwn(cpu) ? parts.idleLoop().isOnline() : machine.choose("whether another CPU is online", 2) == 1;
    }

    private int needsOwn() {
        return rcu != null && rcu.rcuNeedsCpu() ? 1 : 0;
    }

    private boolean needsCpu(int cpu) {
        return rcu != null && isOwn(cpu) && rcu.rcuNeedsCpu();
    }

    /** Another CPU's may be any. */
    private int deadline(int cpu) {
        if (parts.timers() == null) {
            return 0;
        }
        if (!isOwn(cpu)) {
            return List.of(0, DEADLINE - FAR, DEADLINE + FAR).get(machine.choose("another CPU's deadline", 3));
        }
        return parts.timers().timerDeadline().own().isZero() ? 0 : DEADLINE;
    }

    private int now() {
        int left = parts.timers() == null
                ? Integer.MIN_VALUE
                : parts.timers().timerDeadline().own().minusNow();
        return left == Integer.MIN_VALUE || left == Integer.MAX_VALUE ? 0 : DEADLINE - left;
    }

    /** A CPU's number; where nobody knows it, that of this one. */
    private int number(int cpu) {
        return cpu == OperationArgument.NOT_KNOWN ? machine.smpProcessorId() : cpu;
    }

    private boolean isOwn(int cpu) {
        return number(cpu) == machine.smpProcessorId();
    }

    private boolean isThere(int cpu) {
        return number(cpu) < machine.cpuCount();
    }

    private void mayRaiseTimer() {
        if (parts.timers() != null && machine.choose("whether TIMER_SOFTIRQ is raised", 2) == 1) {
            parts.softirq().raiseSoftirq(Softirq.TIMER);
        }
    }

    /** What the system has no handler for is raised as the timers' softirq: pending it is just the same. */
    private static int known(int softirq) {
        return softirq == Softirq.SCHEDULE ? softirq : Softirq.TIMER;
    }

    private void raise(int softirq) {
        parts.softirq().raiseSoftirq(known(softirq));
    }

    private void raiseOn(int cpu, int softirq) {
        if (isThere(cpu)) {
            parts.softirq().cpuRaiseSoftirq(number(cpu), known(softirq));
        }
    }
}
