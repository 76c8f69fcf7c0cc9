// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** What a list in braces initializes the parts of a structure or an array to. */
final class Initializers {
    /**
     * A part.
     *
     * @param step which it is; null if nobody knows
     * @param value what it is set to; null for 0
     */
    record Part(@Nullable Step step, @Nullable Node value) {}

    private Initializers() {}

    /** The parts in order; those that are not named are 0, as far as it is known which there are. */
    static List<Part> of(CVariable variable, Node list, CFile file) {
        List<String> fields = variable.isArray() ? List.of() : file.fields(variable.tag());
        List<Part> parts = new ArrayList<>();
        Set<String> named = new HashSet<>();
        int next = 0;
        for (Node each : list.named()) {
            String designator =
                    each.is("initializer_pair") ? each.named().get(0).text() : "";
            Node value = each.is("initializer_pair") ? each.child("value").orElse(each) : each;
            if (designator.matches("\\.\\w+")) {
                String field = designator.substring(1);
                next = fields.indexOf(field) + 1;
                parts.add(new Part(new Step.Field(field), value));
                named.add(field);
                continue;
            }
            if (designator.matches("\\[.*\\]")) {
                next = (int) Literals.number(designator.substring(1, designator.length() - 1))
                        .orElse(-1);
            }
            Step step = step(variable, fields, next, !designator.isEmpty());
            parts.add(new Part(step, value));
            named.add(step instanceof Step.Field field ? field.name() : String.valueOf(next));
            next = step == null ? -1 : next + 1;
        }
        if (parts.stream().noneMatch(part -> part.step() == null)) {
            zeros(variable, fields, named, parts);
        }
        return parts;
    }

    private static Step step(CVariable variable, List<String> fields, int at, boolean isIndex) {
        if (at >= 0 && (variable.isArray() || isIndex)) {
            return new Step.Index(Expression.number(at));
        }
        return at >= 0 && at < fields.size() ? new Step.Field(fields.get(at)) : null;
    }

    private static void zeros(CVariable variable, List<String> fields, Set<String> named, List<Part> parts) {
        for (int at = 0; at < variable.elements(); at++) {
            if (!named.contains(String.valueOf(at))) {
                parts.add(new Part(new Step.Index(Expression.number(at)), null));
            }
        }
        fields.stream()
                .filter(field -> !named.contains(field))
                .forEach(field -> parts.add(new Part(new Step.Field(field), null)));
    }
}
