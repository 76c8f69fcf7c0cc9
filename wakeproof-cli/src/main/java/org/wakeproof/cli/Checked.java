// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;

/**
 * A scenario that has been explored.
 *
 * @param scenario its name
 * @param settings its options by name
 * @param system what was explored
 * @param options how
 * @param result what was found
 */
record Checked(String scenario, Map<String, String> settings, ClosedSystem system, Options options, Result result) {
    /** What to type to have it done again, by this command or another that takes a scenario. */
    String commandLine(String command) {
        StringBuilder line = new StringBuilder("./wakeproof " + command + " " + scenario);
        settings.forEach(
                (name, value) -> line.append(" --").append(name).append(' ').append(value));
        return line.toString();
    }

    /** The scenario with its options, in a line. */
    String about() {
        return (scenario + " " + SettingsOptions.inOneLine(settings)).stripTrailing();
    }
}
