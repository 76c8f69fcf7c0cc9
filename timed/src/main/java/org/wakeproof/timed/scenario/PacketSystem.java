// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.timed.xen.Configuration;
import org.wakeproof.timed.xen.Configuration.ClockShape;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.Variant;

/** A driver domain and a guest as parameters say. */
final class PacketSystem {
    /** The parameter that says which share of the guest's events is lost. */
    static final String LOST = "lost-events";

    private final Parameters parameters;
    private final ClockShape clock;

    PacketSystem(Parameters parameters) {
        this(parameters, ClockShape.fine());
    }

    /** One with another clock of the machine. */
    PacketSystem(Parameters parameters, ClockShape clock) {
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Wires them; the shape without what the driver does and how it receives. */
    DriverDomain wired(Variant variant, List<CState> states, Guest guest) {
        int cpus = (int) parameters.whole("cpus");
        Configuration configuration = new Configuration(
                cpus,
                variant,
                Surroundings.broadcast(parameters),
                Surroundings.channels(parameters, cpus),
                states,
                parameters.whole("calibration") == 0,
                parameters.whole("tick"),
                1,
                clock,
                false,
                List.of());
        int poll = parameters.whole("driver") == 0 ? (int) (parameters.whole("poll") / clock.tick()) : 0;
        return new DriverDomain(
                configuration,
                new DriverDomain.Shape(
                        poll,
                        parameters.whole("receive") == 1,
                        guest.computes,
                        guest.together,
                        guest.hogs,
                        guest.threads,
                        guest.segments,
                        guest.requestPackets,
                        guest.locked,
                        parameters.get(LOST) > 0));
    }

    /**
     * The guest.
     *
     * @param computes whether a thread of it computes all the time
     * @param together whether it shares the driver domain's CPU
     * @param hogs how many other guests compute on its CPU
     * @param threads how many requests it has under way at a time; 0 where it answers packets
     * @param segments how many packets an answer comes in
     * @param requestPackets how many packets a request takes
     * @param locked whether one request is under way at a time, and the other threads wait for a lock
     */
    record Guest(
            boolean computes,
            boolean together,
            int hogs,
            int threads,
            int segments,
            int requestPackets,
            boolean locked) {
        /** One that answers packets, on a CPU of its own. */
        static Guest answering() {
            return new Guest(false, false, 0, 0, 1, 1, false);
        }
    }
}
