// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.SleepState;
import org.wakeproof.timed.run.CStateTimes;
import org.wakeproof.timed.run.Costs;
import org.wakeproof.timed.run.Decider;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.xen.Broadcast;
import org.wakeproof.timed.xen.Configuration.PeriodicTimer;
import org.wakeproof.timed.xen.MenuGovernors;
import org.wakeproof.timed.xen.OutsideInterrupt;
import org.wakeproof.timed.xen.XenMachine;

/** What parameters say of the platform and of the outside world. */
final class Surroundings implements CStateTimes {
    private static final double SECOND = 1e9;
    /** Half of the 24 bits of a counter of 3.579545 MHz. */
    private static final long PM_TIMER_OVERFLOW = (long) ((1 << 23) / 3.579545e-3);

    private final Parameters parameters;
    private final long entry;
    private final long[] exits = new long[SleepState.values().length];

    Surroundings(Parameters parameters) {
        this.parameters = parameters;
        this.entry = parameters.whole("c-entry");
        for (SleepState state : SleepState.values()) {
            exits[state.ordinal()] = parameters.whole(nameOf(state));
        }
    }

    static Broadcast broadcast(Parameters parameters) {
        return Broadcast.values()[(int) parameters.whole("hpet")];
    }

    /** How many HPET channels are shared; asked for only where they are. */
    static int channels(Parameters parameters, int cpus) {
        return broadcast(parameters) == Broadcast.MSI_SHARED
                ? Math.min((int) parameters.whole("hpet-channels"), Math.max(1, cpus - 1))
                : 1;
    }

    /** Those of Xen that a parameter turns on. */
    static List<PeriodicTimer> periodicTimers(Parameters parameters) {
        List<PeriodicTimer> timers = new ArrayList<>();
        if (parameters.get("governor-timer") > 0) {
            timers.add(new PeriodicTimer("dbs_timer", true, (long) (SECOND / parameters.get("governor-timer"))));
        }
        if (parameters.whole("overflow-timer") == 1) {
            timers.add(new PeriodicTimer("plt_overflow_timer", false, PM_TIMER_OVERFLOW));
        }
        return timers;
    }

    private static String nameOf(SleepState state) {
        return switch (state) {
            case C3, C3_HALT -> "c3-exit";
            case C2, C2_TIMER_RUNS -> "c2-exit";
            default -> "c1-exit";
        };
    }

    @Override
    public long entry(SleepState state) {
        return entry;
    }

    @Override
    public long exit(SleepState state) {
        return exits[state.ordinal()];
    }

    Costs costs() {
        return new Costs(
                parameters.whole("memory-access"),
                parameters.whole("locked-access"),
                parameters.whole("clock-read"),
                parameters.whole("hpet-access"),
                parameters.whole("lapic-access"),
                parameters.whole("ipi"),
                parameters.whole("device-latency"),
                parameters.whole("pass"),
                parameters.whole("guest-step"),
                parameters.whole("vcpu-switch"),
                parameters.whole("pm-timer"));
    }

    MenuGovernors governors(XenMachine xen) {
        return new MenuGovernors(xen, List.of(micros("c1-exit"), micros("c2-exit"), micros("c3-exit")));
    }

    private long micros(String name) {
        return parameters.whole(name) / 1000;
    }

    /** Random interrupts, at the rate that a parameter says. */
    Source random(OutsideInterrupt event, String rate, SplittableRandom random) {
        double mean = SECOND / parameters.get(rate);
        return new Source(event, time -> time + 1 + (long) exponential(random, mean));
    }

    /** Foreign interrupts, at the rate and of the kind that parameters say. */
    Source foreign(OutsideInterrupt event, SplittableRandom random) {
        if (parameters.whole("foreign-kind") == 0) {
            return random(event, "foreign-interrupts", random);
        }
        long period = (long) (SECOND / parameters.get("foreign-interrupts"));
        long phase = random.nextLong(period);
        return new Source(event, time -> time + period - Math.floorMod(time - phase, period));
    }

    static double exponential(SplittableRandom random, double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    /** Where the HPET's interrupt goes: to CPU1 so many times as often as to another. */
    Decider routing(SplittableRandom random) {
        return (choice, cpu, time) -> route(choice, random);
    }

    private int route(Choose choice, SplittableRandom random) {
        long favoured = parameters.whole("favoured");
        long drawn = random.nextLong(choice.choices() - 1 + favoured);
        return drawn < favoured ? 1 : drawn == favoured ? 0 : (int) (drawn - favoured + 1);
    }
}
