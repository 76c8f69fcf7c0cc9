// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of which each CPU has its own, as far as the file defines them and they are no arrays. */
final class PerCpuVariables {
    private static final Pattern DEFINITION = Pattern.compile(
            "\\bDE(?:FINE|CLARE)_PER_CPU(?:_[A-Z_]+)?\\s*\\(\\s*(\\w[\\w\\s*]*?)\\s*,\\s*(\\w+)\\s*\\)");

    private final Map<String, CVariable> variables = new HashMap<>();

    PerCpuVariables(String text) {
        Matcher definition = DEFINITION.matcher(text);
        while (definition.find()) {
            String name = definition.group(2);
            CVariable type = CVariable.unnamed(definition.group(1));
            CVariable variable =
                    new CVariable(name, type.type(), type.isPlain(), type.elements(), type.levels(), type.dimensions());
            variables.merge(name, variable, (one, other) -> one.equals(other) ? one : other.ofNoType());
        }
    }

    Optional<CVariable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
