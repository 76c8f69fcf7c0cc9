// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.sched.Schedule.Quantum;

/** Systems without guests. */
final class IdleBlueprints {
    private IdleBlueprints() {}

    /**
     * CPUs that only idle.
     *
     * @param firstIdle the lowest-numbered CPU that idles; those below only take interrupts
     * @param rounds how often a CPU idles; 0 for ever
     */
    static ClosedSystem idleCpus(Settings settings, int firstIdle, int rounds) {
        return properties(new XenSystem(blueprint(settings, firstIdle, rounds))).close();
    }

    /** What they consist of. */
    static Blueprint blueprint(Settings settings, int firstIdle, int rounds) {
        Blueprint blueprint =
                new Blueprint(settings).tickers().firstIdle(firstIdle).rounds(rounds);
        if (settings.singleShots()) {
            blueprint.singleShots();
        }
        if (settings.nets().contains(SafetyNet.CALIBRATION)) {
            blueprint.calibrates();
        }
        if (settings.nets().contains(SafetyNet.QUANTUM)) {
            blueprint.quantum(Quantum.EVERYBODY);
        }
        return blueprint;
    }

    /** What they are checked for. */
    static SystemProperties properties(XenSystem system) {
        return new SystemProperties(system.seal())
                .noLostWakeup()
                .sometimesAsleep()
                .lockDiscipline();
    }
}
