// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.softirq.Softirq;

/** A machine with its properties and bounds, put together step by step. */
public final class SmallSystem {

    private final Machine machine;
    private final List<Property> properties = new ArrayList<>();
    private final List<String> bounds = new ArrayList<>();
    private final Map<String, Subject> subjects = new HashMap<>();

    /** Around a machine that is wired, which this seals. */
    public SmallSystem(Machine machine, String bound) {
        this.machine = machine;
        machine.seal();
        bounds.add(bound);
    }

    /** A machine without time, whose memory is as the settings ask for. */
    public static Machine machine(Settings settings, int cpus) {
        return ordered(settings, new Machine(cpus));
    }

    /**
     * A machine with time.
     *
     * @param horizon how far ahead times are set, in ticks; a comparator that is forced may be set further ahead
     */
    public static Machine machine(Settings settings, int cpus, int horizon) {
        return machine(settings, cpus, horizon, 1 + settings.sampleAge());
    }

    /**
     * The same, which tells late from later.
     *
     * @param past from how many ticks on times that are over are one, at least a sample's age and one more
     */
    public static Machine machine(Settings settings, int cpus, int horizon, int past) {
        int sampleAge = settings.sampleAge();
        return ordered(settings, new Machine(cpus, Math.max(horizon, 2 * sampleAge), sampleAge, past));
    }

    private static Machine ordered(Settings settings, Machine machine) {
        if (settings.memory() == Settings.Memory.TSO) {
            machine.totalStoreOrder(Settings.STORE_BUFFER);
        }
        return machine;
    }

    public SmallSystem bound(String sentence) {
        bounds.add(sentence);
        return this;
    }

    public SmallSystem and(Property property) {
        properties.add(property);
        return this;
    }

    /** The same for a property that speaks of one CPU and its pending work. */
    public SmallSystem and(int cpu, Word pending, Property property) {
        subjects.put(property.name(), new Subject(cpu, pending.field(), property));
        return and(property);
    }

    /** No CPU sleeps for ever past its deadline. */
    public SmallSystem noMissedDeadline(Softirq softirq, PerCpu<TimeCell> timerDeadline) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            int who = cpu;
            and(
                    cpu,
                    softirq.softirqPending(cpu),
                    new Property.Leaves(
                            "no missed deadline of CPU" + cpu,
                            state -> machine.cpu(who).isAsleep(state)
                                    && machine.cpu(who).interruptRequests(state) == 0
                                    && isOver(state, timerDeadline.of(who)),
                            state -> "CPU" + who + " sleeps past its deadline with no interrupt on its way, and may"
                                    + " never wake"));
        }
        return this;
    }

    private boolean isOver(State state, TimeCell deadline) {
        return isLate(state, deadline, 1);
    }

    private boolean isLate(State state, TimeCell deadline, int ticks) {
        int time = state.get(deadline.field());
        return time != Clock.ZERO && time <= machine.clock().now() - ticks;
    }

    private boolean isAsleepAndLate(State state, PerCpu<TimeCell> timerDeadline, int cpu, int ticks) {
        return machine.cpu(cpu).isAsleep(state) && isLate(state, timerDeadline.of(cpu), ticks);
    }

    /** No CPU sleeps past its deadline for more than so many ticks, and some CPU for as many. */
    public SmallSystem lateBy(PerCpu<TimeCell> timerDeadline, int ticks) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            int who = cpu;
            and(new Property.Always(
                    "no timer of CPU" + cpu + " late by more than " + ticks + " ticks",
                    state -> !isAsleepAndLate(state, timerDeadline, who, ticks + 1),
                    state ->
                            "CPU" + who + " sleeps, and its deadline has been over for more than " + ticks + " ticks"));
        }
        return and(new Property.Sometimes("a timer is late by " + ticks + " ticks", state -> {
            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                if (isAsleepAndLate(state, timerDeadline, cpu, ticks)) {
                    return true;
                }
            }
            return false;
        }));
    }

    /** No CPU sleeps for ever with a softirq pending. */
    public SmallSystem noLostWakeup(Softirq softirq) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            int who = cpu;
            Word pending = softirq.softirqPending(cpu);
            and(
                    cpu,
                    pending,
                    new Property.Leaves(
                            Subject.NO_LOST_WAKEUP + cpu,
                            state -> machine.cpu(who).isAsleep(state)
                                    && machine.cpu(who).interruptRequests(state) == 0
                                    && state.get(pending.field()) != 0,
                            state -> "CPU" + who + " sleeps with softirq " + pending.format(state.get(pending.field()))
                                    + " pending and no interrupt on its way, and may never wake"));
        }
        return this;
    }

    public SmallSystem sometimesAsleep(int cpu) {
        return and(new Property.Sometimes(
                "CPU" + cpu + " is asleep at times", state -> machine.cpu(cpu).isAsleep(state)));
    }

    public ClosedSystem close() {
        if (machine.clock().horizon() > 0) {
            bounds.add(
                    "deadlines at most " + machine.clock().horizon() + " ticks ahead; a sample of NOW() grows at most "
                            + machine.clock().maxSampleAge() + " ticks old while it is in use");
        }
        bounds.add((machine.isTotalStoreOrder()
                        ? "x86-TSO, a CPU has at most " + Settings.STORE_BUFFER + " stores on their way"
                        : "sequentially consistent memory")
                + "; every agent that can act again and again does act, but for loops that poll");
        return new ClosedSystem(machine, properties, bounds, subjects, this::describe);
    }

    /** Each CPU that sleeps, then every word; put together as JPF can, too. */
    private String describe(State state) {
        StringBuilder text = new StringBuilder();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            SleepState sleep = machine.cpu(cpu).sleepState(state);
            text.append(cpu == 0 ? "CPU" : "; CPU")
                    .append(cpu)
                    .append(sleep == SleepState.AWAKE ? " awake" : " sleeps in " + sleep);
        }
        for (Cell cell : machine.cells()) {
            text.append("; ").append(cell.name()).append(' ').append(cell.format(state.get(cell.field())));
        }
        return text.toString();
    }
}
