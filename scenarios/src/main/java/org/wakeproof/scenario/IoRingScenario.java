// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;
import org.wakeproof.sched.guest.IoRing;

/** A guest's front end and a driver domain's back end, each on its own CPU, talk over a ring and sleep in between. */
final class IoRingScenario implements Scenario {
    private static final int REQUESTS = 2;

    @Override
    public String name() {
        return "io-ring";
    }

    @Override
    public String summary() {
        return "a split driver's two halves notify each other only when asked to: does one sleep on a request?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("cpus", "change", "rounds");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(Change.NO_FINAL_CHECK, Change.BLOCK_LOOKS_FIRST);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N                  so many physical CPUs, at least 2; the others idle",
                "--change no-final-check   the back end asks to be notified, and does not look again",
                "--rounds N                so many requests (default 2)");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is            HOLDS", "no-final-check   VIOLATED  a request that came just before is never served");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        GuestBlueprints.needsCpus(settings, name(), 2, "each end of the ring is pinned to one of its own");
        Vcpus.Guest driver = Vcpus.Guest.single("dom0", 1, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Vcpus.Guest guest = Vcpus.Guest.single("dom1", 1, Vcpu.Shape.on(1, 0b10, Start.RUNNING));
        XenSystem system = new XenSystem(GuestBlueprints.of(settings).halts().guests(driver, guest));
        Vcpu back = system.guest(0);
        Vcpu front = system.guest(1);
        system.eventChannels().bindInterdomain(back.domain(), 0, front, 0);
        system.eventChannels().bindInterdomain(front.domain(), 0, back, 0);
        int requests = settings.rounds() == 0 ? REQUESTS : settings.rounds();
        IoRing ring = new IoRing(system.machine(), system.vcpus(), front, back, requests);
        Ends ends = new Ends(system, ring, requests, system.schedOp());
        system.guests().run(back, ends.back(back, settings.changes().has(Change.NO_FINAL_CHECK)));
        system.guests().run(front, ends.front(front));
        return new SystemProperties(system.seal())
                .noLostWakeup()
                .noBlockOnAnEvent()
                .and(new Property.Leaves(
                        "every request is served",
                        state -> isBlocked(state, back) && isBlocked(state, front) && isUnserved(state, ring),
                        state -> back + " and " + front + " are blocked, with a request on the ring"))
                .and(new Property.Sometimes(
                        "all requests served",
                        state -> state.get(ring.responsesPut().field()) == requests))
                .queueMatchesProcessor()
                .idlersTellTheTruth()
                .lockDiscipline()
                .sometimesAsleep()
                .close(requests + (requests == 1 ? " request" : " requests"));
    }

    private static boolean isBlocked(State state, Vcpu v) {
        return (state.get(v.pauseFlags().field()) >>> Vcpu.VPF_BLOCKED & 1) != 0;
    }

    private static boolean isUnserved(State state, IoRing ring) {
        return state.get(ring.requestsPut().field())
                != state.get(ring.responsesPut().field());
    }

    /** The programs of the two ends. */
    private record Ends(XenSystem system, IoRing ring, int requests, SchedOp schedOp) {
        /** Serves what there is, then asks to be notified, then sleeps. */
        GuestCode back(Vcpu v, boolean looksOnce) {
            GuestCode code = new GuestCode().label("serve");
            ring.takeRequest(code, "served");
            ring.pushResponseAndCheckNotify(code, "serve");
            code.hypercall(() -> system.eventChannels().evtchnSend(v.domain(), 0))
                    .jump("serve")
                    .label("served");
            if (looksOnce) {
                ring.askForRequests(code);
            } else {
                ring.finalCheckForRequests(code, "serve");
            }
            return sleep(code, v, "serve");
        }

        /** Puts all requests, then takes the responses, sleeping in between. */
        GuestCode front(Vcpu v) {
            GuestCode code = new GuestCode();
            for (int request = 0; request < requests; request++) {
                String next = "after request " + request;
                ring.pushRequestAndCheckNotify(code, next);
                code.hypercall(() -> system.eventChannels().evtchnSend(v.domain(), 0))
                        .label(next);
            }
            code.label("take");
            ring.takeResponse(code, "taken");
            code.jump("take").label("taken");
            ring.finalCheckForResponses(code, "take");
            return sleep(code, v, "take");
        }

        private GuestCode sleep(GuestCode code, Vcpu v, String awake) {
            Word noted = GuestBlueprints.noted(system, v);
            Events.await(code, v, noted, schedOp).jump(awake);
            return Events.handler(code, v, noted);
        }
    }
}
