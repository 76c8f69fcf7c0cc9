// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** Makes variables of compound literals, and numbers of sizeof. */
final class LiteralLowering {
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final StatementLowering statements;

    LiteralLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, StatementLowering statements) {
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** The variable without a name that a type in parentheses and a list are. */
    Optional<Path> compound(Node node) {
        Optional<Node> type = node.child("type");
        Optional<Node> list = node.child("value");
        if (type.isEmpty() || list.isEmpty()) {
            return Optional.empty();
        }
        String name = type.get().text();
        boolean isArray = name.contains("[");
        boolean isPlain = !name.contains("*") && !isArray;
        CVariable variable = new CVariable(
                "literal",
                name.replaceAll("\\[.*|\\*.*", "").strip(),
                isPlain,
                isArray ? 0 : CVariable.NO_ARRAY,
                name.matches("[^*\\[]*\\[[^\\[]*") ? 1 : isPlain ? 0 : -1);
        boolean isNumber =
                isPlain && builder.declarations().integer(variable.type()).isPresent();
        List<Node> values = list.get().named();
        if (!isNumber || values.size() != 1) {
            return Optional.of(statements.aggregate(node, variable.of(list.get()), list.get()));
        }
        Expression value = expressions.value(values.get(0));
        Path declared = function.declare(variable);
        builder.assign(function.place(node), declared, value);
        return Optional.of(declared);
    }

    /** The array without a name that a short string is; empty for a long one. */
    Optional<Path> string(Node node) {
        return characters(node, new CVariable("string", "char", false, 0, 1));
    }

    /** A variable that a short string initializes: an array of its characters, or a pointer to one; empty if it is another. */
    boolean isString(CVariable variable, Node value) {
        boolean isBytes = builder.declarations()
                .integer(variable.type())
                .filter(type -> type.bytes() == 1)
                .isPresent();
        return value.is("string_literal")
                && isBytes
                && variable.levels() == 1
                && !Literals.string(value.text()).isEmpty();
    }

    /** An array of characters that a string initializes. */
    Optional<Path> characters(Node node, CVariable array) {
        List<Long> characters = Literals.string(node.text());
        if (characters.isEmpty()) {
            return Optional.empty();
        }
        int count = array.elements() == 0 ? characters.size() : array.elements();
        Path path = function.declare(new CVariable(array.name(), array.type(), false, count, 1));
        for (int at = 0; at < count; at++) {
            long character = at < characters.size() ? characters.get(at) : 0;
            builder.assign(
                    function.place(node),
                    path.then(new Step.Index(Expression.number(at))),
                    Expression.number(character));
        }
        return Optional.of(path);
    }

    /** Of a type, or of a variable; nothing is evaluated for it. */
    Expression size(Node node) {
        Node of = node.child("value").or(() -> node.child("type")).orElse(node);
        while (of.is("parenthesized_expression") && of.named().size() == 1) {
            of = of.named().get(0);
        }
        return bytes(of)
                .<Expression>map(known -> new Constant(Value.of(known), CType.UNSIGNED_LONG))
                .orElse(new Unknown());
    }

    private Optional<Long> bytes(Node of) {
        // The parser takes the name of a type for that of a variable.
        boolean isName = of.is("identifier")
                && builder.declarations()
                        .declaration(Path.of(function.local(of.text()).orElse(of.text())))
                        .isEmpty();
        if (of.is("type_descriptor") || isName) {
            return bytes(statements.like(CVariable.unnamed(of.text())));
        }
        return of.is("string_literal", "concatenated_string")
                ? Optional.empty()
                : expressions.deducedType(of).flatMap(this::bytes);
    }

    private Optional<Long> bytes(CVariable variable) {
        Optional<Long> one = builder.declarations().integer(variable.type()).map(CType::bytes);
        if (variable.isPlain() || !variable.isArray()) {
            return variable.isPlain() ? one : Optional.of((long) Long.BYTES);
        }
        return variable.levels() == 1 && variable.elements() > 0
                ? one.map(size -> size * variable.elements())
                : Optional.empty();
    }
}
