// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakeproof.history.Scenarios;
import org.wakeproof.orderings.Paths;
import org.wakeproof.orderings.Step;
import org.wakeproof.timed.scenario.TimedScenario;

/**
 * Picocli's script for bash, put right: it calls the values of an option by the option's label, so that two options of one
 * label ({@code C} of {@code --cstate} and {@code --change}) complete each other's; it has values in capitals that are typed
 * in small letters; and it does not know that changes, and the variants and parameters of a run in time, depend on the scenario,
 * and steps on the path.
 */
final class CompletionScript {
    private static final Pattern VALUES = Pattern.compile("  local \\w+_option_args=(\\(.*\\)) # --([\\w-]+) values");
    private static final Pattern OPTION = Pattern.compile("    .*'--([\\w-]+)'\\)");
    private static final Pattern USE = Pattern.compile("compReplyArray \"\\$\\{\\w+_option_args\\[@]}\"");
    private static final Pattern FUNCTION = Pattern.compile("function _picocli_(\\w+)\\(\\) \\{");
    private static final String CHANGES = "_wakeproof_changes";
    private static final String STEPS = "_wakeproof_steps";
    private static final String TIME_VARIANTS = "_wakeproof_time_variants";
    private static final String TIME_PARAMETERS = "_wakeproof_time_parameters";

    private CompletionScript() {}

    /** The script as it is to be. */
    static String of(String picocli) {
        StringBuilder script = new StringBuilder();
        String command = "";
        String option = "";
        for (String line : picocli.split("\n", -1)) {
            Matcher values = VALUES.matcher(line);
            Matcher next = OPTION.matcher(line);
            Matcher function = FUNCTION.matcher(line);
            if (function.matches()) {
                command = function.group(1);
            }
            if (next.matches()) {
                option = next.group(1);
            }
            if (values.matches()) {
                script.append("  local ").append(variable(values.group(2))).append('=');
                script.append(lowerCase(values.group(1))).append('\n');
            } else {
                script.append(USE.matcher(line).replaceAll(Matcher.quoteReplacement(use(command, option))))
                        .append('\n');
            }
        }
        return script.substring(0, script.length() - 1) + changes() + steps() + timeVariants() + timeParameters();
    }

    private static String variable(String option) {
        return option.replace('-', '_') + "_option_args";
    }

    private static String use(String command, String option) {
        String ofScenario = ofScenario(command.equals("wakeproof_time"), option);
        // Not by way of compReplyArray: that escapes the commas of a list, and what is typed does not begin so.
        return ofScenario.isEmpty()
                ? "compReplyArray \"${" + variable(option) + "[@]}\""
                : "compgen -W \"$(" + ofScenario + ")\" -- \"${COMP_WORDS[COMP_CWORD]}\"";
    }

    /** The function that prints an option's values, where they depend on the scenario; empty where they do not. */
    private static String ofScenario(boolean isTime, String option) {
        return switch (option) {
            case "change" -> CHANGES;
            case "steps" -> STEPS;
            case "variant", "compare" -> isTime ? TIME_VARIANTS : "";
            case "set", "sweep" -> isTime ? TIME_PARAMETERS : "";
            default -> "";
        };
    }

    private static String lowerCase(String values) {
        return values.equals(values.toUpperCase(Locale.ROOT)) ? values.toLowerCase(Locale.ROOT) : values;
    }

    private static String changes() {
        Map<String, List<String>> changes = new LinkedHashMap<>();
        Scenarios.all()
                .forEach(scenario -> changes.put(
                        scenario.name(),
                        scenario.changes().stream().map(Object::toString).toList()));
        return byScenario(CHANGES, changes);
    }

    private static String steps() {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        Paths.ALL.forEach(path ->
                steps.put(path.name(), path.known().stream().map(Step::label).toList()));
        return byScenario(STEPS, steps, steps.get(Paths.names().get(0)));
    }

    private static String timeVariants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        TimedScenario.all()
                .forEach(scenario -> variants.put(
                        scenario.name(), List.copyOf(scenario.variants().keySet())));
        return byScenario(TIME_VARIANTS, variants);
    }

    private static String timeParameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        TimedScenario.all()
                .forEach(scenario -> parameters.put(
                        scenario.name(),
                        scenario.parameters().stream()
                                .map(parameter -> parameter.name() + "=")
                                .toList()));
        return byScenario(TIME_PARAMETERS, parameters);
    }

    private static String byScenario(String function, Map<String, List<String>> words) {
        return byScenario(function, words, List.of());
    }

    /**
     * A function that prints the words of the scenario or path that has been typed, one a line, behind those of a list.
     *
     * @param usual those where none has been typed
     */
    private static String byScenario(String function, Map<String, List<String>> words, List<String> usual) {
        StringBuilder script = new StringBuilder(
                "\nfunction " + function
                        + "() {\n  local word before=${COMP_WORDS[COMP_CWORD]}\n  [[ $before == *,* ]] && before=${before%,*}, || before=\n  for word in \"${COMP_WORDS[@]}\"; do\n    case $word in\n");
        words.forEach((scenario, each) -> {
            if (!each.isEmpty()) {
                script.append("      " + scenario + ") " + print(each) + "; return ;;\n");
            }
        });
        return script + "    esac\n  done\n" + (usual.isEmpty() ? "" : "  " + print(usual) + "\n") + "}\n";
    }

    private static String print(List<String> words) {
        return "printf \"$before%s\\n\" " + String.join(" ", words);
    }
}
