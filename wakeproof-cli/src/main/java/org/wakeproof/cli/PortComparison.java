// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.refinement.Refinement;
import org.wakeproof.prove.report.RefinementText;
import org.wakeproof.prove.report.SymmetryText;
import org.wakeproof.prove.symmetry.Symmetry;

/** Compares ports with the system that is proved, and their CPUs with each other; says what it finds, and keeps that. */
final class PortComparison {
    /** Where the ports' CPUs are compared with each other. */
    private static final List<String> ALIKE =
            List.of("idle-once --cstate c3 --timers none", "idle-once --cstate c3 --timers none --hpet legacy-any");

    private final PrintWriter out;
    private final List<String> lines = new ArrayList<>();
    private boolean isSame = true;
    private volatile boolean isStopped;

    PortComparison(PrintWriter out) {
        this.out = out;
    }

    /** Whether no difference was found, and all was looked at that was to be. */
    boolean isSame() {
        return isSame;
    }

    /** What was found, in words; nothing where nothing was compared. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Whether the ports behave as the system does.
     *
     * @param scenarios as typed behind {@code check}
     * @param most states of each at most
     */
    void compareSteps(ParametricSystem system, List<String> scenarios, int most) {
        for (String commandLine : scenarios) {
            Refinement refinement =
                    new Refinement(system, Scenarios.wired(commandLine).machine());
            Interruption interruption = new Interruption(why -> stopped(why, refinement::stop));
            try (interruption) {
                Refinement.Result result = refinement.run(isStopped ? 1 : most);
                note(RefinementText.of(commandLine, result), result.isRefined());
            }
        }
    }

    /** Who ended it is said at once; the rest is cut short. */
    private void stopped(String why, Runnable stop) {
        Terminal.printWrapped(out, "stopped by " + why);
        isStopped = true;
        stop.run();
    }

    /** Whether the ports' CPUs are alike, which is what speaks for more than two of them. */
    void compareCpus() {
        Interruption interruption = new Interruption(why -> stopped(why, () -> {}));
        try (interruption) {
            for (String commandLine : ALIKE) {
                Symmetry symmetry = new Symmetry(cpus -> machine(commandLine + " --cpus " + cpus));
                note(
                        SymmetryText.of(commandLine, symmetry),
                        symmetry.differences().isEmpty());
            }
        } catch (CancellationException e) {
            note(List.of("stopped before the ports' CPUs were compared"), false);
        }
    }

    private Machine machine(String commandLine) {
        if (isStopped) {
            throw new CancellationException();
        }
        return Scenarios.wired(commandLine).machine();
    }

    private void note(List<String> said, boolean same) {
        said.forEach(line -> Terminal.printWrapped(out, line));
        out.flush();
        lines.addAll(said);
        isSame &= same;
    }
}
