// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.ForgetsFiredTimer;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.RcuIdleTimer2026;

/** P4: the timer of an idle CPU with a callback fires before the CPU sleeps. */
final class RcuIdleTimerFires extends CalibratedScenario {
    RcuIdleTimerFires() {
        super(
                "rcu-idle-timer",
                "a CPU with an RCU callback sets a timer and idles: is the callback run?",
                "HOLDS     late, by a second at most",
                Bug.harmless(Change.FORGETS_FIRED_TIMER, "repaired"),
                Bug.harmless(Change.STAYS_AWAKE_FOR_CALLBACKS, "before 2b936ea7b7"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the timer has fired before the CPU sleeps, and still counts as set (P4)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        OneTimer xen = new OneTimer(settings, 2, 1);
        Machine machine = xen.machine;
        Rcu2026 rcu = new Rcu2026(machine, 1, () -> {});
        rcu.open(xen.softirq);
        setTimer(settings.changes(), machine, xen.timers, rcu);
        calibrate(settings, machine, xen.softirq);
        IdleLoop2026 idleLoop = xen.idleLoop(rcu, null, SleepState.C1_MWAIT, AcpiProcessorIdle2026::new);
        machine.boot(0, true, machine.procedure("caller", () -> {
            rcu.callRcu();
            idleLoop.procedure().call();
        }));
        machine.boot(1, true, machine.procedure("busy", () -> {
            rcu.cur().awaitValue(1);
            xen.softirq.doSoftirq();
            machine.cpu().stop();
        }));
        return new SmallSystem(
                        machine,
                        "one callback, of CPU0, which idles; CPU1 is busy, and at some time after the batch has begun it"
                                + " does its softirqs; the period of the idle timer is a tick")
                .and(RcuProperties.gracePeriodEnds(rcu))
                .and(RcuProperties.callbackIsRun(rcu, 0))
                .sometimesAsleep(0)
                .close();
    }

    private static void setTimer(Changes changes, Machine machine, Timers timers, Rcu2026 rcu) {
        if (!changes.has(Change.STAYS_AWAKE_FOR_CALLBACKS)) {
            rcu.with(
                    changes.has(Change.FORGETS_FIRED_TIMER)
                            ? new ForgetsFiredTimer(machine, timers, 0)
                            : new RcuIdleTimer2026(machine, timers, 0));
        }
    }
}
