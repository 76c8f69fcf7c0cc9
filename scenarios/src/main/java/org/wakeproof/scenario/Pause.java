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

/** A tool stack pauses a vCPU while it yields, unmasks a port and blocks; an event comes meanwhile. */
final class Pause implements Scenario {
    @Override
    public String name() {
        return "pause";
    }

    @Override
    public String summary() {
        return "a vCPU is paused and let go while an event comes: does it run afterwards?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("net", "memory", "sample-age");
    }

    @Override
    public List<String> options() {
        return List.of(
                "--net quantum   an idle CPU looks around every 30 ms",
                "--sample-age N  with a net, a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of("as is   HOLDS");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Vcpus.Guest dom0 = Vcpus.Guest.single("dom0", 1, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Vcpus.Guest paused = Vcpus.Guest.single("dom1", 1, new Vcpu.Shape(1, 0b10, Start.RUNNING, false, 1));
        XenSystem system = new XenSystem(GuestBlueprints.of(settings).halts().guests(dom0, paused));
        Vcpu v = system.guest(1);
        system.eventChannels().bindInterdomain(system.guest(0).domain(), 0, v, 0);
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> system.schedule().control().vcpuPause(v))
                                .hypercall(() -> system.eventChannels()
                                        .evtchnSend(system.guest(0).domain(), 0))
                                .hypercall(() -> system.schedule().control().vcpuUnpause(v))
                                .compute());
        SchedOp schedOp = system.schedOp();
        Word noted = GuestBlueprints.noted(system, v);
        GuestCode code = new GuestCode()
                .access(() -> v.domain().evtchnMask().setBit(0))
                .hypercall(schedOp::doYield)
                .hypercall(() -> system.eventChannels().evtchnUnmask(v, 0));
        system.guests()
                .run(v, Events.handler(Events.await(code, v, noted, schedOp).compute(), v, noted));
        return new SystemProperties(system.seal())
                .noLostWakeup()
                .noBlockOnAnEvent()
                .workConservation()
                .queueMatchesProcessor()
                .idlersTellTheTruth()
                .lockDiscipline()
                .sometimesAsleep()
                .close();
    }
}
