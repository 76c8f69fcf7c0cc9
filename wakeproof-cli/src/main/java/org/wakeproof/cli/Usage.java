// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells users what is wrong with what they typed. */
final class Usage {
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
}
