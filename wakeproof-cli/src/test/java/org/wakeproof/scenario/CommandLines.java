// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;

/** Checks what a user would type behind {@code check}. */
public final class CommandLines {
    private CommandLines() {}

    public static ClosedSystem system(String commandLine) {
        String[] words = commandLine.split(" --");
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] option = words[i].split(" ");
            given.put(option[0], option[1]);
        }
        Scenario scenario = Scenarios.named(words[0]);
        return scenario.build(SettingsParser.parse(GivenOptions.complete(scenario, given)));
    }

    public static Result check(String commandLine, Options options) {
        ClosedSystem system = system(commandLine);
        return new Explorer(system.machine(), system.properties(), options).run();
    }

    public static Result check(String commandLine) {
        return check(commandLine, Options.defaults());
    }
}
