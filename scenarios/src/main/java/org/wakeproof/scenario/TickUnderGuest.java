// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.GuestCode;

/** A guest is woken while its CPU goes idle. */
final class TickUnderGuest implements Scenario {
    @Override
    public String name() {
        return "tick-under-guest";
    }

    @Override
    public String summary() {
        return "a guest wakes while its CPU goes idle: does it run with the CPU's ticker off?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("variant", "cpus", "cstate", "hpet", "rounds", "net", "sample-age");
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of("cstate", "c1");
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N      physical CPUs (default 2): CPU0 is interrupted, the last has the guest",
                "--variant V   v2 (default), timers-only, v2-online, v0, v1, v1-alt, no-check",
                "--cstate C    c1 (default), any, c2, c3, none",
                "--hpet H      legacy (default), legacy-any, msi, msi-shared, pit",
                "--rounds N    CPU0 only takes interrupts, the others idle N times (default: all idle for ever)",
                "--net NET,... safety nets, off by default: quantum, calibration",
                "--sample-age N  a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v2            VIOLATED  schedule() is entered inside the idle entry and never comes back (F02)",
                "timers-only   HOLDS     the fix of July 2009, ae9820b4b0");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        int cpu = settings.cpus() - 1;
        Vcpus.Guest guest = Vcpus.Guest.single("guest", 1, Vcpu.Shape.on(cpu, 1 << cpu, Start.BLOCKED));
        Blueprint blueprint =
                GuestBlueprints.of(settings).tickers().watchTickers().guests(guest);
        if (settings.rounds() > 0) {
            blueprint.firstIdle(1).rounds(settings.rounds());
        }
        XenSystem system = new XenSystem(blueprint);
        system.guests().run(system.guest(0), new GuestCode().compute());
        DeviceInterrupt.once(system, "packet", system.guest(0), 0);
        return new SystemProperties(system.seal())
                .tickerUnderGuest()
                .noLostWakeup()
                .idlersTellTheTruth()
                .queueMatchesProcessor()
                .lockDiscipline()
                .sometimesAsleep()
                .close("one device interrupt for the guest, at CPU0, at any moment; the guest then computes for ever");
    }
}
