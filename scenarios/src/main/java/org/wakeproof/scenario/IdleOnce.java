// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Settings.SafetyNet;

/** The smallest system that can lose a wake-up and comes to rest: a busy CPU, and CPUs that idle a few times. */
final class IdleOnce implements Scenario {
    @Override
    public String name() {
        return "idle-once";
    }

    @Override
    public String summary() {
        return "CPU0 is busy and only takes interrupts, the others idle once: small enough for every engine";
    }

    /** The calibration timer is CPU0's, which runs no timers here. */
    @Override
    public Set<SafetyNet> nets() {
        return EnumSet.of(SafetyNet.QUANTUM);
    }

    @Override
    public List<Change> changes() {
        return IdleBlueprints.CHANGES;
    }

    @Override
    public List<String> options() {
        return List.of(
                "as for idle-tick, but:",
                "--cpus N        physical CPUs, 2 to 8 (default 2)",
                "--rounds N      the others idle N times (default 1), then only take interrupts, too");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v1        c3  legacy  VIOLATED  the HPET interrupts the busy CPU, which sends nothing (F01)",
                "v1        c3  msi     HOLDS     the HPET interrupts the sleeper itself",
                "v2        any all     HOLDS",
                "no-check  c3  legacy  VIOLATED  (F03)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        if (settings.cpus() == 1) {
            throw new IllegalArgumentException("idle-once needs at least 2 CPUs: CPU0 does not idle");
        }
        if (!nets().containsAll(settings.nets())) {
            throw new IllegalArgumentException(
                    "idle-once takes --net quantum only: calibration is CPU0's, which runs no timers here");
        }
        return IdleBlueprints.idleCpus(settings, 1, Math.max(1, settings.rounds()));
    }
}
