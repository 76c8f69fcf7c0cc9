// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.history.RcuIdleTimer;
import org.wakeproof.softirq.history.StopsExpiredTimer;

/** F17: the way out of idle comes before the softirq that serves the timer which has woken the CPU. */
final class ExpiredTimer extends HistoricScenario {
    ExpiredTimer() {
        super(
                "expired-timer",
                "a timer wakes a CPU, which then stops it: does its handler run?",
                new Bug(Change.STOPS_EXPIRED_TIMER, "it is stopped although it is over (F17)"));
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        OneCpu xen = new OneCpu(settings, 1);
        Machine machine = xen.machine();
        RcuIdleTimer rcu = settings.changes().has(Change.STOPS_EXPIRED_TIMER)
                ? new StopsExpiredTimer(machine, xen.timers())
                : new RcuIdleTimer(machine, xen.timers());
        Word served = machine.word("softirqs served after idle", 1, 0).writtenBy(0);
        machine.boot(0, true, machine.procedure("idle", () -> {
            rcu.rcuIdleTimerStart();
            xen.softirq().doSoftirq();
            machine.cpu().disableInterrupts();
            if (xen.softirq().softirqPending(0).load() == 0) {
                machine.cpu().sleep(SleepState.C1_MWAIT);
            }
            machine.cpu().enableInterrupts();
            rcu.rcuIdleTimerStop();
            xen.softirq().doSoftirq();
            served.store(1);
            machine.cpu().stop();
        }));
        return xen.system("CPU0 idles once; nothing but the timer wakes it")
                .and(
                        0,
                        xen.softirq().softirqPending(0),
                        new Property.Leaves(
                                "the timer that has woken the CPU runs its handler",
                                state -> state.get(served.field()) != 0
                                        && state.get(rcu.handled().field()) == 0
                                        && machine.cpu(0).interruptRequests(state) == 0
                                        && state.get(xen.softirq()
                                                        .softirqPending(0)
                                                        .field())
                                                == 0,
                                state ->
                                        "CPU0 has done its softirqs after idle, the handler has not run, and no interrupt"
                                                + " and no softirq is left that would have it run"))
                .close();
    }
}
