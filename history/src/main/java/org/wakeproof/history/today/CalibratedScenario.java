// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.softirq.Softirq;

/** A scenario in which the rendezvous of calibration, which CPU0 holds each second, can be switched on. */
abstract class CalibratedScenario extends HistoricScenario {
    private final String withCalibration;

    /**
     * @param withCalibration what becomes of it then
     */
    CalibratedScenario(String name, String summary, String withCalibration, Bug... bugs) {
        super(name, summary, bugs);
        this.withCalibration = withCalibration;
    }

    @Override
    public final Set<String> takes() {
        Set<String> takes = new HashSet<>(super.takes());
        takes.add("net");
        return takes;
    }

    @Override
    public final Set<SafetyNet> nets() {
        return EnumSet.of(SafetyNet.CALIBRATION);
    }

    @Override
    public final List<String> options() {
        List<String> lines = new ArrayList<>(super.options());
        lines.add(
                "--net calibration  an interrupt to every CPU that sleeps or runs a guest, now and then (each second in Xen)");
        return lines;
    }

    @Override
    public final List<String> expectations() {
        List<String> lines = new ArrayList<>(super.expectations());
        lines.add(String.format("%-34s  %s", "as is --net calibration", withCalibration));
        return lines;
    }

    /**
     * Wires the interrupts, if they are asked for; one that comes to a CPU that is awake in Xen is left out. What comes of one,
     * local_time_calibration, sets timers on CPU0 only, and raises none.
     */
    final void calibrate(Settings settings, Machine machine, Softirq softirq) {
        if (!nets().containsAll(settings.nets())) {
            throw new IllegalArgumentException(name() + " takes --net calibration only");
        }
        if (settings.nets().contains(SafetyNet.CALIBRATION)) {
            softirq.openSoftirq(Softirq.TIME_CALIBRATE, () -> {});
            Vector vector = machine.vector("calibration", () -> softirq.raiseSoftirq(Softirq.TIME_CALIBRATE));
            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                machine.event(new NowAndThen(
                        "calibration of CPU" + cpu, machine, cpu, vector, "CPU0 calls CPU" + cpu + " to calibrate"));
            }
        }
    }

    /** A CPU that sleeps, or runs a guest, is interrupted, again and again. */
    static final class NowAndThen extends Event {
        private final Machine machine;
        private final int cpu;
        private final Vector vector;
        private final String told;

        /**
         * @param told what traces say of it
         */
        NowAndThen(String name, Machine machine, int cpu, Vector vector, String told) {
            super(name, Kind.INTERNAL);
            this.told = told;
            this.machine = machine;
            this.cpu = cpu;
            this.vector = vector;
        }

        @Override
        public boolean enabled(State state) {
            return (machine.cpu(cpu).isAsleep(state) || machine.cpu(cpu).sleepState(state) == SleepState.GUEST)
                    && machine.cpu(cpu).interruptRequests(state) == 0;
        }

        @Override
        public void fire(State state) {
            machine.cpu(cpu).requestInterrupt(state, vector);
        }

        @Override
        public String describe(State before, State after) {
            return told;
        }
    }
}
