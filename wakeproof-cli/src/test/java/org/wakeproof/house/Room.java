// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Maven module of the house: what it holds, and what it may use.
 *
 * @param module its folder and artifact
 * @param packages its root package and those below, as ArchUnit writes it
 * @param uses the modules that it may use
 * @param libraries packages of others that it may use, besides Java's own
 */
record Room(String module, String packages, List<String> uses, List<String> libraries) {
    private static final String JSON = "com.fasterxml.jackson..";
    private static final String PATH_FINDER = "gov.nasa.jpf..";

    private static final List<String> PORTS =
            List.of("machine", "softirq", "hpet-broadcast", "sched-credit", "cpuidle");
    private static final List<String> QUESTIONS = with(PORTS, "explorer", "scenarios");
    private static final List<String> TOOLS = with(QUESTIONS, "history", "report");

    /** The plan, from the bottom up: each module may use some of those above it in this list. */
    static final List<Room> PLAN = List.of(
            room("machine", "machine", List.of()),
            room("softirq", "softirq", List.of("machine")),
            room("hpet-broadcast", "hpet", List.of("machine", "softirq")),
            room("sched-credit", "sched", List.of("machine", "softirq")),
            room("cpuidle", "cpuidle", List.of("machine", "softirq", "hpet-broadcast", "sched-credit")),
            room("explorer", "explorer", List.of("machine")),
            room("direct", "direct", List.of("machine"), PATH_FINDER),
            room("scenarios", "scenario", with(PORTS, "explorer")),
            room("history", "history", QUESTIONS),
            room("report", "report", List.of("machine", "explorer"), JSON),
            room("timed", "timed", with(PORTS, "report"), JSON, "org.HdrHistogram.."),
            room("prove", "prove", with(QUESTIONS, "history", "report"), JSON, "de.uni_freiburg.informatik.ultimate.."),
            room("orderings", "orderings", TOOLS, JSON),
            room("review", "review", TOOLS, JSON, "org.treesitter.."),
            room("browse", "browse", TOOLS, JSON, "com.sun.net.httpserver.."),
            room("jpf-configs", "pathfinder", with(QUESTIONS, "history", "direct"), JSON, PATH_FINDER),
            room("wakeproof-junit", "junit", TOOLS, JSON, "org.junit..", "org.assertj.."),
            room(
                    "wakeproof-cli",
                    "cli",
                    with(TOOLS, "timed", "prove", "orderings", "review", "browse", "jpf-configs"),
                    JSON,
                    "picocli.."));

    private static Room room(String module, String root, List<String> uses, String... libraries) {
        return new Room(module, "org.wakeproof." + root + "..", uses, List.of(libraries));
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    static Room of(String module) {
        return PLAN.stream()
                .filter(room -> room.module.equals(module))
                .findFirst()
                .orElseThrow();
    }

    /** The packages that its classes may depend on. */
    String[] allowed() {
        List<String> allowed = new ArrayList<>(List.of("java..", "javax.tools.."));
        allowed.add(packages);
        allowed.addAll(libraries);
        uses.forEach(module -> allowed.add(of(module).packages));
        return allowed.toArray(new String[0]);
    }

    @Override
    public String toString() {
        return module;
    }
}
