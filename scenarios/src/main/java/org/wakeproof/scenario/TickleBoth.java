// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.State;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.GuestCode;
import org.wakeproof.softirq.Softirq;

/** Two vCPUs wake at a busy CPU while two others idle. */
final class TickleBoth implements Scenario {
    private static final int CPUS = 3;

    @Override
    public String name() {
        return "tickle-both";
    }

    @Override
    public String summary() {
        return "two vCPUs wake at one CPU while two others idle: are both of those told?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("cpus", "change");
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of("cpus", Integer.toString(CPUS));
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes();
    }

    @Override
    public List<String> options() {
        return List.of("--change tickles-one-idler   as of April 2010, e4434634c4");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                VIOLATED  both are told, but give up at a lock (S5)",
                "tickles-one-idler    VIOLATED  the same; and both wake-ups tell the same CPU (M16)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Vcpus.Guest dom0 = Vcpus.Guest.single("dom0", 0, Vcpu.Shape.on(0, 0b001, Start.RUNNING));
        Vcpus.Guest one = Vcpus.Guest.single("one", 1, Vcpu.Shape.on(0, 0b111, Start.BLOCKED));
        Vcpus.Guest other = Vcpus.Guest.single("other", 1, Vcpu.Shape.on(0, 0b111, Start.BLOCKED));
        XenSystem system = new XenSystem(GuestBlueprints.of(settings).halts().guests(dom0, one, other));
        VcpuControl control = system.schedule().control();
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> {
                                    control.vcpuUnblock(system.guest(1));
                                    control.vcpuUnblock(system.guest(2));
                                })
                                .compute());
        system.guests().run(system.guest(1), new GuestCode().compute());
        system.guests().run(system.guest(2), new GuestCode().compute());
        return new SystemProperties(system.seal())
                .and(new Property.Sometimes(
                        "both idle CPUs are told while both vCPUs wait", state -> areBothTold(state, system)))
                .workConservation()
                .lockDiscipline()
                .sometimesAsleep()
                .close("dom0 ends the blocks of both vCPUs in one hypercall");
    }

    private static boolean areBothTold(State state, XenSystem system) {
        for (int cpu = 1; cpu < CPUS; cpu++) {
            int pending = state.get(system.softirq().softirqPending(cpu).field());
            if ((pending >>> Softirq.SCHEDULE & 1) == 0) {
                return false;
            }
        }
        for (int guest = 1; guest < CPUS; guest++) {
            Vcpu v = system.guest(guest);
            if (state.get(v.pauseFlags().field()) != 0
                    || state.get(v.isRunning().field()) != 0) {
                return false;
            }
        }
        return true;
    }
}
