// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;

/** Chains of C functions as steps name them, from the outermost inwards with {@code >} between them. */
public final class Functions {
    private static final String SEPARATOR = " > ";

    private Functions() {}

    /** The function that performs the step, without those that lead to it; a lock is taken by who calls for it. */
    public static String innermost(String chain) {
        List<String> functions = withoutLocking(chain);
        return functions.get(functions.size() - 1);
    }

    /** The functions of a chain without those at its end that only take or release a lock. */
    static List<String> withoutLocking(String chain) {
        List<String> functions = split(chain);
        int last = functions.size() - 1;
        while (last > 0 && functions.get(last).startsWith("_spin_")) {
            last--;
        }
        return functions.subList(0, last + 1);
    }

    /** The last functions of a chain, the outer ones left out. */
    static String inner(String chain, int count) {
        List<String> functions = split(chain);
        return String.join(SEPARATOR, functions.subList(Math.max(0, functions.size() - count), functions.size()));
    }

    /** The first functions of a chain, the inner ones left out. */
    static String outer(String chain, int count) {
        List<String> functions = split(chain);
        return String.join(SEPARATOR, functions.subList(0, Math.min(functions.size(), count)));
    }

    private static List<String> split(String chain) {
        return List.of(chain.split(SEPARATOR));
    }
}
