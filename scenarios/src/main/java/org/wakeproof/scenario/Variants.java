// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.cpuidle.CpuHotplug;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.cpuidle.history.HaltInTwoSteps;
import org.wakeproof.cpuidle.history.MovesAllTimers;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.hpet.history.ExitIgnoresDeadline;
import org.wakeproof.hpet.history.HandlerForgetsToRearm;
import org.wakeproof.hpet.history.HandlerKeepsInterruptsOn;
import org.wakeproof.hpet.history.LeavesWithoutDeadline;
import org.wakeproof.hpet.history.SkipsCpusWithoutDeadline;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.sched.ContextSwitch;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Schedule.Quantum;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditScheduler;
import org.wakeproof.sched.credit.CreditScheduler.Accounting;
import org.wakeproof.sched.history.BlocksAfterLooking;
import org.wakeproof.sched.history.BlocksByPlainStore;
import org.wakeproof.sched.history.BlocksWithFence;
import org.wakeproof.sched.history.IdlersSetBeforeSteal;
import org.wakeproof.sched.history.MigratesInOneSection;
import org.wakeproof.sched.history.PollsByPlainStores;
import org.wakeproof.sched.history.PollsPortsOnly;
import org.wakeproof.sched.history.SilentIdlers;
import org.wakeproof.sched.history.StopsTimerWithoutFence;
import org.wakeproof.sched.history.SwitchesWithoutFence;
import org.wakeproof.sched.history.TicklesForThePreempted;
import org.wakeproof.sched.history.TicklesOneIdler;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.history.ArmsInactiveTimers;
import org.wakeproof.softirq.history.ClearsBitAfterHandler;
import org.wakeproof.softirq.history.InterruptsBeforeRaising;

/** Makes each part of Xen in the version that the settings ask for. */
final class Variants {
    private final Settings settings;

    Variants(Settings settings) {
        this.settings = settings;
    }

    private boolean has(Change change) {
        return settings.changes().has(change);
    }

    Softirq softirq(Machine machine) {
        if (has(Change.CLEARS_BIT_AFTER_HANDLER)) {
            return new ClearsBitAfterHandler(machine);
        }
        return has(Change.INTERRUPTS_BEFORE_RAISING)
                ? new InterruptsBeforeRaising(machine)
                : settings.idleHandler().softirq(machine);
    }

    Timers timers(Machine machine, Softirq softirq, Apic apic, Timers.Parameters parameters) {
        return has(Change.ARMS_INACTIVE_TIMERS)
                ? new ArmsInactiveTimers(machine, softirq, apic, parameters)
                : settings.idleHandler().timers(machine, softirq, apic, parameters);
    }

    HpetBroadcast hpet(Machine machine, Softirq softirq, Apic apic, Timers timers) {
        Mode mode = settings.hpet().mode();
        int shared = settings.cpus() - 1;
        if (has(Change.EXIT_IGNORES_DEADLINE)) {
            return new ExitIgnoresDeadline(machine, softirq, apic, timers, mode, shared);
        }
        if (has(Change.HANDLER_FORGETS_TO_REARM)) {
            return new HandlerForgetsToRearm(machine, softirq, apic, timers, mode, shared);
        }
        if (has(Change.SKIPS_CPUS_WITHOUT_DEADLINE)) {
            return new SkipsCpusWithoutDeadline(machine, softirq, apic, timers, mode, shared);
        }
        if (has(Change.LEAVES_WITHOUT_DEADLINE)) {
            return new LeavesWithoutDeadline(machine, softirq, apic, timers, mode, shared);
        }
        return has(Change.HANDLER_KEEPS_INTERRUPTS_ON)
                ? new HandlerKeepsInterruptsOn(machine, softirq, apic, timers, mode, shared)
                : settings.idleHandler().hpet(machine, softirq, apic, timers, mode, shared);
    }

    IdleLoop idleLoop(Machine machine, Softirq softirq, int rounds) {
        return has(Change.HALT_IN_TWO_STEPS)
                ? new HaltInTwoSteps(machine, softirq, rounds)
                : new IdleLoop(machine, softirq, rounds);
    }

    VcpuControl control(Machine machine, Vcpus vcpus) {
        return has(Change.MIGRATES_IN_ONE_SECTION)
                ? new MigratesInOneSection(machine, vcpus)
                : new VcpuControl(machine, vcpus);
    }

    ContextSwitch contextSwitch(
            Machine machine, Vcpus vcpus, VcpuControl control, Procedure idleLoop, Procedure guest) {
        return has(Change.SWITCHES_WITHOUT_FENCE)
                ? new SwitchesWithoutFence(machine, vcpus, control, idleLoop, guest)
                : new ContextSwitch(machine, vcpus, control, idleLoop, guest);
    }

    Schedule schedule(
            Machine machine,
            Softirq softirq,
            Timers timers,
            Vcpus vcpus,
            VcpuControl control,
            ContextSwitch contextSwitch,
            Quantum quantum) {
        return has(Change.STOPS_TIMER_WITHOUT_FENCE)
                ? new StopsTimerWithoutFence(machine, softirq, timers, vcpus, control, contextSwitch, quantum)
                : new Schedule(machine, softirq, timers, vcpus, control, contextSwitch, quantum);
    }

    CreditScheduler scheduler(
            Machine machine, Softirq softirq, Timers timers, Vcpus vcpus, Schedule schedule, Accounting accounting) {
        if (has(Change.IDLERS_NEVER_SET)) {
            return new SilentIdlers(machine, softirq, timers, vcpus, schedule, accounting);
        }
        if (has(Change.TICKLES_ONE_IDLER)) {
            return new TicklesOneIdler(machine, softirq, timers, vcpus, schedule, accounting);
        }
        if (has(Change.IDLERS_SET_BEFORE_STEAL)) {
            return new IdlersSetBeforeSteal(machine, softirq, timers, vcpus, schedule, accounting);
        }
        return has(Change.TICKLES_FOR_THE_PREEMPTED)
                ? new TicklesForThePreempted(machine, softirq, timers, vcpus, schedule, accounting)
                : new CreditScheduler(machine, softirq, timers, vcpus, schedule, accounting);
    }

    CpuHotplug hotplug(Machine machine, Softirq softirq, Apic apic, Timers timers, VcpuControl control) {
        int cpu = settings.cpus() - 1;
        if (timers == null) {
            return new CpuHotplug(machine, softirq, apic, null, control, cpu);
        }
        // Each of them takes its place, so that with both the other is left over.
        boolean all = has(Change.MOVES_ALL_TIMERS);
        return all || has(Change.MOVES_ACTIVE_TIMERS)
                ? new MovesAllTimers(machine, softirq, apic, timers, control, cpu, all)
                : new CpuHotplug(machine, softirq, apic, timers, control, cpu);
    }

    SchedOp schedOp(Machine machine, Vcpus vcpus, Softirq softirq, VcpuTimers vcpuTimers) {
        if (has(Change.POLL_LOOKS_AT_PORTS_ONLY)) {
            return new PollsPortsOnly(vcpus, softirq, vcpuTimers);
        }
        if (has(Change.POLLS_BY_PLAIN_STORES)) {
            return new PollsByPlainStores(vcpus, softirq, vcpuTimers);
        }
        if (has(Change.BLOCKS_BY_PLAIN_STORE)) {
            return new BlocksByPlainStore(vcpus, softirq, vcpuTimers);
        }
        if (has(Change.BLOCKS_WITH_FENCE)) {
            return new BlocksWithFence(machine, vcpus, softirq, vcpuTimers);
        }
        return has(Change.BLOCK_LOOKS_FIRST)
                ? new BlocksAfterLooking(vcpus, softirq)
                : new SchedOp(vcpus, softirq, vcpuTimers);
    }
}
