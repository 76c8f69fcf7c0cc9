// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.history.system.CpuLoop;
import org.wakeproof.history.system.OtherInterrupt;
import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * CPU1 sleeps once by the broadcast, and then runs a guest for ever; a device may wake it, as its deadline passes or at any
 * other moment. CPU0 takes the broadcast's interrupts.
 */
final class WokenByDevice {
    private static final int SLEEPER = 1;

    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final Timers timers;
    private final Timer timer;

    /**
     * @param timers for one timer, of one CPU
     */
    WokenByDevice(Machine machine, Softirq softirq, Apic apic, Timers timers) {
        this.machine = machine;
        this.softirq = softirq;
        this.apic = apic;
        this.timers = timers;
        timer = timers.initTimer("single-shot", SLEEPER, () -> {});
    }

    Apic apic() {
        return apic;
    }

    Timers timers() {
        return timers;
    }

    ClosedSystem system(LapicTimerBroadcast broadcast, String bound) {
        new OtherInterrupt(machine, SLEEPER, () -> {});
        CpuLoop guest = new CpuLoop(machine, "guest", softirq, () -> true);
        machine.boot(
                Pit.CPU, true, machine.procedure("busy", () -> machine.cpu().stop()));
        machine.boot(SLEEPER, true, machine.procedure("idle", () -> {
            timers.setTimer(timer, Instant.nowPlus(1));
            softirq.doSoftirq();
            sleep(broadcast);
            guest.run();
        }));
        Word pending = softirq.softirqPending(SLEEPER);
        return new SmallSystem(machine, bound)
                .and(
                        SLEEPER,
                        pending,
                        new Property.Leaves(
                                "the timer of CPU1 runs",
                                this::isForgotten,
                                state -> "the deadline of CPU1 is over, its LAPIC timer is not armed, and TIMER is not"
                                        + " pending on it"))
                .noLostWakeup(softirq)
                .sometimesAsleep(SLEEPER)
                .close();
    }

    private void sleep(LapicTimerBroadcast broadcast) {
        machine.cpu().disableInterrupts();
        if (softirq.softirqPending(SLEEPER).load() == 0) {
            broadcast.lapicTimerOff();
            machine.cpu().sleep(SleepState.C3);
            machine.cpu().enableInterrupts();
            broadcast.lapicTimerOn();
        } else {
            machine.cpu().enableInterrupts();
        }
    }

    /** Whether the CPU is on its way into the broadcast or out of it, which has its timer masked, and wakes it meanwhile. */
    private boolean isOnItsWay(State state) {
        return state.get(apic.timer().mask(SLEEPER).field()) != 0
                && machine.cpu(SLEEPER).sleepState(state) != SleepState.GUEST;
    }

    /** Of the interrupts that may come to it, only its LAPIC timer's raises TIMER. */
    private boolean isForgotten(State state) {
        int deadline = state.get(timers.timerDeadline().of(SLEEPER).field());
        return !machine.cpu(SLEEPER).isAsleep(state)
                && !isOnItsWay(state)
                && deadline != Clock.ZERO
                && deadline < machine.clock().now()
                && state.get(apic.timer().count(SLEEPER).field())
                        == machine.clock().never()
                && (state.get(softirq.softirqPending(SLEEPER).field()) & 1 << Softirq.TIMER) == 0
                && (machine.cpu(SLEEPER).interruptRequests(state)
                                & apic.timer().vector().bit())
                        == 0;
    }
}
