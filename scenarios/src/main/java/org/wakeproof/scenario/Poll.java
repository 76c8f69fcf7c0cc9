// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/** A vCPU polls one port while another domain sends it an event on a second. */
final class Poll implements Scenario {
    static final int POLLED = 0;
    static final int OTHER = 1;

    @Override
    public String name() {
        return "poll";
    }

    @Override
    public String summary() {
        return "a vCPU polls one port while an event comes on another: does it sleep through it?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "net", "memory", "sample-age");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(
                Change.POLL_LOOKS_AT_PORTS_ONLY, Change.POLLS_BY_PLAIN_STORES, Change.POLL_WITH_TIMEOUT);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--change poll-looks-at-ports-only   do_poll as before 27b186a0db (2008)",
                "--change polls-by-plain-stores      do_poll as before ef4c6b079c (2008)",
                "--memory tso                        stores wait in buffers, as on x86",
                "--change poll-with-timeout          the poll ends after a tick at the latest",
                "--net quantum                       an idle CPU looks around every 30 ms",
                "--sample-age N  with a net or timeout, a sample of NOW() grows N ticks old while in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                       HOLDS",
                "poll-with-timeout           HOLDS     and the poll does end",
                "poll-looks-at-ports-only    VIOLATED  blocked with an event that is not masked (F05)",
                "polls-by-plain-stores --memory tso  VIOLATED  (with sc: HOLDS)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        boolean timed = settings.changes().has(Change.POLL_WITH_TIMEOUT);
        XenSystem system = wire(settings, null, timed, OTHER, false);
        SystemProperties properties = new SystemProperties(system.seal());
        if (timed) {
            properties.noEndlessBlock(system.guest(1));
        }
        return common(properties).close();
    }

    /** What holds with and without a timeout. */
    static SystemProperties common(SystemProperties properties) {
        return properties
                .noLostWakeup()
                .noBlockOnAnEvent()
                .workConservation()
                .queueMatchesProcessor()
                .idlersTellTheTruth()
                .lockDiscipline();
    }

    /**
     * Two vCPUs, of which the second polls {@link #POLLED}.
     *
     * @param hypercalls null for those that the settings ask for
     * @param timed whether the poll ends after a tick at the latest
     * @param port on which the event comes
     * @param masked whether the poller has masked that port, as who polls for a lock has
     */
    static XenSystem wire(Settings settings, Hypercalls hypercalls, boolean timed, int port, boolean masked) {
        Vcpus.Guest sender = Vcpus.Guest.single("dom0", 1, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Vcpus.Guest poller = Vcpus.Guest.single("dom1", 2, Vcpu.Shape.on(1, 0b10, Start.RUNNING));
        int timeout = timed ? 1 : 0;
        XenSystem system = new XenSystem(GuestBlueprints.of(settings)
                .halts()
                .hypercalls(hypercalls)
                .vcpuTimers(timeout)
                .guests(sender, poller));
        Vcpu v = system.guest(1);
        if (timed) {
            system.vcpuTimers().addPoll(v);
        }
        SchedOp schedOp = system.schedOp();
        system.eventChannels().bindInterdomain(system.guest(0).domain(), 0, v, port);
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> system.eventChannels()
                                        .evtchnSend(system.guest(0).domain(), 0))
                                .compute());
        Word noted = GuestBlueprints.noted(system, v);
        GuestCode polls = new GuestCode();
        if (masked) {
            polls.access(() -> v.domain().evtchnMask().setBit(port));
        }
        polls.hypercall(() -> schedOp.doPoll(timeout, POLLED)).compute();
        system.guests().run(v, Events.handler(polls, v, noted));
        return system;
    }
}
