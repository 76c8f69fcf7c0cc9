// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;

/** Checks what a user would type behind {@code check}. */
public final class CommandLines {
    private CommandLines() {}

    public static ClosedSystem system(String commandLine) {
        CommandLine line = CommandLine.of(commandLine);
        return PortScenarios.all().stream()
                .filter(scenario -> scenario.name().equals(line.scenario()))
                .findFirst()
                .orElseThrow()
                .wired(line.given());
    }

    public static Result check(String commandLine, Options options) {
        ClosedSystem system = system(commandLine);
        return new Explorer(system.machine(), system.properties(), options).run();
    }

    public static Result check(String commandLine) {
        return check(commandLine, Options.defaults());
    }
}
