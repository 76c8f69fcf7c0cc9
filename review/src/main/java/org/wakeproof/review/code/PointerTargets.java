// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/**
 * The functions of the file that a pointer may lead to.
 *
 * @param names of functions that can be put in the place of a call
 * @param isComplete whether it is one of them
 * @param assumption in a sentence, where that is only taken to be so
 */
record PointerTargets(List<String> names, boolean isComplete, Optional<String> assumption) {

    /** What is called, without the stars and parentheses that change nothing of a function. */
    static Node bare(Node callee) {
        Node bare = callee;
        while (bare.is("parenthesized_expression") && bare.named().size() == 1
                || bare.is("pointer_expression")
                        && bare.text().startsWith("*")
                        && bare.child("argument").isPresent()) {
            bare = bare.is("pointer_expression")
                    ? bare.child("argument").get()
                    : bare.named().get(0);
        }
        return bare;
    }

    /**
     * Of what is called.
     *
     * @param callee as {@link #bare} gives it
     * @param name its text, without blanks
     * @param arguments how many are passed
     */
    static PointerTargets of(Node callee, String name, int arguments, Lowering lowering, Inlined function) {
        CFile file = lowering.file();
        boolean isPlace = callee.is("identifier", "field_expression", "subscript_expression");
        String last = name.replaceFirst("(\\[[^\\[]*])+$", "").replaceFirst(".*[.>]", "");
        Set<String> targets = new LinkedHashSet<>(isPlace ? file.pointees(last) : List.of());
        if (!isPlace || function.local(name).isPresent()) {
            (isPlace ? file.passed() : file.addressed())
                    .stream()
                            .filter(each ->
                                    file.functions().get(each).parameters().size() == arguments)
                            .forEach(targets::add);
        }
        List<String> names = targets.stream()
                .filter(target -> lowering.canInline(target, function))
                .toList();
        boolean isOne = isPlace
                && !names.isEmpty()
                && file.isOneOfPointees(last)
                && names.containsAll(file.pointees(last))
                && file.pointees(last).containsAll(names);
        String root = callee.is("subscript_expression") ? last : name;
        boolean isOutside =
                isOne && function.local(root).isEmpty() && file.global(root).isPresent();
        boolean isComplete = isOne && (isOutside || function.isVariable(root));
        return new PointerTargets(
                names,
                isComplete,
                isOutside && !file.isStatic(root)
                        ? Optional.of(name + " is one of those that the file stores to it: " + String.join(", ", names))
                        : Optional.empty());
    }
}
