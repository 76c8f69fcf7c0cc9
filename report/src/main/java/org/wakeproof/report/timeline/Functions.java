// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;

/** Chains of C functions as steps name them, from the outermost inwards with {@code >} between them. */
public final class Functions {
    private static final String SEPARATOR = " > ";

    /** Of the functions of a chain, those that are told whole, and those that are told at all. */
    private static final int FEW = 3;

    private static final int MOST_TOLD = 5;

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

    /**
     * A chain for a sentence: its last functions, without the loop or the handler that all begins in where there is more to tell. So
     * what a function was called for is there, as in {@code acpi_processor_idle > do_softirq > stopmachine_softirq > __cpu_disable}.
     */
    static String told(String chain) {
        List<String> functions = split(chain);
        int length = functions.size();
        int first = length > FEW ? Math.max(1, length - MOST_TOLD) : 0;
        return String.join(SEPARATOR, functions.subList(first, length));
    }

    /** The first functions of a chain, the inner ones left out. */
    static String outer(String chain, int count) {
        List<String> functions = split(chain);
        return String.join(SEPARATOR, functions.subList(0, Math.min(functions.size(), count)));
    }

    /** The chain of who called the last function, with a separator behind it; empty if nobody did. */
    static String caller(String chain) {
        int last = chain.lastIndexOf(SEPARATOR);
        return last < 0 ? "" : chain.substring(0, last + SEPARATOR.length());
    }

    private static List<String> split(String chain) {
        return List.of(chain.split(SEPARATOR));
    }
}
