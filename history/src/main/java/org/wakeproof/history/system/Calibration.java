// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.history.CountsOnlineCpus;
import org.wakeproof.softirq.history.LeavesRendezvousEarly;
import org.wakeproof.softirq.history.TimeCalibration;

/** F25's older relatives: CPU0 calls a rendezvous twice, and CPU1 comes online. */
final class Calibration extends HistoricScenario {
    private static final int CPUS = 2;

    Calibration() {
        super(
                "calibration",
                "all CPUs meet to calibrate, and one comes online: do they wait for ever?",
                new Bug(Change.COUNTS_ONLINE_CPUS, "each counts the CPUs that are online when it comes (F25a)"),
                new Bug(
                        Change.LEAVES_RENDEZVOUS_EARLY,
                        "the record is used anew while a CPU still looks at it (F25b)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Word online = machine.cpuMask("cpu_online_map", 0b01);
        TimeCalibration calibration = calibration(settings, machine, online);
        machine.boot(0, true, machine.procedure("calibration timer", () -> {
            calibration.timeCalibration();
            calibration.timeCalibration();
        }));
        machine.boot(1, false, machine.procedure("start_secondary", () -> {
            online.setBit(1);
            machine.cpu().enableInterrupts();
        }));
        return new SmallSystem(machine, "CPU0 calibrates twice; CPU1 comes online at any time")
                .and(new Property.NoDeadlock("every rendezvous comes to its end"))
                .and(new Property.Sometimes(
                        "both CPUs meet at times",
                        state -> state.get(calibration.nrCpus().field()) == CPUS))
                .close();
    }

    private static TimeCalibration calibration(Settings settings, Machine machine, Word online) {
        if (settings.changes().has(Change.COUNTS_ONLINE_CPUS)) {
            return new CountsOnlineCpus(machine, online);
        }
        return settings.changes().has(Change.LEAVES_RENDEZVOUS_EARLY)
                ? new LeavesRendezvousEarly(machine, online)
                : new TimeCalibration(machine, online);
    }
}
