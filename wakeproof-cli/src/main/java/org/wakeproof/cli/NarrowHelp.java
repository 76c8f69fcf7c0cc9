// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakeproof.report.TextTrace;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help for a screen that is too narrow for two columns: what is said of an option stands below it. */
final class NarrowHelp {
    /** Picocli takes no less, and has two columns there. */
    static final int NARROWEST_OF_TWO_COLUMNS = 55;

    private final int width;

    private NarrowHelp(int width) {
        this.width = width;
    }

    /** Has a command and those below it show their help so. */
    static void use(CommandLine line, int width) {
        NarrowHelp help = new NarrowHelp(width);
        Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, part -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, part -> help.synopsis(part.commandSpec()));
        sections.put(
                UsageMessageSpec.SECTION_KEY_HEADER,
                part -> help.paragraphs(part.commandSpec().usageMessage().header()));
        sections.put(
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                part -> help.paragraphs(part.commandSpec().usageMessage().description()));
        sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, part -> help.parameters(part.commandSpec()));
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, part -> help.options(part));
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, part -> help.commands(part.commandSpec()));
        sections.put(
                UsageMessageSpec.SECTION_KEY_FOOTER,
                part -> help.paragraphs(part.commandSpec().usageMessage().footer()));
        line.setHelpSectionMap(sections);
    }

    private String synopsis(CommandSpec command) {
        String operands = command.subcommands().isEmpty()
                ? command.positionalParameters().stream()
                        .filter(operand -> !operand.hidden())
                        .map(NarrowHelp::operand)
                        .collect(Collectors.joining(" "))
                : "COMMAND";
        return wrapped("Usage: " + command.qualifiedName() + " [OPTIONS] " + operands, "", "  ");
    }

    private static String operand(PositionalParamSpec operand) {
        String label = operand.paramLabel() + (operand.arity().isVariable() ? "..." : "");
        return operand.required() ? label : "[" + label + "]";
    }

    private String parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(operand -> !operand.hidden())
                .map(operand -> entry(operand(operand), operand.description()))
                .collect(Collectors.joining());
    }

    /** In the order in which they are declared, those of help and version last, as picocli has them. */
    private String options(Help part) {
        List<OptionSpec> options = part.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
        return Stream.concat(
                        options.stream().filter(option -> !isOfHelp(option)),
                        options.stream().filter(NarrowHelp::isOfHelp))
                .map(option -> entry(
                        Arrays.stream(option.names()).collect(Collectors.joining(", "))
                                + (option.arity().max() == 0 ? "" : "=" + option.paramLabel()),
                        option.description()))
                .collect(Collectors.joining());
    }

    private static boolean isOfHelp(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    private String commands(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(each -> entry(each.getKey(), firstOf(each.getValue().getCommandSpec())))
                .collect(Collectors.joining());
    }

    private static String[] firstOf(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        String[] words = usage.header().length > 0 ? usage.header() : usage.description();
        return words.length == 0 ? words : new String[] {words[0]};
    }

    private String entry(String name, String[] description) {
        return wrapped(name, "  ", "    ")
                + Arrays.stream(description)
                        .map(words -> wrapped(words, "      ", "      "))
                        .collect(Collectors.joining());
    }

    private String paragraphs(String[] texts) {
        return Arrays.stream(texts).map(text -> wrapped(text, "", "")).collect(Collectors.joining());
    }

    /** As wide as the screen is, but for a word that is longer. */
    private String wrapped(String text, String first, String further) {
        List<String> lines = new ArrayList<>();
        TextTrace.wrap(text.replace("%n", " ").replace("%%", "%").strip(), width - further.length(), "", lines);
        return first + String.join("\n" + further, lines) + "\n";
    }
}
