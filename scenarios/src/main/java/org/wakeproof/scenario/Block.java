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

/** A vCPU blocks while another domain sends it an event: Dekker's pattern between _VPF_blocked and upcall_pending. */
final class Block implements Scenario {
    @Override
    public String name() {
        return "block";
    }

    @Override
    public String summary() {
        return "a vCPU blocks just when an event comes: does it sleep through it?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "net", "memory", "sample-age");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(
                Change.BLOCK_LOOKS_FIRST, Change.BLOCKS_BY_PLAIN_STORE, Change.BLOCKS_WITH_FENCE);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--change block-looks-first   do_block looks for events before it says that it is blocked",
                "--change idlers-never-set    a CPU that idles does not say so in the idlers mask",
                "--change blocks-by-plain-store   the flag is not set by a locked operation",
                "--change blocks-with-fence    a fence behind the flag, as of 109e8177fd (2021)",
                "--memory tso                 stores wait in buffers, as on x86",
                "--net quantum                an idle CPU looks around every 30 ms",
                "--sample-age N  with a net, a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                HOLDS",
                "block-looks-first    VIOLATED  blocked with an event that is not masked",
                "idlers-never-set     VIOLATED  the idlers mask is wrong",
                "blocks-by-plain-store --memory tso  VIOLATED  (with sc: HOLDS)",
                "as is --memory tso   HOLDS     and so without the fence of 2021, too: x86 needs none (F39)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        return properties(wire(settings, null)).close();
    }

    /**
     * Two vCPUs, of which the second blocks.
     *
     * @param hypercalls null for those that the settings ask for
     */
    static XenSystem wire(Settings settings, Hypercalls hypercalls) {
        Vcpus.Guest sender = Vcpus.Guest.single("dom0", 1, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Vcpus.Guest blocker = Vcpus.Guest.single("dom1", 1, Vcpu.Shape.on(1, 0b10, Start.RUNNING));
        XenSystem system = new XenSystem(
                GuestBlueprints.of(settings).halts().hypercalls(hypercalls).guests(sender, blocker));
        Vcpu v = system.guest(1);
        SchedOp schedOp = system.schedOp();
        system.eventChannels().bindInterdomain(system.guest(0).domain(), 0, v, 0);
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> system.eventChannels()
                                        .evtchnSend(system.guest(0).domain(), 0))
                                .compute());
        Word noted = GuestBlueprints.noted(system, v);
        GuestCode idles = Events.await(new GuestCode(), v, noted, schedOp).compute();
        system.guests().run(v, Events.handler(idles, v, noted));
        return system;
    }

    static SystemProperties properties(XenSystem system) {
        return new SystemProperties(system.seal())
                .noLostWakeup()
                .noBlockOnAnEvent()
                .workConservation()
                .queueMatchesProcessor()
                .idlersTellTheTruth()
                .lockDiscipline()
                .sometimesAsleep();
    }
}
