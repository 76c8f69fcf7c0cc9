// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/**
 * The functions of the file, or of the table of bindings, that a pointer may lead to.
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
        if (!callee.is("identifier", "field_expression", "subscript_expression")) {
            // Which one is worked out on the way.
            List<String> any = callable(withParameters(file.addressed(), arguments, file), lowering, function);
            return new PointerTargets(any, false, Optional.empty());
        }
        String pointer = name.replaceFirst("(\\[[^\\[]*])+$", "").replaceFirst(".*[.>]", "");
        Set<String> targets = new LinkedHashSet<>(file.pointees(pointer));
        if (function.local(name).isPresent()) {
            // It may have been passed.
            targets.addAll(withParameters(file.passed(), arguments, file));
        }
        List<String> names = callable(targets, lowering, function);
        boolean isOne = !names.isEmpty()
                && !file.isGivenAway(pointer)
                && Set.copyOf(names).equals(Set.copyOf(file.pointees(pointer)));
        String root = callee.is("subscript_expression") ? pointer : name;
        return isOne ? oneOf(names, name, root, file, function) : new PointerTargets(names, false, Optional.empty());
    }

    /** Of a variable to which the file stores nothing else: others may, unless it is local or static. */
    private static PointerTargets oneOf(List<String> names, String name, String root, CFile file, Inlined function) {
        boolean isField = root.matches(".*[.>]\\w+")
                && file.field(root.replaceFirst(".*[.>]", "")).isPresent();
        boolean isGlobal = function.local(root).isEmpty() && file.global(root).isPresent();
        boolean isOwn = file.isStatic(root.replaceFirst("\\..*", "")) && !root.contains(">");
        boolean isCopy = file.sources(root).stream().anyMatch(each -> !each.equals(root) && isOfOthers(each, file));
        boolean isAssumed = (isGlobal || isField) && !isOwn || isCopy;
        return new PointerTargets(
                names,
                isGlobal || isField || function.isVariable(root),
                isAssumed
                        ? Optional.of(name + " is one of those that the file stores to it: " + String.join(", ", names))
                        : Optional.empty());
    }

    /** Whether other files may store to what has this name. */
    private static boolean isOfOthers(String name, CFile file) {
        return !file.isStatic(name)
                && (file.global(name).isPresent() || file.field(name).isPresent());
    }

    /** Without those of the file that take another number of arguments. */
    private static List<String> withParameters(Collection<String> names, int count, CFile file) {
        return names.stream()
                .filter(each -> !file.functions().containsKey(each)
                        || file.functions().get(each).parameters().size() == count)
                .toList();
    }

    private static List<String> callable(Collection<String> functions, Lowering lowering, Inlined function) {
        return functions.stream()
                .filter(each -> lowering.canCall(each, function))
                .toList();
    }
}
