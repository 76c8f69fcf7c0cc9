// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/**
 * Learns what procedures ask for next, each place once, by {@link PortRun}. Runs port code under one lock; the search
 * itself needs it only when it meets a result for the first time.
 */
final class Compiler {
    /** Longer histories mean a loop that should be a repeated procedure. */
    static final int MAX_HISTORY = 2_000;
    /** Places are looked at again in at most so many orders, and in one where there are many of them. */
    private static final int MOST_ORDERS = 20;

    private static final int MANY = 20_000;

    private final PortRun run;
    private final BooleanSupplier isOver;
    private final Map<List<Integer>, Activation> entries = new HashMap<>();
    private final boolean checkDeterminism;

    Compiler(Machine machine, boolean checkDeterminism, PortWatch ports, BooleanSupplier isOver) {
        this.run = new PortRun(machine, ports);
        this.isOver = isOver;
        this.checkDeterminism = checkDeterminism;
    }

    /** Where a procedure starts. */
    synchronized Activation entry(int cpu, Procedure procedure, int[] arguments) {
        Integer[] key = new Integer[arguments.length + 2];
        key[0] = cpu;
        key[1] = procedure.number();
        for (int i = 0; i < arguments.length; i++) {
            key[i + 2] = arguments[i];
        }
        List<Integer> keys = Arrays.asList(key);
        Activation entry = entries.get(keys);
        if (entry == null) {
            entry = compile(cpu, procedure, arguments, new int[0]);
            entries.put(keys, entry);
        }
        return entry;
    }

    synchronized boolean hasEntered(Procedure procedure) {
        return entries.keySet().stream().anyMatch(key -> key.get(1) == procedure.number());
    }

    /** Names every place that has been learnt. */
    synchronized void forEachActivation(Consumer<Activation> told) {
        entries.values().forEach(entry -> forEach(entry, told));
    }

    /** Where a procedure is once what it asked for has given this result. */
    Activation next(int cpu, Activation activation, int result) {
        Activation next = activation.children.known(result);
        return next != null ? next : learn(cpu, activation, result);
    }

    private synchronized Activation learn(int cpu, Activation activation, int result) {
        Activation next = activation.children.known(result);
        if (next == null) {
            int length = activation.history.length;
            if (length >= MAX_HISTORY) {
                throw new ModelException("procedure " + activation.procedure + " has asked for " + length
                        + " operations in one activation: make a round of its loop a procedure, and repeat() it");
            }
            int[] longer = Arrays.copyOf(activation.history, length + 1);
            longer[length] = result;
            next = compile(cpu, activation.procedure, activation.arguments, longer);
            activation.children.learn(result, next);
        }
        return next;
    }

    private Activation compile(int forCpu, Procedure procedure, int[] arguments, int[] results) {
        Activation first = run.of(forCpu, procedure, arguments, results, true);
        if (checkDeterminism) {
            compare(first, run.of(forCpu, procedure, arguments, results, false), "then");
        }
        return first;
    }

    private static void compare(Activation first, Activation later, String when) {
        if (!first.asksLike(later)) {
            throw new ModelException("procedure " + first.procedure
                    + " is not deterministic: with the same results it asked first for " + first.describe() + ", "
                    + when
                    + " for " + later.describe()
                    + "; it reads something that is neither a cell, an argument nor fixed by wiring");
        }
    }

    /** A place with the CPU that it was learnt for. */
    private record Place(int cpu, Activation activation) {}

    /**
     * Runs all that has been learnt once more, from the last to the first and then in random orders, always the same
     * ones. A Java field that one procedure writes and another reads is no part of any state; but who runs before whom
     * is another now, so the reader asks for something else.
     *
     * @throws ModelException if a procedure does
     */
    synchronized void checkAgain() {
        if (!checkDeterminism) {
            return;
        }
        List<Place> places = places();
        Collections.reverse(places);
        Random random = new Random(places.size());
        int orders = Math.max(1, Math.min(MOST_ORDERS, MANY / Math.max(1, places.size())));
        for (int order = 0; order < orders; order++) {
            for (Place place : places) {
                if (isOver.getAsBoolean()) {
                    return;
                }
                Activation known = place.activation();
                compare(
                        known,
                        run.of(place.cpu(), known.procedure, known.arguments, known.history, false),
                        "and once other code had run");
            }
            Collections.shuffle(places, random);
        }
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        entries.forEach((key, entry) -> forEach(entry, activation -> places.add(new Place(key.get(0), activation))));
        return places;
    }

    private static void forEach(Activation entry, Consumer<Activation> told) {
        Deque<Activation> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            Activation activation = open.pop();
            told.accept(activation);
            activation.children.forEachResult(result -> open.push(activation.children.known(result)));
        }
    }
}
