// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.sched.Schedule.Quantum;
import org.wakeproof.sched.Vcpu;

/** What the blueprints of systems with guests have in common. */
final class GuestBlueprints {
    private GuestBlueprints() {}

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
