// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver.Answer;

/**
 * The graph of the places at which a CPU's interrupts are off, and of the steps between them. It has no cycle but of steps
 * that shrink the sets of a {@link org.wakeproof.prove.logic.Visit} or that retry, so a CPU that takes steps comes to
 * where interrupts are on, or it sleeps.
 */
public final class Stretches {
    private record Edge(Step step, Places from, Places to) {}

    private final ParametricSystem system;
    private final Response response;

    /**
     * The graph of a system.
     *
     * @throws java.util.NoSuchElementException if the system claims no response
     */
    public Stretches(ParametricSystem system) {
        this.system = system;
        response = system.response().orElseThrow();
    }

    /** Interrupts do not stay off; where they may, the places of a cycle are told. */
    public Check end() {
        long start = System.nanoTime();
        Map<Places, List<Edge>> graph = graph();
        for (List<Edge> edges : graph.values()) {
            for (Edge edge : edges) {
                if (!isVisit(edge)) {
                    List<String> cycle = back(graph, edge);
                    if (!cycle.isEmpty()) {
                        return check(Answer.SATISFIABLE, start, cycle);
                    }
                }
            }
        }
        return check(Answer.UNSATISFIABLE, start, List.of());
    }

    private static Check check(Answer answer, long start, List<String> cycle) {
        return new Check(
                Kind.ENDS,
                "interrupts off",
                answer,
                1,
                (System.nanoTime() - start) / 1_000_000,
                cycle,
                Optional.empty());
    }

    private Map<Places, List<Edge>> graph() {
        Map<Places, List<Edge>> graph = new LinkedHashMap<>();
        system.steps().forEach(step -> Places.checkLeadsNobodyElse(system, step));
        for (Places places : Places.all(system)) {
            if (places.isFalse(response.interruptible().node())
                    && system.invariant().stream()
                            .noneMatch(each -> places.isFalse(each.body().node()))) {
                graph.put(places, edges(places));
            }
        }
        return graph;
    }

    private List<Edge> edges(Places from) {
        List<Edge> edges = new ArrayList<>();
        for (Step step : system.steps()) {
            boolean isOwn = step.agent() == Agent.CPU;
            if (!step.isRetry()
                    && (isOwn || from.isWrittenBy(step))
                    && !from.isFalse(step.guard().node())) {
                edges.add(new Edge(step, from, from.behind(step)));
            }
        }
        return edges;
    }

    /** Where interrupts are on in the loop, what has them off on top of it is none of its steps. */
    private boolean isVisit(Edge edge) {
        return response.visit().steps().isEmpty()
                && edge.from().isTrue(response.visit().where().node())
                && edge.to().isTrue(response.visit().where().node());
    }

    /** The steps of a cycle that begins with an edge; nothing if it is on none. */
    private static List<String> back(Map<Places, List<Edge>> graph, Edge edge) {
        Map<Places, Edge> by = new HashMap<>();
        Deque<Places> open = new ArrayDeque<>(List.of(edge.to()));
        Set<Places> seen = new HashSet<>(List.of(edge.to()));
        while (!open.isEmpty() && !seen.contains(edge.from())) {
            for (Edge next : graph.getOrDefault(open.poll(), List.of())) {
                if (seen.add(next.to())) {
                    by.put(next.to(), next);
                    open.add(next.to());
                }
            }
        }
        if (!seen.contains(edge.from())) {
            return List.of();
        }
        Deque<String> cycle = new ArrayDeque<>();
        for (Places at = edge.from(); !at.equals(edge.to()); at = by.get(at).from()) {
            cycle.addFirst(by.get(at).step().name());
        }
        cycle.addFirst(edge.step().name());
        return List.copyOf(new LinkedHashSet<>(cycle));
    }
}
