// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.wakeproof.pathfinder.Agreement;
import org.wakeproof.pathfinder.Agreement.Case;
import org.wakeproof.pathfinder.Embedded;
import org.wakeproof.pathfinder.Opinion;
import org.wakeproof.pathfinder.PathFinder;
import org.wakeproof.pathfinder.PathFinderRun;

/** Java PathFinder and the embedded engine side by side on the same systems: states, rate, time to the verdict. */
public final class SecondOpinion {
    private static final List<String> SYSTEMS = List.of("v1", "v2", "v2-single-shot", "v2-twice");

    private SecondOpinion() {}

    /**
     * Runs them.
     *
     * @param arguments none
     * @throws IOException if JPF cannot be run
     */
    public static void main(String[] arguments) throws IOException {
        PathFinder found = PathFinder.locate(null).orElseThrow(() -> new IllegalStateException(PathFinder.MISSING));
        PathFinderRun run = PathFinderRun.ofThisJar(found, Duration.ofMinutes(10), 2048);
        System.out.println("idle-once, 2 CPUs, whole verdict; JPF with 2 GB");
        for (Case each : Agreement.CASES) {
            if (SYSTEMS.contains(each.name())) {
                Opinion jpf = run.run("idle-once", each.options(), each.system());
                print(each.name(), "JPF", jpf, 1);
                Opinion embedded = Embedded.opinion(each.system(), true);
                print(each.name(), "embedded", embedded, embedded.rate() / jpf.rate());
            }
        }
    }

    private static void print(String system, String engine, Opinion opinion, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-16s%-10s%-10s%,10d stored %,10.0f/s %7.2f s %7.0fx%n",
                system,
                engine,
                opinion.verdict(),
                opinion.states(),
                opinion.rate(),
                opinion.seconds(),
                ratio);
    }
}
