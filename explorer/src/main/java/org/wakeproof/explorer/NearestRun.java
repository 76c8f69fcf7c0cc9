// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Nearest.Turn;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Paths;
import org.wakeproof.explorer.model.Watched;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.program.NearMisses;
import org.wakeproof.explorer.program.NearMisses.Call;
import org.wakeproof.explorer.program.NearMisses.NearMiss;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.Finding;
import org.wakeproof.explorer.property.Wanted;
import org.wakeproof.explorer.search.BreadthFirstSearch;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Violation;

/** Finds out how near runs come to what is never met, once a search is over. */
final class NearestRun {
    /** Behind one result another may be missing, and so on; what is further away explains nothing. */
    private static final int MOST_TURNS = 3;
    /** States stored in search of the run. */
    private static final long MOST_STATES = 1_000_000;

    private static final String REACHED = "the nearest place";

    private final Model explored;
    private final Options options;
    private final Watched watched;

    /**
     * @param explored what the search has learnt; what never happens is added to it
     * @param watched what properties and devices read
     */
    NearestRun(Model explored, Options options, Watched watched) {
        this.explored = explored;
        this.options = options;
        this.watched = watched;
    }

    /** How near runs come; empty where no single result would do. */
    Optional<Nearest> to(Property.Sometimes never) {
        NearMisses misses = new NearMisses(explored.machine, explored.program);
        Map<Field, Set<Integer>> met = new HashMap<>();
        misses.forEachPerformed((operation, cpu) -> brought(operation, cpu)
                .forEach((field, value) ->
                        met.computeIfAbsent(field, unknown -> new HashSet<>()).add(value)));
        Map<Field, Set<Integer>> missing = Wanted.by(never.met())
                .missing((field, value) -> met.getOrDefault(field, Set.of()).contains(value));
        List<Turn> turns = new ArrayList<>();
        Set<Frame> places = new LinkedHashSet<>();
        while (!missing.isEmpty() && turns.size() < MOST_TURNS) {
            NearMiss miss = addTurn(misses, missing, turns);
            if (miss == null) {
                break;
            }
            places.add(miss.at());
            boolean isNowhere = miss.at().operation() instanceof Operation.Load load
                    && !load.isPure()
                    && !misses.isSeen(load, miss.unseen());
            missing = isNowhere
                    ? Map.of(((Operation.Load) miss.at().operation()).cell().field(), Set.of(miss.unseen()))
                    : Map.of();
        }
        return places.stream().reduce((before, last) -> last).map(last -> new Nearest(List.copyOf(turns), run(last)));
    }

    /** The next place at which all runs turn the same way, which is added to the others; null if there is none. */
    private @Nullable NearMiss addTurn(NearMisses misses, Map<Field, Set<Integer>> missing, List<Turn> turns) {
        misses.without(operation -> operation instanceof Operation.Load load
                && missing.containsKey(load.cell().field()));
        Optional<NearMiss> direct = misses.toOperation((operation, cpu) -> brought(operation, cpu).entrySet().stream()
                .anyMatch(part -> missing.getOrDefault(part.getKey(), Set.of()).contains(part.getValue())));
        if (direct.isPresent()) {
            turns.add(turn(direct.get(), "'" + inWords(direct.get().then()) + "'"));
            return direct.get();
        }
        Set<String> names =
                missing.keySet().stream().map(NearestRun::unnumbered).collect(Collectors.toSet());
        Optional<Call> call = misses.intoProcedure((operation, cpu) ->
                brought(operation, cpu).keySet().stream().anyMatch(field -> names.contains(unnumbered(field))));
        if (call.isEmpty()) {
            return null;
        }
        Frame like = call.get().like();
        turns.add(turn(
                call.get().miss(),
                call.get().procedure() + ", where CPU" + like.cpu + " does '" + inWords(like) + "'"));
        return call.get().miss();
    }

    private static String unnumbered(Field field) {
        return field.name().replaceAll("\\d+", "");
    }

    private static Turn turn(NearMiss miss, String then) {
        Operation operation = miss.at().operation();
        return new Turn(
                miss.at().cpu,
                miss.at().functions(),
                miss.seen().stream().map(operation::describe).toList(),
                operation.describe(miss.unseen()),
                then,
                miss.then().functions());
    }

    /** What the operation does where nothing has been done before, if it can be carried out there. */
    private String inWords(Frame frame) {
        Operation operation = frame.operation();
        try {
            return operation.describe(operation.apply(explored.initial(), frame.cpu, 0));
        } catch (Violation e) {
            return operation.describe(0);
        }
    }

    /** The values that an operation gives fields, and that they do not hold at first, where nothing else has been done before. */
    private Map<Field, Integer> brought(Operation operation, int cpu) {
        if (operation instanceof Operation.Store store) {
            Field field = store.cell().field();
            return store.value() == field.initial() ? Map.of() : Map.of(field, store.value());
        }
        PackedState state = explored.initial();
        try {
            operation.apply(state, cpu, 0);
        } catch (Violation e) {
            return Map.of();
        }
        return explored.machine.fields().stream()
                .filter(field -> state.get(field) != field.initial())
                .collect(Collectors.toMap(field -> field, state::get));
    }

    /** A shortest run that carries out what is asked at a place, and not the steps behind it. */
    private Optional<Trace> run(Frame place) {
        Limits few = new Limits(options.withMaxStates(Math.min(MOST_STATES, options.maxStates())), explored.limits);
        return watched.untilForeseen(() -> {
            Model model = new Model(explored.machine, List.of(), watched, options.fuse(), false, few)
                    .withLookout((operation, state, cpu, frame) -> {
                        if (frame.isSamePlace(place)) {
                            throw new Violation(REACHED, "");
                        }
                    });
            Finding found = new BreadthFirstSearch(
                            model,
                            new Checks(List.of()),
                            few,
                            options.withThreads(1).withStorage(Options.Storage.EXACT))
                    .run();
            return Optional.ofNullable(found)
                    .filter(each -> each.property().equals(REACHED))
                    .map(each -> few.lifted(() -> trace(each.steps().get(), place)));
        });
    }

    private Trace trace(List<Integer> steps, Frame place) {
        Model model = new Model(
                explored.machine,
                List.of(),
                new Watched(explored.machine, false),
                options.fuse(),
                false,
                explored.limits);
        PackedState at = model.initial();
        List<TraceStep> all = new ArrayList<>();
        int from = 0;
        for (int step : steps) {
            from = all.size();
            all.addAll(Paths.trace(model, model.stepper(), at, List.of(step)));
        }
        int end = from;
        while (end < all.size() - 1
                && !(place.operation().equals(all.get(end).operation())
                        && place.functions().equals(all.get(end).functions()))) {
            end++;
        }
        return new Trace(List.copyOf(all.subList(0, end + 1)), end + 1, end + 1);
    }
}
