// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

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

    /** What is wrong, in one line; values that are words are shown as they are typed. */
    static String inWords(ParameterException failure) {
        return VALUES.matcher(failure.getMessage().replaceAll("\\s+", " "))
                .replaceAll(found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT));
    }
}
