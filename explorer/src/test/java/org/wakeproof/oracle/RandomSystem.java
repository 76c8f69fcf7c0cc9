// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.wakeproof.oracle.Description.Comparator;
import org.wakeproof.oracle.Description.Devices;
import org.wakeproof.oracle.Description.Happening;
import org.wakeproof.oracle.Description.LockOf;
import org.wakeproof.oracle.Description.Rule;
import org.wakeproof.oracle.Description.TimeOf;
import org.wakeproof.oracle.Description.Timing;
import org.wakeproof.oracle.Description.Urgency;
import org.wakeproof.oracle.Description.Who;
import org.wakeproof.oracle.Description.WordOf;
import org.wakeproof.oracle.Line.Ref;

/** A random system: a few of the machine's features at a time, so that they meet often in a small space. */
final class RandomSystem {
    /** What a system may be about. */
    enum Feature {
        OWNED,
        LOCKS,
        SELECTED,
        RUNNER,
        INTERRUPTS,
        SLEEP,
        MONITOR,
        TIME,
        APIC,
        GUEST,
        CALLS,
        DEVICE,
        TSO,
        /** Handlers that let interrupts in. */
        NESTED,
        RARE
    }

    final SplittableRandom random;
    final Set<Feature> features = EnumSet.noneOf(Feature.class);
    /** Whether it is a litmus test. */
    final boolean litmus;
    /** Whether its CPUs take turns. */
    final boolean relay;

    final int cpus;
    final List<WordOf> words = new ArrayList<>();
    final List<LockOf> locks = new ArrayList<>();
    final List<TimeOf> times = new ArrayList<>();
    /** Words that anybody may change. */
    final List<Ref> open = new ArrayList<>();
    /** Words that anybody may read; properties, too. */
    final List<Integer> visible = new ArrayList<>();
    /** The first of the words in which each CPU keeps what it has seen; behind them is a second for each. */
    final int registers;
    /** The first of the words that each CPU owns, and that each CPU alone changes; -1 for none. */
    final int owned;

    /** A word that tells whether a handler has been there; -1 for none. */
    final int again;

    final int published;
    final int fixed;
    /** Words under lock 0. */
    final List<Ref> guarded = new ArrayList<>();
    /** The word that names a lock, and the words under that lock. */
    final int selector;

    final List<Ref> selected = new ArrayList<>();
    /** The first of the words that say what runs, and the word of what runs. */
    final int running;

    final int runner;
    /** The first of the words that the CPUs' monitors see. */
    final int monitored;

    final int register;
    final int vectors;
    final Devices devices;
    private final Timing timing;

    RandomSystem(long seed) {
        random = new SplittableRandom(seed);
        int kind = random.nextInt(10);
        litmus = kind < 3;
        relay = kind >= 7;
        cpus = litmus ? 2 : relay ? 2 + random.nextInt(2) : random.nextInt(10) < 2 ? 1 : chance(10) ? 3 : 2;
        if (litmus || relay) {
            features.addAll(litmus ? Litmus.features(this) : Relay.features(this));
        }
        for (Feature feature : Feature.values()) {
            boolean often = feature == Feature.OWNED || feature == Feature.LOCKS;
            if (!litmus && !relay && random.nextInt(10) < (often ? 5 : 2)) {
                features.add(feature);
            }
        }
        if (cpus == 1) {
            features.remove(Feature.SELECTED);
        }
        if (has(Feature.SLEEP)
                || has(Feature.APIC)
                || has(Feature.GUEST)
                || has(Feature.MONITOR)
                || has(Feature.NESTED)) {
            features.add(Feature.INTERRUPTS);
        }
        boolean timed = has(Feature.TIME) || has(Feature.APIC);
        timing = timed ? new Timing(1 + random.nextInt(2), random.nextInt(2), 1) : new Timing(0, 0, 1);
        if (has(Feature.LOCKS) || has(Feature.SELECTED)) {
            locks.add(new LockOf(!litmus && random.nextBoolean(), -1));
            locks.add(new LockOf(false, -1));
            locks.add(new LockOf(
                    !relay || random.nextBoolean(), !litmus && chance(relay ? 2 : 4) ? random.nextInt(cpus) : -1));
        }
        opened(1, 0, false, -1);
        opened(3, random.nextInt(2), random.nextBoolean(), -1);
        again = has(Feature.NESTED) ? words.size() : -1;
        if (again >= 0) {
            opened(1, 0, false, -1);
        }
        registers = each(Who.OWNER, 1);
        each(Who.OWNER, 1);
        owned = has(Feature.OWNED) ? each(Who.OWNER, 1) : -1;
        published = has(Feature.OWNED) ? each(Who.WRITER, 1) : -1;
        fixed = has(Feature.OWNED) ? add(3, relay ? 1 : random.nextInt(4), new Rule(Who.NOBODY_CHANGES, 0, 0)) : -1;
        if (has(Feature.LOCKS)) {
            guarded.add(new Ref(add(3, 0, new Rule(Who.HOLDER, 0, 0)), false));
            guarded.add(new Ref(add(1, 0, new Rule(Who.HOLDER_WRITES, 0, 0)), false));
        }
        selector = has(Feature.SELECTED) ? add(1, 0, selectorRule()) : -1;
        if (has(Feature.SELECTED)) {
            selected.add(new Ref(add(1, 0, new Rule(Who.SELECTED_HOLDER, selector, 0)), false));
            selected.add(new Ref(add(1, 0, new Rule(Who.SELECTED_HOLDER_WRITES, selector, 0)), false));
        }
        running = has(Feature.RUNNER) ? each(chance(2) ? Who.ANYBODY : Who.WRITER, 2) : -1;
        runner = has(Feature.RUNNER) ? add(1, 0, new Rule(Who.RUNNER, running, 2)) : -1;
        monitored = words.size();
        for (int cpu = 0; has(Feature.MONITOR) && cpu < cpus; cpu++) {
            opened(1, 0, false, cpu);
        }
        register = has(Feature.DEVICE) ? add(1, 0, new Rule(Who.DEVICE, 0, 0)) : -1;
        if (timed) {
            times.add(new TimeOf(Rule.anybody(), false));
            times.add(new TimeOf(new Rule(chance(2) ? Who.OWNER : Who.WRITER, relay ? cpus - 1 : 0, 0), true));
            times.add(new TimeOf(locks.isEmpty() ? Rule.anybody() : new Rule(Who.HOLDER, 0, 0), false));
        }
        if (timed && relay) {
            times.add(new TimeOf(new Rule(Who.OWNER, cpus - 1, 0), false));
        }
        vectors = has(Feature.INTERRUPTS) || timed || has(Feature.DEVICE)
                ? has(Feature.NESTED) && relay ? 2 : 1 + random.nextInt(2)
                : 0;
        devices = devices(timed);
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private int add(int max, int initial, Rule rule) {
        words.add(new WordOf(max, initial, rule, false, -1));
        return words.size() - 1;
    }

    private void opened(int max, int initial, boolean saturating, int monitor) {
        words.add(new WordOf(max, initial, Rule.anybody(), saturating, monitor));
        open.add(new Ref(words.size() - 1, false));
        visible.add(words.size() - 1);
    }

    private int each(Who who, int max) {
        int first = words.size();
        for (int cpu = 0; cpu < cpus; cpu++) {
            int number = add(max, max == 2 && cpu == 0 ? 2 : 0, new Rule(who, cpu, 0));
            if (who != Who.OWNER) {
                visible.add(number);
            }
        }
        return first;
    }

    private Rule selectorRule() {
        return switch (random.nextInt(3)) {
            case 0 -> Rule.anybody();
            case 1 -> new Rule(Who.HOLDER_WRITES, 0, 0);
            default -> new Rule(Who.NOBODY_CHANGES, 0, 0);
        };
    }

    private Devices devices(boolean timed) {
        List<Comparator> comparators = new ArrayList<>();
        if (has(Feature.TIME) && chance(2)) {
            comparators.add(new Comparator(random.nextInt(vectors), 1 + random.nextInt((1 << cpus) - 1), chance(2)));
        }
        List<Happening> happenings = new ArrayList<>();
        for (int i = 0; has(Feature.DEVICE) && i < 1 + random.nextInt(2); i++) {
            int vector = random.nextBoolean() ? -1 : random.nextInt(vectors);
            int word = any(open).number();
            happenings.add(
                    new Happening(chance(3), word, random.nextInt(2), random.nextInt(2), vector, random.nextInt(cpus)));
        }
        Urgency urgency =
                timed && chance(relay ? 2 : 4) ? new Urgency(relay ? cpus - 1 : random.nextInt(cpus), exempts()) : null;
        int apic = has(Feature.APIC) ? random.nextInt(vectors) : -1;
        boolean ticks = relay ? comparators.isEmpty() : chance(6);
        int pit = timed && ticks ? random.nextInt(vectors) : -1;
        return new Devices(comparators, apic, pit, happenings, urgency);
    }

    /** A word that decides whether time waits for a CPU: one that never changes, or another. */
    private int exempts() {
        return fixed >= 0 && chance(2) ? fixed : chance(2) ? 0 : any(visible);
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Description described() {
        RandomCode code = new RandomCode(this, timing.horizon() > 0);
        boolean tso = has(Feature.TSO);
        return new Description(
                cpus,
                timing,
                tso ? 1 + random.nextInt(2) : 0,
                tso && chance(2),
                words,
                locks,
                times,
                code.handlers,
                code.procedures,
                code.boots,
                devices,
                new Questions(this).asked());
    }
}
