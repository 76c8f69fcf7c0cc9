// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function with all that it calls in the same file, as one list.
 *
 * @param function its name
 * @param instructions in order; the first is where it starts
 * @param parts for each variable, the variables that its name is made of: when one of them changes, it is another
 * @param locals the local variables; what is made of none of them is shared memory
 * @param notes what is assumed by the bindings that were used
 */
public record Code(
        String function,
        List<Instruction> instructions,
        Map<String, Set<String>> parts,
        Set<String> locals,
        Set<String> notes) {
    /** Whether others can change this variable. */
    public boolean isShared(String variable) {
        return !variable.startsWith("$")
                && !variable.startsWith("#")
                && !locals.contains(variable)
                && parts.getOrDefault(variable, Set.of()).stream().noneMatch(locals::contains);
    }
}
