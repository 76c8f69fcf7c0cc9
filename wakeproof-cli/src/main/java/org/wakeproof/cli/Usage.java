// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells users what is wrong with what they typed. */
final class Usage {
    private static final Pattern VALUES = Pattern.compile("expected one of \\[([A-Z0-9_, ]+)] \\(case-insensitive\\)");

    private static final Pattern UNKNOWN_OPTION = Pattern.compile("^Unknown options?: '(--?[\\w-]+)");
    private static final Pattern UNKNOWN_COMMAND = Pattern.compile("^there is no command '([\\w-]+)'$");

    private static final Pattern UNKNOWN_BUG = Pattern.compile("^there is no bug '(\\w+)'");

    private static final int MOST_THREADS = 256;

    private Usage() {}

    /**
     * Does what depends on what was typed.
     *
     * @throws ParameterException if that refuses its arguments; with its message
     */
    static <T> T checked(CommandSpec spec, Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /**
     * Looks at a number of workers.
     *
     * @throws ParameterException if there cannot be so many
     */
    static void checkThreads(CommandSpec spec, int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ParameterException(
                    spec.commandLine(), "--threads takes 1 to " + MOST_THREADS + ", not " + threads);
        }
    }

    /**
     * Looks at a limit.
     *
     * @throws ParameterException if nothing is within it
     */
    static void checkLimit(CommandSpec spec, String option, long limit) {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), option + " takes 1 or more, not " + limit);
        }
    }

    /** A word as it is written among these, in whichever case it was typed; as it was typed if it is none of them. */
    static String asWritten(String typed, Iterable<String> names) {
        for (String name : names) {
            if (name.equalsIgnoreCase(typed)) {
                return name;
            }
        }
        return typed;
    }

    /** What was probably meant: an option, a bug, a command, or a word that the message lists. */
    static Optional<String> meant(ParameterException failure, String words) {
        CommandLine root = failure.getCommandLine();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Matcher option = UNKNOWN_OPTION.matcher(words);
        if (option.find()) {
            return DidYouMean.among(
                    option.group(1),
                    failure.getCommandLine().getCommandSpec().optionsMap().keySet());
        }
        Matcher bug = UNKNOWN_BUG.matcher(words);
        if (bug.find()) {
            return DidYouMean.among(bug.group(1), FixesCommand.ids());
        }
        Matcher command = UNKNOWN_COMMAND.matcher(words);
        return command.find()
                ? DidYouMean.among(command.group(1), root.getSubcommands().keySet())
                : DidYouMean.in(words);
    }

    /** What is wrong, in one line; values that are words are shown as they are typed. */
    static String inWords(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            List<String> options =
                    words.stream().filter(word -> word.startsWith("-")).toList();
            if (unmatched.isUnknownOption() && !options.isEmpty()) {
                return (options.size() == 1 ? "Unknown option: '" : "Unknown options: '") + String.join("', '", options)
                        + "'";
            }
            return failure.getCommandLine().getParent() == null
                    ? "there is no command '" + words.get(0) + "'"
                    : "'" + words.get(0) + "' is one word too many";
        }
        String words = failure.getMessage()
                .replaceAll("\\s+", " ")
                .replaceFirst("^Unknown subcommand ('.*')\\.$", "there is no command $1")
                .replaceFirst("is not an? (?:int|long|double)$", "is not a number");
        return VALUES.matcher(words)
                .replaceAll(found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT));
    }
}
