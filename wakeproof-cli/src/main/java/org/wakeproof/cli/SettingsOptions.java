// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakeproof.scenario.ScenarioOption;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command that takes a scenario the options of scenarios, as {@link ScenarioOption} declares them. */
final class SettingsOptions implements IModelTransformer {
    private static final int BEFORE_ALL_OTHERS = -100;

    @Override
    public CommandSpec transform(CommandSpec command) {
        for (ScenarioOption option : ScenarioOption.values()) {
            OptionSpec.Builder builder = OptionSpec.builder(dashed(option))
                    .paramLabel(option.label())
                    .description(option.help())
                    .completionCandidates(option.words())
                    .order(BEFORE_ALL_OTHERS + option.ordinal());
            command.addOption(
                    option.takesSeveral()
                            ? builder.type(List.class)
                                    .auxiliaryTypes(String.class)
                                    .build()
                            : builder.type(String.class).build());
        }
        return command;
    }

    private static String dashed(ScenarioOption option) {
        return "--" + option.word();
    }

    /** What was given to a command that has been parsed, by name. */
    static Map<String, String> given(CommandSpec command) {
        ParseResult parsed = command.commandLine().getParseResult();
        Map<String, String> given = new LinkedHashMap<>();
        for (ScenarioOption option : ScenarioOption.values()) {
            if (parsed.hasMatchedOption(dashed(option))) {
                Object value = parsed.matchedOption(dashed(option)).getValue();
                given.put(option.word(), asWritten(option, value));
            }
        }
        return given;
    }

    /** In the case in which the option has its words, whichever they were typed in. */
    private static String asWritten(ScenarioOption option, Object value) {
        String typed = value instanceof List<?> several
                ? String.join(",", several.stream().map(Object::toString).toList())
                : value.toString();
        return Stream.of(typed.split(",", -1))
                .map(word -> Usage.asWritten(word, option.words()))
                .collect(Collectors.joining(","));
    }

    /** Options for a headline. */
    static String inOneLine(Map<String, String> named) {
        return String.join(
                " ",
                named.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toList());
    }
}
