// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what can be checked. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the scenarios, their options, and what is expected of each.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (Scenario scenario : Scenarios.all()) {
            out.println(scenario.name());
            out.println("  " + scenario.summary());
            out.println("  options:");
            scenario.options().forEach(option -> out.println("    " + option));
            out.println("  expected:");
            scenario.expectations().forEach(line -> out.println("    " + line));
        }
    }
}
