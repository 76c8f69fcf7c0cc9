// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.history.NoQuantumForIdle;
import org.wakeproof.sched.history.PeriodicSchedule;
import org.wakeproof.softirq.Softirq;

/** F07: a scheduler says how long the CPU may idle. */
final class PeriodBegin extends HistoricScenario {
    PeriodBegin() {
        super(
                "period-begin",
                "the CPU idles until a vCPU's next period begins: does it wake then?",
                new Bug(Change.NO_QUANTUM_FOR_IDLE, "idle never has a quantum, and so no end (F07)"));
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        OneCpu xen = new OneCpu(settings, 2);
        Machine machine = xen.machine();
        PeriodicSchedule schedule = settings.changes().has(Change.NO_QUANTUM_FOR_IDLE)
                ? new NoQuantumForIdle(machine, xen.softirq(), xen.timers())
                : new PeriodicSchedule(machine, xen.softirq(), xen.timers());
        IdleLoop idle = new IdleLoop(machine, xen.softirq(), 0);
        Procedure round = machine.function("run curr", () -> {
            if (schedule.curr().load() == 0) {
                idle.defaultIdle();
            } else {
                machine.cpu().runGuest(false);
                machine.cpu().enableInterrupts();
            }
            xen.softirq().doSoftirq();
            return Procedure.AGAIN;
        });
        machine.boot(0, true, machine.procedure("boot", () -> {
            xen.softirq().raiseSoftirq(Softirq.SCHEDULE);
            xen.softirq().doSoftirq();
            round.repeat();
        }));
        return xen.system("the vCPU computes for a slice of 1 tick in each period of 2")
                .and(
                        0,
                        xen.softirq().softirqPending(0),
                        new Property.Leaves(
                                "the vCPU gets its period",
                                state -> isSleptThrough(machine, schedule, state),
                                state -> "the vCPU's period has begun, and CPU0 sleeps: it may never wake"))
                .close();
    }

    private static boolean isSleptThrough(Machine machine, PeriodicSchedule schedule, State state) {
        return machine.cpu(0).isAsleep(state)
                && machine.cpu(0).interruptRequests(state) == 0
                && state.get(schedule.periodBegin().field()) < machine.clock().now();
    }
}
