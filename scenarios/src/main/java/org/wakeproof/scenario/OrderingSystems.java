// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.State;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.softirq.Timer;

/**
 * Small systems on which versions of one path are compared. They are asked for more than the scenarios
 * that they are like: whoever leaves a path by a way of its own must leave the CPU as it was.
 */
public final class OrderingSystems {
    private OrderingSystems() {}

    /** CPU0 is busy and takes interrupts; the others idle as often as the settings say. */
    public static ClosedSystem idle(Settings settings) {
        XenSystem system = new XenSystem(
                IdleBlueprints.blueprint(settings, 1, settings.rounds()).watchTickers());
        SystemProperties properties = IdleBlueprints.properties(system);
        for (int cpu = 1; cpu < settings.cpus(); cpu++) {
            properties
                    .and(cpu, interruptsAreTaken(system, cpu))
                    .and(cpu, deadlineIsNoticed(system, cpu))
                    .and(cpu, tickIsResumed(system, cpu));
        }
        return properties.close();
    }

    private static Property interruptsAreTaken(XenSystem system, int cpu) {
        return new Property.Leaves(
                "CPU" + cpu + " takes its interrupts",
                state -> system.machine().cpu(cpu).interruptRequests(state) != 0,
                state -> "CPU" + cpu + " has an interrupt pending and never takes it");
    }

    private static Property deadlineIsNoticed(XenSystem system, int cpu) {
        return new Property.Leaves(
                "a deadline of CPU" + cpu + " is noticed",
                state -> isDeadlineOver(system, state, cpu)
                        && state.get(system.softirq().softirqPending(cpu).field()) == 0
                        && system.machine().cpu(cpu).interruptRequests(state) == 0,
                state -> "CPU" + cpu + "'s timer deadline is over, and no interrupt comes to tell it");
    }

    private static boolean isDeadlineOver(XenSystem system, State state, int cpu) {
        int deadline = state.get(system.timers().timerDeadline().of(cpu).field());
        return deadline != Clock.ZERO && deadline < system.machine().clock().now();
    }

    private static Property tickIsResumed(XenSystem system, int cpu) {
        Timer ticker = system.scheduler().tickers().ticker(cpu);
        return new Property.Leaves(
                "CPU" + cpu + "'s tick runs while it is awake",
                state -> !system.machine().cpu(cpu).isAsleep(state)
                        && !ticker.isActive(state.get(ticker.status().field())),
                state -> "CPU" + cpu + " is awake, and its tick stays off");
    }

    /** A vCPU blocks just when an event comes. */
    public static ClosedSystem block(Hypercalls hypercalls) {
        XenSystem system = Block.wire(Settings.defaults(), hypercalls);
        Vcpu v = system.guest(1);
        return Block.properties(system)
                .and(new Property.Leaves(
                        "no event slept through by " + v + ", masked or not",
                        state -> isBlocked(state, v)
                                && state.get(v.evtchnUpcallPending().field()) != 0,
                        state -> v + " is blocked, with an event pending"))
                .close();
    }

    /**
     * A vCPU polls just when an event comes.
     *
     * @param polledPort whether it comes on the port that is polled, which the vCPU has masked, so that nothing else tells
     *     it; otherwise it comes on another, which is not
     */
    public static ClosedSystem poll(Hypercalls hypercalls, boolean polledPort) {
        XenSystem system =
                Poll.wire(Settings.defaults(), hypercalls, false, polledPort ? Poll.POLLED : Poll.OTHER, polledPort);
        Vcpu v = system.guest(1);
        return Poll.common(new SystemProperties(system.seal()))
                .sometimesAsleep()
                .and(new Property.Leaves(
                        "no polled port slept through by " + v,
                        state -> isBlocked(state, v)
                                && (state.get(v.domain().evtchnPending().field()) >>> Poll.POLLED & 1) != 0,
                        state -> v + " is blocked, with an event on the port that it polls"))
                .close();
    }

    private static boolean isBlocked(State state, Vcpu v) {
        return (state.get(v.pauseFlags().field()) >>> Vcpu.VPF_BLOCKED & 1) != 0;
    }
}
