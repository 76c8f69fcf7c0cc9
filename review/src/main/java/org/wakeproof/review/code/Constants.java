// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Enumerator;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** What variables of a file hold that are const: tables of functions, switches. */
final class Constants {
    private static final Constant UNKNOWN = new Constant(Value.UNKNOWN, null);

    /** More than this one value is not made of; one that is made of itself is of none. */
    private static final int MOST_ENUMERATORS = 100;

    private final CFile file;
    private final Bindings bindings;
    private final Map<String, Value> values = new HashMap<>();
    private int enumerators;

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

    /** The number that a name stands for, as the file or the table says it. */
    static Optional<Long> number(String name, CFile file, Bindings bindings) {
        Constants constants = new Constants(file, bindings);
        return constants.number(name);
    }

    private Optional<Long> number(String name) {
        return file.constant(name)
                .or(() -> bindings.constant(name))
                .or(() -> file.enumerator(name).flatMap(this::number));
    }

    private Optional<Long> number(Enumerator enumerator) {
        if (++enumerators > MOST_ENUMERATORS) {
            return Optional.empty();
        }
        Value first = value(enumerator.from());
        return first.isNumber() ? Optional.of(first.number() + enumerator.behind()) : Optional.empty();
    }

    private void initialize(String place, CVariable variable, Node initializer) {
        if (initializer.is("string_literal") && variable.isArray() && variable.levels() == 1) {
            List<Long> characters = Literals.string(initializer.text());
            for (int at = 0; at < Math.max(characters.size(), variable.elements()); at++) {
                put(place + "[" + at + "]", Value.of(at < characters.size() ? characters.get(at) : 0));
            }
            return;
        }
        if (!initializer.is("initializer_list")) {
            CType type = variable.isPlain()
                    ? CType.named(file.resolved(variable.type())).orElse(null)
                    : null;
            put(place, value(initializer).in(type));
            return;
        }
        initialize(place, variable, Initializers.of(variable, initializer, file, bindings));
    }

    private void initialize(String place, CVariable variable, List<Initializers.Part> parts) {
        for (Initializers.Part part : parts) {
            if (part.step() == null) {
                continue;
            }
            String here = part.in(place);
            CVariable declared = Initializers.declaration(variable, part, file);
            Optional<List<Initializers.Part>> nested = Initializers.nested(variable, part, file, bindings);
            if (nested.isPresent()) {
                initialize(here, declared, nested.get());
            } else if (part.value() == null) {
                put(here, Value.of(0L));
            } else {
                initialize(here, declared, part.value());
            }
        }
    }

    private void put(String place, Value value) {
        if (!value.isUnknown()) {
            values.put(place, value);
        }
    }

    private Value value(Node node) {
        return constant(node).value();
    }

    private Constant constant(Node node) {
        return switch (node.type()) {
            case "number_literal", "char_literal" -> {
                OptionalLong number = Literals.number(node.text());
                yield number.isPresent()
                        ? new Constant(Value.of(number.getAsLong()), CType.ofLiteral(node.text(), number.getAsLong()))
                        : UNKNOWN;
            }
            case "true" -> new Constant(Value.of(1L), CType.INT);
            case "false", "null" -> new Constant(Value.of(0L), CType.INT);
            case "string_literal", "concatenated_string" -> new Constant(Value.NOT_ZERO, null);
            case "parenthesized_expression" ->
                node.named().size() == 1 ? constant(node.named().get(0)) : UNKNOWN;
            case "identifier" -> named(node.text());
            case "pointer_expression" ->
                node.text().startsWith("&")
                        ? node.child("argument")
                                .filter(argument -> argument.is("identifier"))
                                .map(argument -> new Constant(address(argument.text()), null))
                                .orElse(UNKNOWN)
                        : UNKNOWN;
            case "unary_expression" -> unary(ExpressionLowering.operator(node), operand(node, "argument"));
            case "binary_expression" ->
                binary(ExpressionLowering.operator(node), operand(node, "left"), operand(node, "right"));
            case "cast_expression" -> cast(node, operand(node, "value"));
            case "conditional_expression" -> conditional(node);
            case "sizeof_expression" ->
                node.child("type")
                        .flatMap(type -> CType.named(file.resolved(type.text())))
                        .map(type -> new Constant(Value.of(type.bytes()), CType.UNSIGNED_LONG))
                        .orElse(UNKNOWN);
            default -> UNKNOWN;
        };
    }

    private Constant cast(Node node, Constant operand) {
        Optional<CType> type = node.child("type").flatMap(each -> CType.named(file.resolved(each.text())));
        boolean isKnown = type.isPresent() || operand.type() == null;
        return isKnown ? new Constant(operand.value().in(type.orElse(null)), type.orElse(null)) : UNKNOWN;
    }

    private Constant conditional(Node node) {
        Value condition = operand(node, "condition").value();
        Constant first = operand(node, "consequence");
        Constant second = operand(node, "alternative");
        if (condition.isUnknown() || node.child("consequence").isEmpty()) {
            return UNKNOWN;
        }
        CType type = CType.common(first.type(), second.type());
        return new Constant((condition.isTrue() ? first : second).value().in(type), type);
    }

    private static Constant unary(String operator, Constant operand) {
        CType type = operator.equals("!") || operand.type() == null
                ? CType.INT
                : operand.type().promoted();
        return new Constant(Arithmetic.unary(operator, operand.value(), type), type);
    }

    private static Constant binary(String operator, Constant left, Constant right) {
        boolean isShift = operator.equals("<<") || operator.equals(">>");
        CType type =
                isShift ? left.type() == null ? null : left.type().promoted() : CType.common(left.type(), right.type());
        boolean isTruth = operator.matches("[=!]=|[<>]=?|&&|\\|\\|");
        Value value = switch (operator) {
            case "&&" -> both(left.value(), right.value());
            case "||" -> not(both(not(left.value()), not(right.value())));
            default -> Arithmetic.binary(operator, left.value(), right.value(), type);
        };
        return new Constant(value, isTruth ? CType.INT : type);
    }

    private static Value both(Value left, Value right) {
        boolean hasZero = left.isZero() || right.isZero();
        return hasZero ? Value.of(0L) : left.isTrue() && right.isTrue() ? Value.of(1L) : Value.UNKNOWN;
    }

    private static Value not(Value value) {
        return Arithmetic.unary("!", value, CType.INT);
    }

    private Constant operand(Node node, String field) {
        return node.child(field).map(this::constant).orElse(UNKNOWN);
    }

    private Constant named(String name) {
        if (isFunction(name)) {
            return new Constant(Value.function(name), null);
        }
        Optional<Long> constant = number(name);
        return constant.map(number -> new Constant(Value.of(number), CType.ofConstant(name, number, file)))
                .orElse(UNKNOWN);
    }

    private Value address(String name) {
        return isFunction(name) ? Value.function(name) : Value.address(name);
    }

    private boolean isFunction(String name) {
        return file.functions().containsKey(name) || Lowering.isOperation(name, file, bindings);
    }
}
