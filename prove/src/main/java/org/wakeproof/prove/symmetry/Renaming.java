// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Unreduced.Call;

/**
 * A place of a CPU without numbers of CPUs: the procedures of what runs, and the operation that is next. The CPU itself is
 * {@code self}, each other one {@code other}. Numbers that are stored are left out, as masks and owners are made of CPUs'.
 */
final class Renaming {
    private static final Pattern STORED = Pattern.compile("(value|operand|mask|machine)=[^,\\]]+");
    /** A place in a heap is no CPU's. */
    private static final Pattern HEAP = Pattern.compile("heap\\[\\d+]");
    /** The names in which a CPU's number is: of its cells, of itself, of its ticker and timer, and of what it runs at first. */
    private static final Pattern NUMBERED = Pattern.compile("\\[(\\d+)]|\\b(CPU|ticker|single-shot|boot)(\\d+)\\b");

    private Renaming() {}

    /** The place of the context that runs on top; null where the CPU has come to the end of its program. */
    static @Nullable String place(List<Call> stack, int cpu) {
        if (stack.isEmpty()) {
            return null;
        }
        StringBuilder place = new StringBuilder();
        for (Call call : stack.subList(beginOfContext(stack), stack.size())) {
            place.append(call.procedure()).append(" > ");
        }
        Call innermost = stack.get(stack.size() - 1);
        return renamed(place + innermost.next().map(Object::toString).orElse("waits"), cpu);
    }

    /** How many contexts run on a CPU, each on top of the one before. */
    static int contexts(List<Call> stack) {
        return 1 + (int) stack.stream().filter(Call::isHandler).count();
    }

    private static int beginOfContext(List<Call> stack) {
        for (int at = stack.size() - 1; at > 0; at--) {
            if (stack.get(at).isHandler()) {
                return at;
            }
        }
        return 0;
    }

    /** An operation in words, or a place, without numbers of CPUs. */
    static String renamed(String place, int cpu) {
        String plain = HEAP.matcher(STORED.matcher(place).replaceAll("$1")).replaceAll("heap[]");
        return NUMBERED.matcher(plain).replaceAll(found -> {
            String number = found.group(1) == null ? found.group(3) : found.group(1);
            String whose = Integer.parseInt(number) == cpu ? "self" : "other";
            return found.group(1) == null ? found.group(2) + " " + whose : "[" + whose + "]";
        });
    }
}
