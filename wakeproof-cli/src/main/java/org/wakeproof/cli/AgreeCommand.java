// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.pathfinder.Agreement;
import org.wakeproof.pathfinder.Agreement.Comparison;
import org.wakeproof.pathfinder.PathFinderRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares both engines on every system small enough. */
@Command(
        name = "agree",
        mixinStandardHelpOptions = true,
        description = "Runs every system small enough in both engines: same verdicts, same outcomes?")
final class AgreeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PathFinderOptions pathFinder;

    @Override
    public Integer call() throws IOException {
        PathFinderRun run;
        try {
            run = pathFinder.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("                                            embedded              Java PathFinder");
        out.println("system                                verdict   outcomes states   states  states/s  s   ratio");
        boolean agreed = true;
        boolean whole = true;
        for (Agreement.Case each : Agreement.CASES) {
            Comparison comparison = Agreement.compare(each, run);
            out.println(String.format(
                    Locale.ROOT,
                    "%-38s%-10s%8d%,8d%,9d%,9.0f%5.0f%,6.0fx",
                    each.name(),
                    comparison.embedded().verdict(),
                    comparison.embedded().outcomes().size(),
                    comparison.embedded().states(),
                    comparison.pathFinder().states(),
                    comparison.pathFinder().rate(),
                    comparison.pathFinder().seconds(),
                    comparison.embedded().rate() / comparison.pathFinder().rate()));
            out.flush();
            if (comparison.difference().isPresent()) {
                out.println("  DIFFERENT: " + comparison.difference().get());
                agreed = false;
                whole &= comparison.pathFinder().verdict() != Verdict.INCOMPLETE;
            }
        }
        out.println(
                agreed
                        ? "AGREED: the same verdicts and outcomes in all " + Agreement.CASES.size()
                        : whole ? "DIFFERENT" : "INCOMPLETE: JPF did not finish everywhere");
        return agreed ? Wakeproof.HOLDS : whole ? Wakeproof.VIOLATED : Wakeproof.INCOMPLETE;
    }
}
