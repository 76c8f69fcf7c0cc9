// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.GuestCode;

/** A vCPU is preempted on one CPU while another CPU moves it away. */
final class AffinityRace implements Scenario {
    @Override
    public String name() {
        return "affinity-race";
    }

    @Override
    public String summary() {
        return "a vCPU is preempted while its affinity changes: is it queued where it belongs?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("net", "change", "memory", "sample-age");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(
                Change.MIGRATES_IN_ONE_SECTION, Change.SWITCHES_WITHOUT_FENCE, Change.STOPS_TIMER_WITHOUT_FENCE);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--net quantum   time slices, and an idle CPU looks around every 30 ms",
                "--change migrates-in-one-section   as of May 2018, 9a36de177c",
                "--change switches-without-fence    context_saved without its fence",
                "--memory tso    stores wait in buffers, as on x86",
                "--sample-age N  with a net, a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                      VIOLATED  the migration in three critical sections (F11)",
                "migrates-in-one-section    HOLDS",
                "both changes with tso      VIOLATED  the vCPU never runs again (with sc: HOLDS)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Vcpus.Guest dom0 = Vcpus.Guest.single("dom0", 0, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Vcpus.Guest moved = Vcpus.Guest.single("moved", 0, new Vcpu.Shape(1, 0b11, Start.RUNNING, true, 0));
        Vcpus.Guest woken = Vcpus.Guest.single("woken", 1, Vcpu.Shape.on(1, 0b10, Start.BLOCKED));
        XenSystem system = new XenSystem(GuestBlueprints.of(settings).halts().guests(dom0, moved, woken));
        Vcpu v = system.guest(1);
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> system.schedule().control().vcpuSetAffinity(v, 0b01))
                                .compute());
        system.guests().run(v, new GuestCode().compute());
        system.guests().run(system.guest(2), new GuestCode().compute());
        DeviceInterrupt.once(system, "packet", system.guest(2), 0);
        return new SystemProperties(system.seal())
                .queueMatchesProcessor()
                .nobodyStaysMigrating()
                .idlersTellTheTruth()
                .lockDiscipline()
                .close("one device interrupt for the third guest, at CPU0, at any moment");
    }
}
