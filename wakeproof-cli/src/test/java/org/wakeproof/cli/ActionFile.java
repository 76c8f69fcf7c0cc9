// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of the action.yml as a runner has to know to run its shell steps: no YAML but what stands there. */
final class ActionFile {
    private static final Pattern INPUT = Pattern.compile("  (\\w+):");
    private static final Pattern DEFAULT = Pattern.compile("    default: '(.*)'");
    private static final Pattern VARIABLE = Pattern.compile("        (\\w+): \\$\\{\\{ ([\\w.]+) }}");
    private static final String SCRIPT = " ".repeat(8);

    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final List<ShellStep> steps = new ArrayList<>();

    /** A step with {@code run}: the script, and which expression each variable of its environment is. */
    record ShellStep(String script, Map<String, String> variables) {}

    private ActionFile() {}

    static ActionFile read(Path file) throws IOException {
        String text = Files.readString(file);
        ActionFile action = new ActionFile();
        action.readInputs(between(text, "\ninputs:\n", "\noutputs:\n"));
        for (String step : between(text, "\n  steps:\n", "").split("(?m)^    - ")) {
            if (step.contains("shell: bash\n")) {
                action.steps.add(shellStep(step));
            }
        }
        return action;
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from) + from.length();
        return text.substring(begin, to.isEmpty() ? text.length() : text.indexOf(to, begin) + 1);
    }

    private void readInputs(String inputs) {
        String name = "";
        for (String line : inputs.lines().toList()) {
            Matcher input = INPUT.matcher(line);
            Matcher value = DEFAULT.matcher(line);
            name = input.matches() ? input.group(1) : name;
            if (value.matches()) {
                defaults.put(name, value.group(1));
            }
        }
    }

    private static ShellStep shellStep(String step) {
        String head = step.substring(0, step.indexOf("      run: |\n"));
        Map<String, String> variables = new LinkedHashMap<>();
        head.lines()
                .map(VARIABLE::matcher)
                .filter(Matcher::matches)
                .forEach(found -> variables.put(found.group(1), found.group(2)));
        StringBuilder script = new StringBuilder();
        step.substring(head.length())
                .lines()
                .skip(1)
                .forEach(line -> script.append(line.startsWith(SCRIPT) ? line.substring(SCRIPT.length()) : line)
                        .append('\n'));
        return new ShellStep(script.toString(), variables);
    }

    /** What inputs are where a workflow gives none. */
    Map<String, String> defaults() {
        return defaults;
    }

    /** The steps that run a shell, in their order. */
    List<ShellStep> steps() {
        return steps;
    }
}
