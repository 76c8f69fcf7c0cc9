// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.sched.Schedule.Quantum;
import org.wakeproof.sched.Vcpu;

/** What the blueprints of systems with guests have in common. */
final class GuestBlueprints {
    private static final List<Change> COMMON = List.of(
            Change.CLEARS_BIT_AFTER_HANDLER,
            Change.INTERRUPTS_BEFORE_RAISING,
            Change.IDLERS_NEVER_SET,
            Change.IDLERS_SET_BEFORE_STEAL,
            Change.TICKLES_ONE_IDLER,
            Change.TICKLES_FOR_THE_PREEMPTED);

    private GuestBlueprints() {}

    /** What can be changed of a system with guests: what is its own, then what all have. */
    static List<Change> changes(Change... own) {
        List<Change> changes = new ArrayList<>(List.of(own));
        changes.addAll(COMMON);
        return List.copyOf(changes);
    }

    /**
     * Checks that there are CPUs enough.
     *
     * @param parts of these CPUs
     * @throws IllegalArgumentException if not
     */
    static void needsCpus(Settings settings, String scenario, int least, String parts) {
        if (settings.cpus() < least) {
            throw new IllegalArgumentException(scenario + " needs at least " + least + " CPUs: " + parts);
        }
    }

    /** With the nets that the settings switch on, which must not keep CPUs so busy that nobody comes to anything else. */
    static Blueprint of(Settings settings) {
        Blueprint blueprint = new Blueprint(settings);
        if (settings.nets().contains(SafetyNet.QUANTUM)) {
            blueprint.quantum(Quantum.EVERYBODY);
        }
        if (settings.nets().contains(SafetyNet.CALIBRATION)) {
            blueprint.calibrates();
        }
        return settings.nets().isEmpty() ? blueprint : blueprint.urgent();
    }

    /** A register of a vCPU in which its handler takes note of events, one bit for each port. */
    static Word noted(XenSystem system, Vcpu v) {
        return system.machine()
                .mask(v + ".noted", v.domain().ports())
                .ownedByRunner(system.vcpus().current(), v.number());
    }
}
