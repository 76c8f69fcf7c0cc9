// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.wakeproof.oracle.Line.Ref;
import org.wakeproof.oracle.RandomSystem.Feature;

/** Random pieces of code that make sense, most of the time. */
final class Phrases {
    private final RandomSystem system;
    private final int firstHelper;
    private final int helpers;
    private final TimePhrases times;
    private final RestPhrases rest;
    private final HandlerPhrases handlers;

    Phrases(RandomSystem system, int firstHelper, int helpers) {
        this.system = system;
        this.firstHelper = firstHelper;
        this.helpers = helpers;
        this.times = new TimePhrases(system);
        this.rest = new RestPhrases(system, this);
        this.handlers = new HandlerPhrases(system, this);
    }

    List<Line> handler() {
        return handlers.handler(helpers > 0 ? firstHelper + helpers - 1 : -1);
    }

    /** Interrupts somebody. */
    Line send() {
        return rest.send().get(0);
    }

    /** The body of a procedure with this number, which calls only such with greater ones. */
    List<Line> body(int phrases, int number) {
        List<Line> body = new ArrayList<>();
        if (system.chance(2)) {
            body.add(memory());
        }
        for (int i = 0; i < phrases; i++) {
            body.addAll(phrase(number));
        }
        if (!body.isEmpty() && isSilent(body.get(0))) {
            body.add(0, memory());
        }
        return body;
    }

    /** Whether it may be done without a step. */
    private static boolean isSilent(Line line) {
        return switch (line.op()) {
            case CALL, REPEAT, ITERATE, RESET, RESTORE, CHOOSE -> true;
            default -> false;
        };
    }

    /** A helper's: its time variable, if it has one, is the first. */
    List<Line> helper(int number, boolean variable) {
        List<Line> body = new ArrayList<>(List.of(system.chance(2) ? memory() : Line.on(Op.STORE_ARGUMENT, word())));
        if (variable) {
            body.addAll(times.sample(new Ref(times.variables(), true), memory()));
        }
        body.addAll(phrase(number));
        return body;
    }

    private List<Line> phrase(int number) {
        List<Supplier<List<Line>>> kinds = new ArrayList<>();
        kinds.add(() -> List.of(memory()));
        kinds.add(this::keep);
        kinds.add(() -> List.of(memory(), memory()));
        kinds.add(this::observe);
        add(kinds, Feature.OWNED, this::own);
        add(kinds, Feature.LOCKS, this::critical);
        add(kinds, Feature.LOCKS, this::tried);
        add(kinds, Feature.SELECTED, this::chosen);
        add(kinds, Feature.RUNNER, this::run);
        add(kinds, Feature.INTERRUPTS, rest::interrupts);
        add(kinds, Feature.INTERRUPTS, rest::send);
        add(kinds, Feature.SLEEP, rest::sleep);
        add(kinds, Feature.MONITOR, rest::monitor);
        add(kinds, Feature.GUEST, rest::guest);
        add(kinds, Feature.TIME, times::phrase);
        add(kinds, Feature.APIC, times::local);
        add(kinds, Feature.DEVICE, this::device);
        add(kinds, Feature.RARE, () -> rare(number));
        if (number < firstHelper + helpers - 1) {
            add(kinds, Feature.CALLS, () -> List.of(call(number)));
        }
        return system.any(kinds).get();
    }

    private void add(List<Supplier<List<Line>>> kinds, Feature feature, Supplier<List<Line>> phrase) {
        if (system.has(feature)) {
            kinds.add(phrase);
        }
    }

    /** A word that anybody may change: often the same one, so that what is done to it meets. */
    Ref word() {
        return system.chance(2) ? system.open.get(0) : system.any(system.open);
    }

    private int max(Ref word) {
        return system.words.get(word.number()).max();
    }

    /** A value for a word; seldom one that is too great. */
    private int value(Ref word) {
        return system.chance(60) ? max(word) + 1 : system.random.nextInt(max(word) + 1);
    }

    /** One line about a word of all. */
    Line memory() {
        Ref word = word();
        int value = value(word);
        int bit = max(word) == 1 ? 0 : system.random.nextInt(2);
        return switch (system.random.nextInt(16)) {
            case 0, 1, 2 -> Line.on(Op.STORE, word, value);
            case 3, 4 -> maybeSkipping(Line.on(Op.LOAD, word));
            case 5 -> maybeSkipping(Line.on(Op.TEST_AND_SET, word, bit));
            case 6 -> maybeSkipping(Line.on(Op.TEST_AND_CLEAR, word, bit));
            case 7 -> Line.on(Op.SET_BIT, word, bit);
            case 8 -> Line.on(Op.CLEAR_BIT, word, bit);
            case 9 -> maybeSkipping(Line.on(Op.ADD, system.open.get(1), system.chance(2) ? -1 : 1));
            case 10 -> maybeSkipping(Line.on(Op.COMPARE_EXCHANGE, word, system.random.nextInt(2), value));
            case 11 -> maybeSkipping(Line.both(Op.SET_BESIDE, word, word(), bit));
            case 12 -> Line.on(Op.STORE_RESULT, word);
            case 13 -> Line.of(Op.FENCE);
            case 14 -> maybeSkipping(Line.of(Op.CHOOSE, 2));
            default -> Line.on(system.chance(2) ? Op.AWAIT : Op.AWAIT_OTHER, seen(), value);
        };
    }

    private Line maybeSkipping(Line line) {
        return system.chance(2) ? line : line.skipping(1 + system.random.nextInt(2), system.random.nextInt(2));
    }

    /** Sees two words in a state that may be one that must not be. */
    private List<Line> observe() {
        return List.of(
                Line.on(Op.LOAD, word()).skipping(2, system.random.nextInt(2)),
                Line.on(Op.LOAD, seen()).skipping(1, system.random.nextInt(2)),
                system.chance(2) ? Line.of(Op.BUG) : Line.on(Op.STORE, word(), 1));
    }

    /** Sees two words, and keeps what they were: in the end it can be told in which orders that was. */
    private List<Line> keep() {
        Ref first = new Ref(system.registers, true);
        Ref second = new Ref(system.registers + system.cpus, true);
        Line keeps = Line.on(Op.STORE_RESULT, first);
        Line looks = Line.on(Op.LOAD, seen());
        if (system.locks.isEmpty() || system.chance(3)) {
            return List.of(looks, keeps, Line.on(Op.LOAD, seen()), Line.on(Op.STORE_RESULT, second));
        }
        if (system.chance(3)) {
            Line tries = Line.of(Op.TRY_LOCK, 2).skipping(2, 0);
            return system.locks.get(2).owner() < 0
                    ? List.of(looks, keeps, tries, Line.on(Op.STORE_RESULT, second), Line.of(Op.UNLOCK, 2))
                    : List.of(looks, keeps);
        }
        Line inside = system.guarded.isEmpty() ? looks : Line.on(Op.LOAD, system.any(system.guarded));
        return List.of(
                Line.of(Op.LOCK, 0),
                inside,
                keeps,
                Line.on(Op.LOAD, seen()),
                Line.of(Op.UNLOCK, 0),
                Line.on(Op.LOAD, seen()),
                Line.on(Op.STORE_RESULT, second));
    }

    /** A word that anybody may read. */
    Ref seen() {
        return system.chance(2) ? system.open.get(0) : new Ref(system.any(system.visible), false);
    }

    private List<Line> own() {
        int value = system.random.nextInt(2);
        Ref own = new Ref(system.owned, true);
        return switch (system.random.nextInt(6)) {
            case 0 ->
                List.of(Line.on(Op.STORE, own, value), Line.on(Op.LOAD, own).skipping(1, 0));
            case 1 -> List.of(Line.on(Op.TEST_AND_SET, own).skipping(1, value));
            case 2 -> List.of(ownStore());
            case 3 ->
                List.of(maybeSkipping(
                        Line.on(Op.LOAD, new Ref(system.published + system.random.nextInt(system.cpus), false))));
            case 4 -> List.of(Line.on(Op.AWAIT, new Ref(system.published, false), value));
            default ->
                List.of(
                        system.chance(20)
                                ? Line.on(Op.STORE, new Ref(system.owned, false), value)
                                : maybeSkipping(Line.on(Op.LOAD, new Ref(system.fixed, false))));
        };
    }

    Line ownStore() {
        return Line.on(
                Op.STORE, new Ref(system.chance(2) ? system.owned : system.published, true), system.random.nextInt(2));
    }

    List<Line> critical() {
        List<Line> lines = new ArrayList<>();
        int how = system.random.nextInt(4);
        int lock = system.chance(3) ? 1 : 0;
        int second = system.chance(2) ? 1 - lock : -1;
        if (how > 1) {
            lines.add(Line.of(how == 2 ? Op.SAVE : Op.CLI));
        }
        lines.add(Line.of(Op.LOCK, lock));
        if (second >= 0) {
            lines.add(Line.of(Op.LOCK, second));
        }
        for (int i = 0; i < 1 + system.random.nextInt(3); i++) {
            boolean under = !system.guarded.isEmpty() && (lock == 0 || second == 0 || system.chance(30));
            Ref word = under && !system.chance(4) ? system.any(system.guarded) : word();
            lines.add(system.chance(3) ? maybeSkipping(Line.on(Op.LOAD, word)) : Line.on(Op.STORE, word, value(word)));
        }
        if (second >= 0) {
            lines.add(Line.of(Op.UNLOCK, second));
        }
        lines.add(Line.of(Op.UNLOCK, lock));
        if (system.chance(2)) {
            lines.add(Line.on(Op.STORE, word(), 1));
        }
        if (how > 1) {
            lines.add(Line.of(how == 2 ? Op.RESTORE : Op.STI));
        }
        // A branch never leaves a critical section, except seldom.
        return system.chance(10) ? lines : lines.stream().map(Phrases::straight).toList();
    }

    static Line straight(Line line) {
        return line.skipping(0, 0);
    }

    private List<Line> tried() {
        int lock = system.locks.get(0).tried() && system.chance(2) ? 0 : 2;
        if (system.locks.get(lock).owner() >= 0 && !system.chance(10)) {
            return List.of(memory());
        }
        if (lock == 2 && system.chance(3)) {
            return List.of(Line.of(Op.LOCK, lock), straight(memory()), Line.of(Op.UNLOCK, lock));
        }
        return List.of(
                Line.of(Op.TRY_LOCK, lock).skipping(2, 0), straight(memory()), Line.of(Op.UNLOCK, lock), memory());
    }

    /** A lock that a word names: 0, usually. */
    private List<Line> chosen() {
        Ref selector = new Ref(system.selector, false);
        if (system.words.get(system.selector).rule().who() == Description.Who.ANYBODY && system.chance(4)) {
            return List.of(Line.on(Op.STORE, selector, 1));
        }
        Ref word = system.any(system.selected);
        return List.of(
                Line.of(Op.LOCK, 0),
                straight(memory()),
                system.chance(3) ? Line.on(Op.LOAD, word) : Line.on(Op.STORE, word, system.random.nextInt(2)),
                system.chance(3) && !system.chance(3) ? Line.on(Op.STORE, selector, 0) : Line.of(Op.FENCE),
                Line.of(Op.UNLOCK, 0));
    }

    private List<Line> run() {
        Ref runs = new Ref(system.running, true);
        Ref word = new Ref(system.runner, false);
        return system.chance(3)
                ? List.of(Line.on(Op.STORE, runs, system.chance(2) ? 2 : 0))
                : List.of(Line.on(Op.LOAD, runs).skipping(2, 0), memory(), Line.on(Op.STORE, word, 1));
    }

    private List<Line> device() {
        Ref register = new Ref(system.register, false);
        return List.of(
                system.chance(2)
                        ? maybeSkipping(Line.on(Op.LOAD, register))
                        : Line.on(Op.STORE, register, system.random.nextInt(2)));
    }

    private List<Line> rare(int number) {
        return switch (system.random.nextInt(5)) {
            case 0 -> List.of(Line.of(Op.STOP));
            case 1 -> List.of(memory(), Line.of(Op.RESET, Math.min(number, system.cpus), 0));
            case 2 -> List.of(Line.of(Op.CHOOSE, 1), Line.of(Op.CHOOSE, 3));
            default -> List.of(Line.on(Op.LOAD, word()).skipping(1, 0), Line.of(Op.BUG));
        };
    }

    private Line call(int number) {
        int least = Math.max(firstHelper, number + 1);
        int callee = least + system.random.nextInt(firstHelper + helpers - least);
        Op how = system.chance(3) ? Op.REPEAT : system.chance(2) ? Op.ITERATE : Op.CALL;
        return maybeSkipping(Line.of(how, callee, system.random.nextInt(2)));
    }
}
