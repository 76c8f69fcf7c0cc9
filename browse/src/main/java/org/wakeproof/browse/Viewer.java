// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.browse.View.Choice;
import org.wakeproof.browse.View.Row;
import org.wakeproof.browse.ViolationSearch.Found;
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
    private final Judge judge;
    private final Walk walk;
    private final Walked walked;

    /** The system's machine is the viewer's from now on: nothing else may run it. */
    public Viewer(ClosedSystem system) {
        machine = system.machine();
        facts = new Facts(machine);
        judge = new Judge(system.properties());
        walk = new Walk(machine);
        walked = new Walked(walk);
    }

    /**
     * Shows a place on a path.
     *
     * @param at how many steps of the path lead to it
     * @param found what decides is marked as far as the path is the one to this violation
     * @throws IllegalArgumentException if there is no such path or place; the message says which step is wrong
     */
    public View view(Route route, int at, Optional<Found> found) {
        int length = route.moves().size();
        if (at < 0 || at > length) {
            throw new IllegalArgumentException("a path of " + length + " steps has no place behind step " + at);
        }
        List<Position> positions = walked.along(route);
        int shared = found.map(of -> of.sharedWith(route)).orElse(0);
        List<Row> trace = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Move move = positions.get(i).moves().get(route.moves().get(i));
            trace.add(row(move.step(), i, i < shared ? found : Optional.empty()));
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
                judge.judge(here, found.filter(of -> at >= of.lossIndex() && at <= shared)));
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
