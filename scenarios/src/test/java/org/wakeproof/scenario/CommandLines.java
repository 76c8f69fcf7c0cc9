// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;

/** Checks what a user would type behind {@code check}. */
public final class CommandLines {
    private static final Map<String, Result> CHECKED = new ConcurrentHashMap<>();

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

    /** As a user's, and explored once: several tests ask for verdict, figures and trace of one system. */
    public static Result check(String commandLine) {
        return CHECKED.computeIfAbsent(commandLine, line -> check(line, Options.defaults()));
    }
}
