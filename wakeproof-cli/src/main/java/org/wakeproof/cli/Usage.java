// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells users what is wrong with what they typed. */
final class Usage {
    private static final Pattern VALUES = Pattern.compile("expected one of \\[([A-Z0-9_, ]+)] \\(case-insensitive\\)");

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

    /** A word as it is written among these, in whichever case it was typed; as it was typed if it is none of them. */
    static String asWritten(String typed, Iterable<String> names) {
        for (String name : names) {
            if (name.equalsIgnoreCase(typed)) {
                return name;
            }
        }
        return typed;
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
            if (failure.getCommandLine().getParent() == null) {
                return "there is no command '" + words.get(0) + "'";
            }
        }
        return VALUES.matcher(failure.getMessage().replaceAll("\\s+", " "))
                .replaceAll(found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT));
    }
}
