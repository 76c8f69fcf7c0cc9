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
    /** The scenario with its options, in a line. */
    String about() {
        return (scenario + " " + SettingsOptions.inOneLine(settings)).stripTrailing();
    }
}
