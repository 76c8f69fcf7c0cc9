// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.StateGraph;
import org.wakeproof.machine.State;
import org.wakeproof.report.TextTrace;

/** The state graph of a small system for Graphviz: what is wrong is filled, the start has two rings. */
public final class StateGraphDot {
    /** How many states a graph that somebody looks at may have. */
    public static final int LIMIT = 500;

    private static final int CHARACTERS = 44;
    private static final int OPERATIONS = 4;

    private StateGraphDot() {}

    /** The graph as a text in Graphviz's language. */
    public static String render(ClosedSystem system, StateGraph graph, String title) {
        StringBuilder dot = new StringBuilder("digraph states {\n");
        dot.append("  label=").append(quoted(List.of(title))).append(";\n");
        dot.append("  node [shape=box, fontname=\"sans-serif\", fontsize=9];\n");
        dot.append("  edge [fontname=\"monospace\", fontsize=8];\n");
        List<String> start = parts(system, graph.states().get(0));
        for (int number = 0; number < graph.states().size(); number++) {
            State state = graph.states().get(number);
            List<String> lines = label(number, parts(system, state), start);
            dot.append("  s").append(number).append(" [label=").append(quoted(lines));
            dot.append(number == 0 ? ", peripheries=2" : "");
            dot.append(isWrong(system, state) ? ", style=filled, fillcolor=\"#f5c6b0\"" : "");
            dot.append("];\n");
        }
        edges(dot, graph);
        return dot.append("}\n").toString();
    }

    private static List<String> parts(ClosedSystem system, State state) {
        return List.of(system.outcome().apply(state).split("; "));
    }

    /** What a state looks like; but for the start, only where it differs from the start. */
    private static List<String> label(int number, List<String> parts, List<String> start) {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(number)));
        parts.stream()
                .filter(part -> number == 0 || !start.contains(part))
                .forEach(part -> TextTrace.wrap(part, CHARACTERS, "  ", lines));
        return lines;
    }

    private static void edges(StringBuilder dot, StateGraph graph) {
        int broken = 0;
        for (StateGraph.Edge edge : graph.edges()) {
            String target = "s" + edge.to();
            if (edge.to() < 0) {
                target = "broken" + broken++;
                dot.append("  ")
                        .append(target)
                        .append(" [label=\"a rule is broken\", style=filled, fillcolor=\"#f5c6b0\"];\n");
            }
            List<String> lines = new ArrayList<>(List.of(edge.who()));
            edge.what().stream().limit(OPERATIONS).forEach(lines::add);
            if (edge.what().size() > OPERATIONS) {
                lines.add("and " + (edge.what().size() - OPERATIONS) + " more");
            }
            dot.append("  s").append(edge.from()).append(" -> ").append(target);
            dot.append(" [label=").append(quoted(lines)).append("];\n");
        }
    }

    private static boolean isWrong(ClosedSystem system, State state) {
        for (Property property : system.properties()) {
            if (property instanceof Property.Always always && !always.holds().test(state)
                    || property instanceof Property.Leaves leaves
                            && leaves.region().test(state)) {
                return true;
            }
        }
        return false;
    }

    /** A string of Graphviz, its lines aligned on the left. */
    private static String quoted(List<String> lines) {
        StringBuilder text = new StringBuilder("\"");
        for (String line : lines) {
            text.append(line.replace("\\", "\\\\").replace("\"", "\\\"")).append("\\l");
        }
        return text.append('"').toString();
    }
}
