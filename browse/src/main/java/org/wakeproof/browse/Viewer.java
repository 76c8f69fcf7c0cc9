// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wakeproof.browse.View.Choice;
import org.wakeproof.browse.View.Row;
import org.wakeproof.browse.View.Watch;
import org.wakeproof.browse.ViolationSearch.Found;
import org.wakeproof.browse.expression.Expression;
import org.wakeproof.browse.expression.Names;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Walk;
import org.wakeproof.explorer.Walk.Move;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;
import org.wakeproof.report.TextTrace;

/** Walks a path, and shows what it leads to. */
public final class Viewer {
    private final Machine machine;
    private final Facts facts;
    private final Names names;
    private final Judge judge;
    private final Walk walk;
    private final Walked walked;

    /** The system's machine is the viewer's from now on: nothing else may run it. */
    public Viewer(ClosedSystem system) {
        machine = system.machine();
        facts = new Facts(machine);
        names = new Names(machine, facts.cellsByName());
        judge = new Judge(system.properties());
        walk = new Walk(machine);
        walked = new Walked(walk);
    }

    /**
     * Shows a place on a path.
     *
     * @param at how many steps of the path lead to it
     * @param found what decides is marked as far as the path is the one to one of these violations
     * @param expression what to ask of each state of the path; empty for nothing
     * @throws IllegalArgumentException if there is no such path or place; the message says which step is wrong
     */
    View view(Route route, int at, List<Found> found, String expression) {
        int length = route.moves().size();
        if (at < 0 || at > length) {
            throw new IllegalArgumentException("a path of " + length + " steps has no place behind step " + at);
        }
        List<Position> positions = walked.along(route);
        Optional<Found> nearest = found.stream().max(Comparator.comparingInt(of -> of.sharedWith(route)));
        int shared = nearest.map(of -> of.sharedWith(route)).orElse(0);
        List<Row> trace = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Move move = positions.get(i).moves().get(route.moves().get(i));
            trace.add(row(move.step(), i, i < shared ? nearest : Optional.empty()));
        }
        Position here = positions.get(at);
        return new View(
                route.toString(),
                at,
                trace,
                choices(here),
                facts.cpus(here),
                facts.changes(positions.get(Math.max(0, at - 1)), here),
                facts.cells(here),
                judge.judge(
                        here,
                        found.stream()
                                .filter(of -> at >= of.lossIndex() && at <= of.sharedWith(route))
                                .toList()),
                expression.isBlank() ? null : watch(expression, positions));
    }

    private Watch watch(String text, List<Position> positions) {
        try {
            Expression expression = Expression.parse(text, names);
            return new Watch(expression.isTruth(), expression.along(positions), null);
        } catch (IllegalArgumentException e) {
            return new Watch(false, List.of(), e.getMessage());
        }
    }

    /**
     * Refuses what is no path.
     *
     * @throws IllegalArgumentException if there is no such path; the message says which step is wrong
     */
    public void check(Route route) {
        walked.along(route);
    }

    /**
     * The steps of a path behind which something can follow.
     *
     * @throws IllegalArgumentException if there is no such path, or its last step breaks a rule
     */
    List<Integer> stepsOf(Route route) {
        List<Position> positions = walked.along(route);
        positions.get(positions.size() - 1).broken().ifPresent(rule -> {
            throw new IllegalArgumentException("the last step breaks the rule '" + rule + "': nothing follows");
        });
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < route.moves().size(); i++) {
            steps.add(positions.get(i).moves().get(route.moves().get(i)).step().step());
        }
        return steps;
    }

    /**
     * The path of steps that a search has recorded.
     *
     * @throws org.wakeproof.explorer.ModelException if one cannot be taken
     */
    Route routeOf(List<TraceStep> steps) {
        List<Integer> moves = new ArrayList<>();
        Position at = walk.start();
        for (TraceStep step : steps) {
            int move = at.moveOf(step.step());
            moves.add(move);
            at = at.take(move);
        }
        return new Route(moves);
    }

    private static String agent(TraceStep step) {
        return step.isByCpu() ? "CPU" + step.cpu() : step.functions();
    }

    private static String function(TraceStep step) {
        return step.isByCpu() && !step.isInterrupt() ? TextTrace.innermost(step) : "";
    }

    private static Row row(TraceStep step, int number, Optional<Found> found) {
        return new Row(
                step.isByCpu() ? step.cpu() : -1,
                agent(step),
                function(step),
                step.functions(),
                step.description(),
                step.isPrivate(),
                found.map(of -> of.decisive().is(number)).orElse(false),
                found.flatMap(of -> of.decisive().note(number)).orElse(null));
    }

    private List<Choice> choices(Position position) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < position.moves().size(); i++) {
            Move move = position.moves().get(i);
            TraceStep step = move.step();
            choices.add(new Choice(
                    agent(step),
                    isExternal(step),
                    function(step),
                    step.description(),
                    move.broken().orElse(null),
                    position.run(i)));
        }
        return choices;
    }

    private boolean isExternal(TraceStep step) {
        return !step.isByCpu() && machine.events().get(Step.detail(step.step())).kind() == Event.Kind.EXTERNAL;
    }
}
