// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.SleepState;
import org.wakeproof.timed.measure.Cause;
import org.wakeproof.timed.measure.SleepMeasure;
import org.wakeproof.timed.measure.SleepMeasure.OfCpu;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Table;

/** What is told of sleeps: rates by cause, residencies, and what being awake takes. */
final class IdleOutcome {
    private static final double NS = 1e9;

    private final SleepMeasure sleeps;
    private final Parameters parameters;
    private final double seconds;

    IdleOutcome(SleepMeasure sleeps, Parameters parameters, double seconds) {
        this.sleeps = sleeps;
        this.parameters = parameters;
        this.seconds = seconds;
    }

    /** Wake-ups a second of a CPU, on average over all. */
    double meanRate() {
        return sleeps.cpus().stream().mapToLong(OfCpu::wakes).sum()
                / seconds
                / sleeps.cpus().size();
    }

    /** Timer interrupts a second of a CPU, on average over all. */
    private double timerRate() {
        double timers = 0;
        for (Cause cause : Cause.values()) {
            timers += cause.isTimer()
                    ? sleeps.cpus().stream().mapToLong(cpu -> cpu.wakes(cause)).sum()
                    : 0;
        }
        return timers / seconds / sleeps.cpus().size();
    }

    private double othersRate() {
        List<OfCpu> others = sleeps.cpus().subList(1, sleeps.cpus().size());
        return others.isEmpty()
                ? meanRate()
                : others.stream().mapToLong(OfCpu::wakes).sum() / seconds / others.size();
    }

    /** How long a sleep lasts on average, in milliseconds. */
    private double meanResidency() {
        long wakes = sleeps.cpus().stream().mapToLong(OfCpu::wakes).sum();
        long asleep = sleeps.cpus().stream().mapToLong(OfCpu::asleep).sum();
        return wakes == 0 ? 0 : asleep / 1e6 / wakes;
    }

    /** What being awake takes, in watts. */
    double power() {
        double cores = sleeps.cpus().stream().mapToLong(OfCpu::awake).sum() / NS / seconds;
        return cores * parameters.get("core-power") + packagesAwake() * parameters.get("package-power");
    }

    private double packagesAwake() {
        return sleeps.packagesAwake().stream().mapToLong(Long::longValue).sum() / NS / seconds;
    }

    List<Figure> figures() {
        return List.of(
                new Figure("wake-ups of a CPU", meanRate(), "Hz"),
                new Figure("wake-ups by timers", timerRate(), "Hz"),
                new Figure("wake-ups of CPU0", sleeps.cpu(0).wakes() / seconds, "Hz"),
                new Figure("wake-ups of the others", othersRate(), "Hz"),
                new Figure("mean residency", meanResidency(), "ms"),
                new Figure(
                        "package awake",
                        100 * packagesAwake() / sleeps.packagesAwake().size(),
                        "%"),
                new Figure("power of being awake", power(), "W"),
                new Figure("power", parameters.get("idle-power") + power(), "W"));
    }

    /** Wake-ups a second by what they come from, of CPU0 and of the mean of the others. */
    Table causes() {
        List<String> columns = new ArrayList<>(List.of("woken by"));
        columns.add("CPU0, Hz");
        columns.add("each other, Hz");
        List<List<Object>> rows = new ArrayList<>();
        int others = Math.max(1, sleeps.cpus().size() - 1);
        for (Cause cause : Cause.values()) {
            double first = sleeps.cpu(0).wakes(cause) / seconds;
            double rest = sleeps.cpus().stream()
                            .skip(1)
                            .mapToLong(cpu -> cpu.wakes(cause))
                            .sum()
                    / seconds
                    / others;
            rows.add(List.of(cause.toString(), first, rest));
        }
        return new Table("wake-ups", columns, rows, List.of(1, 2));
    }

    /** What of the power of being awake is whose, in watts. */
    Table powers() {
        Surroundings times = new Surroundings(parameters);
        double between = 0;
        double awake = 0;
        for (OfCpu cpu : sleeps.cpus()) {
            awake += cpu.awake();
            for (SleepState state : cpu.states()) {
                between += cpu.residencies(state).getTotalCount() * (times.entry(state) + times.exit(state));
            }
        }
        double core = parameters.get("core-power") / NS / seconds;
        List<List<Object>> rows = List.of(
                List.of("cores that work", (awake - between) * core),
                List.of("cores that enter and leave C-states", between * core),
                List.of("packages", packagesAwake() * parameters.get("package-power")));
        return new Table("power of being awake", List.of("part", "W"), rows, List.of(1));
    }

    /** As xenpm prints them: entries, time and mean residency of each C-state. */
    Table states() {
        List<List<Object>> rows = new ArrayList<>();
        double all = seconds * NS * sleeps.cpus().size();
        for (SleepState state : SleepState.values()) {
            long asleep =
                    sleeps.cpus().stream().mapToLong(cpu -> cpu.asleep(state)).sum();
            if (asleep == 0) {
                continue;
            }
            long entries = 0;
            for (OfCpu cpu : sleeps.cpus()) {
                entries += cpu.states().contains(state) ? cpu.residencies(state).getTotalCount() : 0;
            }
            rows.add(List.of(
                    state.toString(),
                    entries / seconds / sleeps.cpus().size(),
                    entries == 0 ? 0.0 : asleep / 1e6 / entries,
                    100 * asleep / all));
        }
        long awake = sleeps.cpus().stream().mapToLong(OfCpu::awake).sum();
        rows.add(List.of(
                "awake",
                meanRate(),
                meanRate() == 0
                        ? 0.0
                        : awake / 1e6 / (meanRate() * seconds * sleeps.cpus().size()),
                100 * awake / all));
        return new Table("C-states", List.of("state", "entries of a CPU, Hz", "mean, ms", "share of time, %"), rows);
    }
}
