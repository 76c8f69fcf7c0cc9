// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.wakeproof.history.Scenarios;
import org.wakeproof.history.system.HistoricScenarios;
import org.wakeproof.history.today.TodaysScenarios;
import org.wakeproof.scenario.PortScenarios;
import org.wakeproof.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what can be checked. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the scenarios, their options, and what is expected of each.")
final class ListCommand implements Runnable {
    private static final int USUAL_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = ScenarioNames.class,
            arity = "0..1",
            description = "Shows this one only.")
    private String name;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (name != null) {
            try {
                Scenario one = Scenarios.named(ScenarioNames.asWritten(name));
                show(one, out);
                showChanges(one, out);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
            return;
        }
        PortScenarios.all().forEach(scenario -> show(scenario, out));
        Terminal.printWrapped(
                out, "historic bugs in small systems ('list NAME' says more, 'fixes' explores them all):");
        showShortly(HistoricScenarios.all(), out);
        Terminal.printWrapped(out, "suspicious places of Xen as of August 2026 ('fixes --today' explores them all):");
        showShortly(TodaysScenarios.all(), out);
    }

    private static void showShortly(List<Scenario> scenarios, PrintWriter out) {
        scenarios.forEach(scenario -> Terminal.printWrapped(
                out,
                "  "
                        + (Terminal.width() < USUAL_WIDTH
                                ? scenario.name() + ": " + scenario.summary()
                                : String.format("%-20s %s", scenario.name(), scenario.summary()))));
    }

    private static void showChanges(Scenario scenario, PrintWriter out) {
        if (!scenario.changes().isEmpty()) {
            Terminal.printWrapped(out, "  changes:");
            scenario.changes().forEach(change -> Terminal.printWrapped(out, "    " + change + ": " + change.what()));
        }
    }

    private static void show(Scenario scenario, PrintWriter out) {
        Terminal.printWrapped(out, scenario.name());
        Terminal.printWrapped(out, "  " + scenario.summary());
        Terminal.printWrapped(out, "  options:");
        options(scenario).forEach(option -> Terminal.printWrapped(out, "    " + option));
        Terminal.printWrapped(out, "  expected:");
        scenario.expectations().forEach(line -> Terminal.printWrapped(out, "    " + line));
    }

    /** An option a line, as they are laid out for a usual terminal; a narrow one breaks them where it has to. */
    private static List<String> options(Scenario scenario) {
        if (Terminal.width() >= USUAL_WIDTH) {
            return scenario.options();
        }
        List<String> whole = new ArrayList<>();
        for (String line : scenario.options()) {
            int last = whole.size() - 1;
            if (line.startsWith(" ") && last >= 0) {
                whole.set(last, whole.get(last) + " " + line.strip());
            } else {
                whole.add(line.replaceAll(" {2,}", "  "));
            }
        }
        return whole;
    }
}
