// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.sched.Schedule.Quantum;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditDomain.Worth;
import org.wakeproof.sched.guest.GuestCode;

/** More vCPUs that compute than CPUs, with ticks, time slices and accounting: each gets its turn. */
final class FairShare implements Scenario {
    private static final int ALL = 3;

    @Override
    public String name() {
        return "fair-share";
    }

    @Override
    public String summary() {
        return "three vCPUs compute, one of them of a capped domain: does each get its turn?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("cpus", "net", "sample-age");
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of("cpus", "1");
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N        physical CPUs, 1 (default) or 2",
                "--net quantum   time slices even for idle CPUs",
                "--sample-age N  a sample of NOW() grows up to N ticks old while it is in use; with 0, the default, the clock"
                        + " waits for whoever holds one");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                    HOLDS",
                "--cpus 2                 no violation in 4 million states; not explored whole",
                "--cpus 2 --sample-age 1  the same");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        int everywhere = (1 << settings.cpus()) - 1;
        Vcpus.Guest light = guest("light", everywhere, Start.RUNNING);
        Vcpus.Guest heavy = guest("heavy", everywhere, Start.RUNNABLE);
        Vcpus.Guest capped = guest("capped", everywhere, Start.RUNNABLE);
        XenSystem system = new XenSystem(GuestBlueprints.of(settings)
                .halts()
                .tickers()
                .masterTicker()
                .heapLimit(0)
                .quantum(settings.nets().contains(SafetyNet.QUANTUM) ? Quantum.EVERYBODY : Quantum.GUESTS)
                .worths(Worth.usual(), new Worth(2 * 256, 0), new Worth(256, 20))
                .guests(light, heavy, capped)
                .urgent());
        for (int vcpu = 0; vcpu < ALL; vcpu++) {
            system.guests().run(system.guest(vcpu), new GuestCode().compute());
        }
        Vcpu last = system.guest(ALL - 1);
        return new SystemProperties(system.seal())
                .everybodyRuns()
                .and(new Property.Leaves(
                        "a parked vCPU is let go",
                        state -> state.get(last.pauseCount().field()) != 0,
                        state -> last + " stays parked"))
                .and(new Property.Sometimes(
                        "parked at times", state -> state.get(last.pauseCount().field()) != 0))
                .idlersTellTheTruth()
                .queueMatchesProcessor()
                .lockDiscipline()
                .close("weights 256, 512 and 256; the third domain is capped at 20 %");
    }

    private static Vcpus.Guest guest(String name, int affinity, Start start) {
        return Vcpus.Guest.single(name, 0, new Vcpu.Shape(0, affinity, start, false, 1));
    }
}
