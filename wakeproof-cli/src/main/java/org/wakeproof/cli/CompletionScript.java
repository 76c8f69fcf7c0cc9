// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wakeproof.history.Scenarios;

/**
 * Picocli's script for bash, put right: it calls the values of an option by the option's label, so that two options of one
 * label ({@code C} of {@code --cstate} and {@code --change}) complete each other's; it has values in capitals that are typed
 * in small letters; and it does not know that the changes depend on the scenario.
 */
final class CompletionScript {
    private static final Pattern VALUES = Pattern.compile("  local \\w+_option_args=(\\(.*\\)) # --([\\w-]+) values");
    private static final Pattern OPTION = Pattern.compile("    .*'--([\\w-]+)'\\)");
    private static final Pattern USE = Pattern.compile("\"\\$\\{\\w+_option_args\\[@]}\"");
    private static final String CHANGES = "_wakeproof_changes";

    private CompletionScript() {}

    /** The script as it is to be. */
    static String of(String picocli) {
        StringBuilder script = new StringBuilder();
        String option = "";
        for (String line : picocli.split("\n", -1)) {
            Matcher values = VALUES.matcher(line);
            Matcher next = OPTION.matcher(line);
            if (next.matches()) {
                option = next.group(1);
            }
            if (values.matches()) {
                script.append("  local ").append(variable(values.group(2))).append('=');
                script.append(lowerCase(values.group(1))).append('\n');
            } else {
                script.append(USE.matcher(line).replaceAll(Matcher.quoteReplacement(use(option))))
                        .append('\n');
            }
        }
        return script.substring(0, script.length() - 1) + changes();
    }

    private static String variable(String option) {
        return option.replace('-', '_') + "_option_args";
    }

    private static String use(String option) {
        return option.equals("change") ? "$(" + CHANGES + ")" : "\"${" + variable(option) + "[@]}\"";
    }

    private static String lowerCase(String values) {
        return values.equals(values.toUpperCase(Locale.ROOT)) ? values.toLowerCase(Locale.ROOT) : values;
    }

    /** A function that prints the changes of the scenario that has been typed, one a line. */
    private static String changes() {
        return Scenarios.all().stream()
                .filter(scenario -> !scenario.changes().isEmpty())
                .map(scenario -> "      " + scenario.name() + ") printf '%s\\n' "
                        + scenario.changes().stream().map(Object::toString).collect(Collectors.joining(" ")) + ";;\n")
                .collect(Collectors.joining(
                        "",
                        "\nfunction " + CHANGES
                                + "() {\n  local word\n  for word in \"${COMP_WORDS[@]}\"; do\n    case $word in\n",
                        "    esac\n  done\n}\n"));
    }
}
