// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Settings.PlatformFeature;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.sched.Schedule.Quantum;

/** Systems without guests. */
final class IdleBlueprints {
    /** What of their ports can be changed. */
    static final List<Change> CHANGES = List.of(
            Change.CLEARS_BIT_AFTER_HANDLER,
            Change.INTERRUPTS_BEFORE_RAISING,
            Change.HALT_IN_TWO_STEPS,
            Change.EXIT_IGNORES_DEADLINE,
            Change.HANDLER_FORGETS_TO_REARM,
            Change.HANDLER_KEEPS_INTERRUPTS_ON,
            Change.SKIPS_CPUS_WITHOUT_DEADLINE,
            Change.LEAVES_WITHOUT_DEADLINE);

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
        Blueprint blueprint = new Blueprint(settings).firstIdle(firstIdle).rounds(rounds);
        if (!settings.platform().contains(PlatformFeature.TICKLESS)) {
            blueprint.tickers();
        }
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
