// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Violation;

/**
 * Looks for the one result that no run had at a place, behind which the code goes on to an operation that no run carried
 * out. It runs the ports with results that are made up, so it learns what can never happen: for once a search is over.
 */
public final class NearMisses {
    /** Call stacks behind results that are made up, at most, where an operation is looked for. */
    private static final int MOST_STACKS = 10_000;
    /** The same where a procedure is, which is called at once or not at all. */
    private static final int FEW_STACKS = 1_000;
    /** Where results are less likely, so many times fewer. */
    private static final int LESS_LIKELY = 5;

    private final Program program;
    private final PossibleResults results;
    /** Where runs have been, by CPU. */
    private final List<List<Frame>> visited = new ArrayList<>();
    /** What each of those places has had for results. */
    private final Map<Frame, SortedSet<Integer>> seen = new IdentityHashMap<>();

    private final Set<Operation> performed = new HashSet<>();
    private Predicate<Operation> given = operation -> false;

    /**
     * A result that no run had, and what it would lead to.
     *
     * @param at the place
     * @param seen the results that runs had there
     * @param unseen the one that they had not
     * @param then the place of the operation that no run carried out, as many steps behind as are needed at least
     */
    public record NearMiss(Frame at, SortedSet<Integer> seen, int unseen, Frame then) {}

    /**
     * A procedure that a CPU would enter with a result that no run had.
     *
     * @param miss the result
     * @param procedure what it would enter
     * @param like a place in it, of another CPU
     */
    public record Call(NearMiss miss, Procedure procedure, Frame like) {}

    /**
     * Where made-up results lead.
     *
     * @param strange how many of them no CPU has had at such a place
     * @param order in which they were made up
     */
    private record Detour(NearMiss origin, Frame frame, int strange, int steps, int order) {
        private static final Comparator<Detour> NEAREST_FIRST = Comparator.comparingInt(Detour::strange)
                .thenComparingInt(Detour::steps)
                .thenComparingInt(Detour::order);
    }

    /** What a program has learnt so far counts as what runs did. */
    public NearMisses(Machine machine, Program program) {
        this.program = program;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            List<Frame> frames = new ArrayList<>();
            for (Frame frame : program.resting(cpu)) {
                SortedSet<Integer> known = new TreeSet<>();
                frame.edges.forEachResult(known::add);
                if (!frame.isDone() && !known.isEmpty()) {
                    frames.add(frame);
                    seen.put(frame, known);
                    performed.add(frame.operation());
                }
            }
            visited.add(frames);
        }
        results = new PossibleResults(seen);
    }

    /** Forbids that other results of some operations are made up first: they would be what is to be explained. */
    public void without(Predicate<Operation> operations) {
        given = operations;
    }

    /** Names every operation that runs carried out, with each CPU that did. */
    public void forEachPerformed(BiConsumer<Operation, Integer> told) {
        seen.keySet().forEach(frame -> told.accept(frame.operation(), frame.cpu));
    }

    /** Whether runs had this result of the operation anywhere. */
    public boolean isSeen(Operation operation, int result) {
        return results.isSeen(operation, result);
    }

    /**
     * The nearest way to an operation that no run carried out.
     *
     * @param isGoal asked for an operation and its CPU
     * @return empty if no single result leads there, as far as was looked
     */
    public Optional<NearMiss> toOperation(BiPredicate<Operation, Integer> isGoal) {
        return to(
                MOST_STACKS,
                frame -> !performed.contains(frame.operation()) && isGoal.test(frame.operation(), frame.cpu));
    }

    /**
     * The nearest way into a procedure in which another CPU carries something out, and which one CPU never enters.
     *
     * @param isDone asked for an operation that is carried out, and its CPU
     */
    public Optional<Call> intoProcedure(BiPredicate<Operation, Integer> isDone) {
        for (List<Frame> frames : visited) {
            List<Frame> doing = frames.stream()
                    .filter(frame -> isDone.test(frame.operation(), frame.cpu))
                    .sorted(Places.ORDER)
                    .limit(1)
                    .toList();
            for (Frame does : doing) {
                for (int cpu = 0; cpu < visited.size(); cpu++) {
                    Optional<Call> call = intoProcedure(does, cpu);
                    if (call.isPresent()) {
                        return call;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Call> intoProcedure(Frame does, int cpu) {
        Set<Procedure> entered = new HashSet<>();
        visited.get(cpu).forEach(frame -> entered.addAll(Places.procedures(frame)));
        List<Procedure> outermostFirst = new ArrayList<>(Places.procedures(does));
        Collections.reverse(outermostFirst);
        return outermostFirst.stream()
                .filter(procedure -> !entered.contains(procedure))
                .map(procedure -> to(
                                FEW_STACKS,
                                frame -> frame.cpu == cpu
                                        && Places.procedures(frame).contains(procedure))
                        .map(miss -> new Call(miss, procedure, does)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * At a place where the result never was another, whatever came before it; where there is none, at one where it was, but not
     * behind the same results. Results that runs had elsewhere come first.
     */
    private Optional<NearMiss> to(int most, Predicate<Frame> isGoal) {
        return follow(starts(Places::line, results::had), results::had, most, isGoal)
                .or(() -> follow(starts(Places::stack, results::had), results::had, most / LESS_LIKELY, isGoal))
                .or(() -> follow(starts(Places::line, results::all), results::all, most / LESS_LIKELY, isGoal));
    }

    /** Every result that no run had at a place, and where it leads at once. */
    private PriorityQueue<Detour> starts(
            Function<Frame, Object> place, Function<Operation, SortedSet<Integer>> possible) {
        PriorityQueue<Detour> starts = new PriorityQueue<>(Detour.NEAREST_FIRST);
        for (List<Frame> frames : visited) {
            Map<Object, SortedSet<Integer>> had = new HashMap<>();
            Map<Object, Frame> firsts = new HashMap<>();
            for (Frame frame : frames) {
                Object key = place.apply(frame);
                had.computeIfAbsent(key, unknown -> new TreeSet<>()).addAll(seen.get(frame));
                firsts.merge(key, frame, (one, other) -> Places.ORDER.compare(one, other) <= 0 ? one : other);
            }
            firsts.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Places.ORDER))
                    .forEach(entry -> {
                        Frame frame = entry.getValue();
                        SortedSet<Integer> known = Collections.unmodifiableSortedSet(had.get(entry.getKey()));
                        possible.apply(frame.operation()).stream()
                                .filter(result -> !known.contains(result) && !given.test(frame.operation()))
                                .forEach(result -> next(frame, result)
                                        .ifPresent(target -> starts.add(new Detour(
                                                new NearMiss(frame, known, result, target),
                                                target,
                                                0,
                                                0,
                                                starts.size()))));
                    });
        }
        return starts;
    }

    /** What is met first is a nearest: behind as few results as possible that are strange there, and then in as few steps. */
    private Optional<NearMiss> follow(
            PriorityQueue<Detour> open,
            Function<Operation, SortedSet<Integer>> possible,
            int most,
            Predicate<Frame> isGoal) {
        Set<Frame> met = Collections.newSetFromMap(new IdentityHashMap<>());
        met.addAll(seen.keySet());
        int made = open.size();
        while (!open.isEmpty() && met.size() < seen.size() + most) {
            Detour detour = open.poll();
            Frame frame = detour.frame;
            if (frame.isDone() || !met.add(frame)) {
                continue;
            }
            Operation operation = frame.operation();
            if (isGoal.test(frame)) {
                NearMiss origin = detour.origin;
                return Optional.of(new NearMiss(origin.at, origin.seen, origin.unseen, frame));
            }
            for (int result : possible.apply(operation)) {
                Optional<Frame> target = next(frame, result);
                if (target.isPresent()) {
                    int strange = detour.strange + (results.isStrange(frame, result) ? 1 : 0);
                    open.add(new Detour(detour.origin, target.get(), strange, detour.steps + 1, made++));
                }
            }
        }
        return Optional.empty();
    }

    /** Where a result leads; empty if the code makes nothing of it, as of one that cannot be. */
    private Optional<Frame> next(Frame frame, int result) {
        try {
            return Optional.of(program.next(frame, result).target());
        } catch (ModelException | Violation e) {
            return Optional.empty();
        }
    }
}
