// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.GuestCode;

/** A vCPU that is pinned to a busy CPU wakes and takes it; the one that ran there could go on on an idle CPU. */
final class Tickle implements Scenario {
    @Override
    public String name() {
        return "tickle";
    }

    @Override
    public String summary() {
        return "a vCPU that wakes preempts another: is an idle CPU told of the one that waits?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("cpus", "net", "change", "memory", "sample-age");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes();
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N        so many physical CPUs, at least 2, of which all but CPU0 idle",
                "--net quantum   an idle CPU looks around every 30 ms, as at this commit",
                "--change tickles-for-the-preempted   as of December 2012, ebce2d836c",
                "--sample-age N  with a net, a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is     VIOLATED  the idle CPU is cut off the mask by the affinity of the wrong vCPU (F10)",
                "quantum   VIOLATED  the net helps only a thief that ever finds the other CPU's lock free (S5)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        GuestBlueprints.needsCpus(settings, name(), 2, "one that is busy and one that idles");
        int everywhere = (1 << settings.cpus()) - 1;
        Vcpus.Guest busy = Vcpus.Guest.single("busy", 0, Vcpu.Shape.on(0, everywhere, Start.RUNNING));
        Vcpus.Guest woken = Vcpus.Guest.single("woken", 1, Vcpu.Shape.on(0, 0b01, Start.BLOCKED));
        XenSystem system = new XenSystem(GuestBlueprints.of(settings).halts().guests(busy, woken));
        system.guests().run(system.guest(0), new GuestCode().compute());
        system.guests().run(system.guest(1), new GuestCode().compute());
        DeviceInterrupt.once(system, "packet", system.guest(1), 0);
        return new SystemProperties(system.seal())
                .idlersTellTheTruth()
                .queueMatchesProcessor()
                .workConservation()
                .and(new Property.Sometimes(
                        "the idle CPU takes over the one that waits",
                        state -> IntStream.range(1, settings.cpus())
                                .anyMatch(cpu -> state.get(
                                                system.vcpus().current().of(cpu).field())
                                        == system.guest(0).number())))
                .lockDiscipline()
                .sometimesAsleep()
                .close("one device interrupt for the guest, at CPU0, at any moment");
    }
}
