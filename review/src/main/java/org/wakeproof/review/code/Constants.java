// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** What variables of a file hold that are const: tables of functions, switches. */
final class Constants {
    private final CFile file;
    private final Bindings bindings;
    private final Map<String, Value> values = new HashMap<>();

    private Constants(CFile file, Bindings bindings) {
        this.file = file;
        this.bindings = bindings;
    }

    /** The places of which a value is known. */
    static Map<String, Value> of(CFile file, Bindings bindings) {
        Constants constants = new Constants(file, bindings);
        file.constantVariables()
                .forEach((name, value) ->
                        file.global(name).ifPresent(variable -> constants.initialize(name, variable, value)));
        return Map.copyOf(constants.values);
    }

    private void initialize(String place, CVariable variable, Node initializer) {
        if (!initializer.is("initializer_list")) {
            CType type = variable.isPlain()
                    ? CType.named(file.resolved(variable.type())).orElse(null)
                    : null;
            put(place, value(initializer).in(type));
            return;
        }
        for (Initializers.Part part : Initializers.of(variable, initializer, file, bindings)) {
            if (part.step() != null && part.value() == null) {
                put(place + part.step(), Value.of(0L));
            } else if (part.step() != null) {
                initialize(place + part.step(), Initializers.declaration(variable, part.step(), file), part.value());
            }
        }
    }

    private void put(String place, Value value) {
        if (!value.isUnknown()) {
            values.put(place, value);
        }
    }

    private Value value(Node node) {
        return switch (node.type()) {
            case "number_literal", "char_literal" ->
                Literals.number(node.text()).isPresent()
                        ? Value.of(Literals.number(node.text()).getAsLong())
                        : Value.UNKNOWN;
            case "true" -> Value.of(1L);
            case "false", "null" -> Value.of(0L);
            case "string_literal", "concatenated_string" -> Value.NOT_ZERO;
            case "parenthesized_expression" ->
                node.named().size() == 1 ? value(node.named().get(0)) : Value.UNKNOWN;
            case "identifier" -> named(node.text());
            case "pointer_expression" ->
                node.text().startsWith("&")
                        ? node.child("argument")
                                .filter(argument -> argument.is("identifier"))
                                .map(argument -> address(argument.text()))
                                .orElse(Value.UNKNOWN)
                        : Value.UNKNOWN;
            case "unary_expression" ->
                Arithmetic.unary(ExpressionLowering.operator(node), operand(node, "argument"), CType.INT);
            case "binary_expression" ->
                Arithmetic.binary(
                        ExpressionLowering.operator(node), operand(node, "left"), operand(node, "right"), null);
            default -> Value.UNKNOWN;
        };
    }

    private Value operand(Node node, String field) {
        return node.child(field).map(this::value).orElse(Value.UNKNOWN);
    }

    private Value named(String name) {
        if (isFunction(name)) {
            return Value.function(name);
        }
        Optional<Long> constant = file.constant(name).or(() -> bindings.constant(name));
        return constant.map(Value::of).orElse(Value.UNKNOWN);
    }

    private Value address(String name) {
        return isFunction(name) ? Value.function(name) : Value.address(name);
    }

    private boolean isFunction(String name) {
        return file.functions().containsKey(name) || Lowering.isOperation(name, file, bindings);
    }
}
