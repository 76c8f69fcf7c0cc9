// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Logical time in ticks, kept relative so that the state space is finite although time never ends.
 *
 * <p>A time is a small number that orders like the time itself: 0 is Xen's special time 0 (before
 * everything), then the past, now, the future up to the horizon, and {@code STIME_MAX}. When the
 * clock advances by one tick every other time comes one nearer; the past saturates.
 *
 * <p>Two bounds follow, and reports name them. Deadlines that have been over for more than {@link
 * #longAgo()} ticks are not told apart. A sample of {@code NOW()} that somebody still holds grows at
 * most {@link #maxSampleAge()} ticks old: the clock waits for its holder. The past reaches one tick
 * further than a sample can age, so comparing a deadline with a sample is always exact.
 *
 * <p>A run in real units keeps times in another way ({@link ExactState}), with the same ticks.
 */
public final class Clock extends Event {
    /** The encoding of Xen's special time 0. */
    public static final int ZERO = 0;

    private static final long USUAL_TICK = 10_000_000;

    private final int horizon;
    private final int maxSampleAge;
    private final List<TimeCell> cells = new ArrayList<>();
    private final List<TickListener> listeners = new ArrayList<>();
    private final int longAgo;
    private long tick = USUAL_TICK;
    private Urgency urgency;
    /** Null where memory is sequentially consistent. */
    private StoreBuffers buffers;

    private Field[] ageing = {};
    /** By CPU, and at last those that are no CPU's own. */
    private Field[][] samplesOf = {};

    /**
     * A device that time drives, as one part of a tick; it is running where a tick could make a difference to it, beyond
     * what grows older.
     */
    public interface TickListener extends TickParts.Part {
        /** Returns the tick at which it acts next unless one of its registers is written, or {@link ExactState#NEVER}. */
        long due(ExactState state);

        /** What it does at the tick at which it is due. */
        void act(ExactState state);

        /** Whether writing this register may change when it is due. */
        default boolean isProgrammedBy(TimeCell register) {
            return false;
        }

        /** Whether it stands still while this CPU is in a sleep that stops local APIC timers. */
        default boolean standsStillWith(int cpu) {
            return false;
        }

        /** Makes up for so many ticks in which it stood still. */
        default void stoodStill(ExactState state, long ticks) {}
    }

    /** Which CPUs time need not wait for. */
    @FunctionalInterface
    public interface Urgency {
        /** Whether time may pass although this CPU could act, as where all that it does is to wait for time to pass. */
        boolean mayPass(State state, int cpu);
    }

    Clock(int horizon, int maxSampleAge, int past) {
        super("clock", Kind.INTERNAL);
        this.horizon = horizon;
        this.maxSampleAge = maxSampleAge;
        this.longAgo = -Math.max(past, maxSampleAge + 1);
    }

    /**
     * Lets time pass only where no CPU and no device can act, other than the CPUs that are exempt: work takes no time
     * then, and how late something is says something about its program.
     */
    public void urge(Urgency exempt) {
        urgency = exempt;
    }

    /** Whether this CPU keeps time from passing as long as it can act. */
    public boolean waitsForCpu(State state, int cpu) {
        return urgency != null && !urgency.mayPass(state, cpu);
    }

    /** Whether some device keeps time from passing. */
    public boolean waitsForDevices(State state, List<Event> events) {
        if (urgency == null) {
            return false;
        }
        for (Event event : events) {
            if (event != this && event.kind() == Kind.INTERNAL && event.enabled(state)) {
                return true;
            }
        }
        return false;
    }

    /** Whether work takes no time. */
    public boolean isUrgent() {
        return urgency != null;
    }

    /** Sets how long a tick lasts, in nanoseconds. */
    void tick(long nanoseconds) {
        tick = nanoseconds;
    }

    /** How long a tick lasts, in nanoseconds: 10 ms unless the machine was made for {@linkplain Machine#tick another}. */
    public long tickNanoseconds() {
        return tick;
    }

    /** How many ticks last that long, rounded up. */
    public int ticks(long nanoseconds) {
        return Math.toIntExact((nanoseconds + tick - 1) / tick);
    }

    /** {@code MILLISECS}: how many ticks that is, rounded up. */
    public int millisecs(int milliseconds) {
        return ticks(milliseconds * 1_000_000L);
    }

    /** {@code MICROSECS}: how many ticks that is, rounded up. */
    public int microsecs(int microseconds) {
        return ticks(microseconds * 1_000L);
    }

    /** The cells that hold samples of now, whose age is bounded. */
    public List<TimeCell> samples() {
        return cells.stream().filter(TimeCell::isSample).collect(Collectors.toList());
    }

    /** The devices that time drives. */
    public List<TickListener> devices() {
        return Collections.unmodifiableList(listeners);
    }

    void add(TimeCell cell) {
        cells.add(cell);
    }

    void add(TickListener listener) {
        listeners.add(listener);
    }

    void seal(int cpuCount, StoreBuffers storeBuffers) {
        buffers = storeBuffers;
        ageing = cells.stream().filter(TimeCell::isAgeing).map(TimeCell::field).toArray(Field[]::new);
        samplesOf = new Field[cpuCount + 1][];
        for (int holder = 0; holder <= cpuCount; holder++) {
            int owner = holder;
            samplesOf[holder] = cells.stream()
                    .filter(cell -> cell.isSample() && owner(cell, cpuCount) == owner)
                    .map(TimeCell::field)
                    .toArray(Field[]::new);
        }
    }

    private static int owner(TimeCell cell, int nobody) {
        return cell.access() instanceof Access.OwnedBy by ? by.owner() : nobody;
    }

    /** The farthest future that a time may name, in ticks from now. */
    public int horizon() {
        return horizon;
    }

    /** How old a held sample of now may grow, in ticks. */
    public int maxSampleAge() {
        return maxSampleAge;
    }

    /** The earliest past that is told apart, in (negative) ticks from now. */
    public int longAgo() {
        return longAgo;
    }

    /** The encoding of now. */
    public int now() {
        return 1 - longAgo;
    }

    /** The encoding of {@code STIME_MAX}. */
    public int never() {
        return now() + horizon + 1;
    }

    /** Whether it is 0 or never, and so the same at any time. */
    boolean isSpecial(int time) {
        return time == ZERO || time == never();
    }

    /** Adds ticks to an encoded time, however far ahead that leads; the special times stay what they are. */
    int sum(int time, int ticks) {
        return isSpecial(time) ? time : Math.max(1, time + ticks);
    }

    /** The difference of two encoded times, as {@link ExactState#difference} has it. */
    int difference(int time, int from) {
        if (time == ZERO || from == never() && time != never()) {
            return Integer.MIN_VALUE;
        }
        return time == never() || from == ZERO ? Integer.MAX_VALUE : time - from;
    }

    /**
     * The sum, of times that a cell can hold.
     *
     * @throws Violation if it is beyond the horizon
     */
    int plus(int time, int ticks) {
        int sum = sum(time, ticks);
        if (sum >= never() && !isSpecial(time)) {
            throw new Violation(
                    Violation.RANGE, "a time " + (sum - now()) + " ticks ahead is beyond the horizon of " + horizon);
        }
        return sum;
    }

    @Override
    public boolean enabled(State state) {
        return isRunning(state) && !isHeld(state);
    }

    /** Whether a tick changes anything: when nothing is armed and all that is over is long over, time may as well stop. */
    private boolean isRunning(State state) {
        for (Field field : ageing) {
            if (isAgeing(state.get(field))) {
                return true;
            }
        }
        if (buffers != null && buffers.isAgeing(state, this)) {
            return true;
        }
        for (TickListener listener : listeners) {
            if (listener.isRunning(state)) {
                return true;
            }
        }
        return false;
    }

    /** Whether time would pass, but for samples of now that somebody holds. */
    public boolean waitsForSamples(State state) {
        return isRunning(state) && isHeld(state);
    }

    private boolean isHeld(State state) {
        for (Field[] samples : samplesOf) {
            if (waitsFor(state, samples)) {
                return true;
            }
        }
        return isHeldByBuffers(state);
    }

    private boolean isHeldByBuffers(State state) {
        return buffers != null && buffers.holdsOldSample(state, this);
    }

    /**
     * For whose samples the clock waits: a bit for each CPU, for its own, and the next one for those that are no CPU's own
     * or on their way to memory.
     */
    public long holders(State state) {
        int nobody = samplesOf.length - 1;
        long holders = isHeldByBuffers(state) ? 1L << nobody : 0;
        for (int holder = 0; holder <= nobody; holder++) {
            holders |= waitsFor(state, samplesOf[holder]) ? 1L << holder : 0;
        }
        return holders;
    }

    /** Whether the clock waits for a sample that this CPU holds: it cannot advance until the CPU goes on. */
    public boolean isHeldBy(State state, int cpu) {
        return waitsFor(state, samplesOf[cpu]);
    }

    /** The same, whatever the sample in this cell. */
    boolean isHeldBy(State state, int cpu, TimeCell apartFrom) {
        for (Field sample : samplesOf[cpu]) {
            if (sample != apartFrom.field() && isOldSample(state.get(sample))) {
                return true;
            }
        }
        return false;
    }

    /** The samples that this CPU holds, however old, one bit each. */
    public long samplesOf(State state, int cpu) {
        long held = 0;
        for (int sample = 0; sample < samplesOf[cpu].length; sample++) {
            held |= state.get(samplesOf[cpu][sample]) == ZERO ? 0 : 1L << sample;
        }
        return held;
    }

    private boolean waitsFor(State state, Field[] held) {
        for (Field sample : held) {
            if (isOldSample(state.get(sample))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a sample of now has grown as old as one may. */
    boolean isOldSample(int time) {
        return time != ZERO && time <= now() - maxSampleAge;
    }

    /** Whether a tick makes it older: the special times never grow, and long ago is as far back as times go. */
    boolean isAgeing(int time) {
        return time > 1 && time < never();
    }

    /** The time, one tick later. */
    int aged(int time) {
        return isAgeing(time) ? time - 1 : time;
    }

    /** A tick taken apart, of a sealed machine. */
    public TickParts parts() {
        TickParts parts = new TickParts();
        for (Field field : ageing) {
            parts.add(new Ageing(field));
        }
        for (int holder = 0; holder < samplesOf.length; holder++) {
            parts.addHolder(guards(holder));
        }
        if (buffers != null) {
            buffers.addTo(parts, this);
        }
        listeners.forEach(parts::add);
        return parts;
    }

    private List<Predicate<State>> guards(int holder) {
        List<Predicate<State>> guards = new ArrayList<>();
        for (Field sample : samplesOf[holder]) {
            guards.add(state -> !isOldSample(state.get(sample)));
        }
        if (buffers != null && holder == samplesOf.length - 1) {
            guards.addAll(buffers.guards(this));
        }
        return guards;
    }

    private final class Ageing implements TickParts.Part {
        private final Field field;

        Ageing(Field field) {
            this.field = field;
        }

        @Override
        public void ticked(State state) {
            state.set(field, aged(state.get(field)));
        }

        @Override
        public boolean isRunning(State state) {
            return isAgeing(state.get(field));
        }
    }

    @Override
    public void fire(State state) {
        for (Field field : ageing) {
            int time = state.get(field);
            if (isAgeing(time)) {
                state.set(field, time - 1);
            }
        }
        if (buffers != null) {
            buffers.age(state, this);
        }
        for (TickListener listener : listeners) {
            listener.ticked(state);
        }
    }

    @Override
    public String describe(State before, State after) {
        return "one tick passes";
    }

    /** Renders an encoded time for a reader. */
    public String format(int time) {
        if (time == ZERO) {
            return "0 (none)";
        }
        if (time == never()) {
            return "STIME_MAX";
        }
        int offset = time - now();
        if (offset == 0) {
            return "now";
        }
        return offset > 0 ? "now+" + offset : "now" + offset + (offset == longAgo() ? " or earlier" : "");
    }
}
