// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of the side effects of expressions, and expressions without any of what remains. */
final class ExpressionLowering {
    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final StatementLowering statements;
    private final NodeTypes types;
    private final Paths paths;
    private final CallLowering calls;
    private final ConditionLowering conditions;
    private final LiteralLowering literals;
    private final PointerLowering pointers;
    private final Stores stores;

    ExpressionLowering(Lowering lowering, Inlined function, StatementLowering statements) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.statements = statements;
        this.types = new NodeTypes(lowering, function, statements);
        this.paths = new Paths(lowering, function, this, types);
        this.stores = new Stores(builder, function, paths.reads());
        this.calls = new CallLowering(lowering, function, this, paths);
        this.conditions = new ConditionLowering(lowering, function, this);
        this.literals = new LiteralLowering(lowering, function, this, statements);
        this.pointers = new PointerLowering(builder, paths, types);
    }

    CallLowering calls() {
        return calls;
    }

    ConditionLowering conditions() {
        return conditions;
    }

    Paths paths() {
        return paths;
    }

    Stores stores() {
        return stores;
    }

    LiteralLowering literals() {
        return literals;
    }

    /** Of what type it is, as far as its text says it. */
    Optional<CVariable> typeOf(Node node) {
        return types.of(node);
    }

    /** The same, also where only what is worked out for it tells; nothing is evaluated for it. */
    Optional<CVariable> deducedType(Node node) {
        Optional<CVariable> said = typeOf(node);
        if (said.isPresent()) {
            return said;
        }
        int size = builder.size();
        CType type = builder.declarations().typeOf(value(node));
        builder.truncate(size);
        return Optional.ofNullable(type).map(each -> CVariable.unnamed(each.toString()));
    }

    /** For its side effects alone. */
    void effect(Node node) {
        value(node);
    }

    Expression value(Node node) {
        node.children().stream().filter(Node::isBroken).forEach(this::unusual);
        return node.isBroken() ? unusual(node) : understood(node);
    }

    private Expression understood(Node node) {
        return switch (node.type()) {
            case "number_literal", "char_literal" -> literal(node);
            case "string_literal", "concatenated_string" -> new Constant(Value.NOT_ZERO, null);
            case "true" -> Expression.number(1);
            case "false", "null" -> Expression.number(0);
            case "identifier" -> paths.pointer(identifier(node));
            case "field_expression", "subscript_expression", "compound_literal_expression" ->
                paths.pointer(paths.reads().read(node));
            case "pointer_expression" -> pointer(node);
            case "parenthesized_expression" -> parenthesized(node);
            case "cast_expression" -> cast(node);
            case "unary_expression" -> unary(node);
            case "binary_expression" -> binary(node);
            case "conditional_expression" -> conditions.conditional(node);
            case "assignment_expression" -> assignment(node);
            case "update_expression" -> update(node);
            case "comma_expression" -> comma(node);
            case "call_expression" -> calls.call(node);
            case "compound_statement" -> statementExpression(node);
            case "gnu_asm_expression" -> calls.assembly(node);
            case "initializer_list" -> aggregate(node);
            case "sizeof_expression" -> literals.size(node);
            case "offsetof_expression", "alignof_expression", "type_descriptor" -> new Unknown();
            default -> unusual(node);
        };
    }

    private Expression unusual(Node node) {
        String what =
                node.isBroken() ? "syntax that was not understood" : node.type().replace('_', ' ');
        builder.unsupported(function.place(node), what + ": " + node.excerpt());
        return new Unknown();
    }

    private static Expression literal(Node node) {
        OptionalLong number = Literals.number(node.text());
        return number.isEmpty()
                ? new Unknown()
                : new Constant(Value.of(number.getAsLong()), CType.ofLiteral(node.text(), number.getAsLong()));
    }

    private Expression identifier(Node node) {
        if (function.nested(node.text()).isPresent()) {
            builder.error(
                    function.place(node), node.text() + ", a function of the function itself, is used as a value");
            return new Unknown();
        }
        if (function.local(node.text()).isPresent()) {
            Expression read = paths.reads().read(node);
            if (read instanceof Path path
                    && builder.declarations()
                            .declaration(path)
                            .filter(CVariable::isArray)
                            .isPresent()) {
                // Its value is its address.
                builder.escapes(path);
            }
            return read;
        }
        Optional<Long> constant = Constants.number(node.text(), lowering.file(), lowering.bindings());
        if (constant.isPresent() && !lowering.file().isAmbiguousMacro(node.text())) {
            return new Constant(
                    Value.of(constant.get()), CType.ofConstant(node.text(), constant.get(), lowering.file()));
        }
        if (lowering.file().isAmbiguousMacro(node.text())) {
            builder.error(function.place(node), "macro " + node.text() + ", which the file defines in several ways");
        } else if (lowering.file().isMacro(node.text())) {
            builder.ignore(function.place(node), node.text());
        }
        return isFunction(node)
                ? new Constant(Value.function(node.text()), null)
                : paths.reads().read(node);
    }

    private boolean isFunction(Node name) {
        return lowering.file().functions().containsKey(name.text()) || lowering.isOperation(name.text());
    }

    private Expression pointer(Node node) {
        Optional<Node> argument = node.child("argument");
        if (argument.isEmpty()) {
            return unusual(node);
        }
        if (node.text().startsWith("*")) {
            Optional<Path> pointee = paths.pointee(argument.get());
            if (pointee.isPresent()) {
                Expression read = paths.reads().read(node, pointee.get());
                return pointeeType(node)
                        .map(type -> Reads.seenAs(type, read))
                        .orElseGet(() -> paths.reads().typed(node, pointee.get(), read));
            }
            return behind(node, value(argument.get()));
        }
        return address(argument.get());
    }

    /** What is behind a pointer of which nobody knows where it points. */
    private Expression behind(Node node, Expression pointer) {
        boolean isTrusted = builder.trusts()
                && pointer instanceof Unknown unknown
                && !unknown.of().isEmpty();
        if (!isTrusted) {
            return new Unknown();
        }
        builder.trust(function.place(node), node.excerpt() + " is what is pending on this CPU");
        return paths.reads().read(node, Paths.ownPending());
    }

    /** The integer type that a pointer is cast to before it is followed. */
    private Optional<CType> pointeeType(Node node) {
        Node argument = node.child("argument").orElse(node);
        while (argument.is("parenthesized_expression") && argument.named().size() == 1) {
            argument = argument.named().get(0);
        }
        return argument.is("cast_expression")
                ? argument.child("type")
                        .map(Node::text)
                        .filter(text -> text.matches("[^*]*\\*\\s*"))
                        .flatMap(text -> builder.declarations().integer(text.replace("*", "")))
                : Optional.empty();
    }

    private Expression address(Node of) {
        if (of.is("identifier") && function.nested(of.text()).isPresent()) {
            return identifier(of);
        }
        if (of.is("identifier") && function.local(of.text()).isEmpty() && isFunction(of)) {
            return new Constant(Value.function(of.text()), null);
        }
        Optional<Path> path = paths.of(of);
        if (path.isEmpty()) {
            value(of);
            return new Constant(Value.NOT_ZERO, null);
        }
        builder.escapes(path.get());
        return builder.places().address(function.place(of), of.excerpt(), path.get());
    }

    private Expression parenthesized(Node node) {
        List<Node> inner = node.named();
        return inner.isEmpty() ? unusual(node) : value(inner.get(0));
    }

    private Expression cast(Node node) {
        Expression value = node.child("value").map(this::value).orElse(new Unknown());
        Optional<CVariable> to = types.of(node).filter(CVariable::isPlain);
        Optional<CType> type = to.flatMap(each -> builder.declarations().integer(each.type()));
        Expression pointer = pointers.cast(function.place(node), types.of(node), value);
        if (pointer != value) {
            return pointer;
        }
        if (type.isEmpty() && !(value instanceof Constant) && !(value instanceof Address)) {
            return to.flatMap(builder.declarations()::unknownType)
                    .<Expression>map(unknown -> builder.as(function.place(node), unknown, value))
                    .orElse(value);
        }
        return type.isEmpty() || type.get().equals(builder.declarations().typeOf(value))
                ? value
                : new Convert(type.get(), value);
    }

    private Expression statementExpression(Node node) {
        List<Node> inner = node.named();
        boolean hasValue = !inner.isEmpty() && inner.get(inner.size() - 1).is("expression_statement");
        function.enterBlock();
        statements.statements(inner.subList(0, Math.max(0, inner.size() - (hasValue ? 1 : 0))));
        List<Node> last = hasValue ? inner.get(inner.size() - 1).named() : List.of();
        Expression value = last.isEmpty() ? new Unknown() : value(last.get(0));
        function.leaveBlock();
        return value;
    }

    /** Of an aggregate nothing is known, but what its parts do is done. */
    private Expression aggregate(Node node) {
        for (Node part : node.named()) {
            effect(part.is("initializer_pair") ? part.child("value").orElse(part) : part);
        }
        return new Unknown();
    }

    private Expression unary(Node node) {
        Expression operand = value(node.child("argument").orElseThrow());
        CType type = builder.declarations().typeOf(operand);
        return new Unary(operator(node), operand, type == null ? null : type.promoted());
    }

    static String operator(Node node) {
        return node.child("operator").map(Node::text).orElse("?");
    }

    private Expression binary(Node node) {
        String operator = operator(node);
        if (operator.equals("&&") || operator.equals("||")) {
            return conditions.truth(node);
        }
        Unordered unordered = new Unordered(builder);
        Expression left = unordered.part(() -> value(node.child("left").orElseThrow()));
        if (left instanceof Path path
                && !Paths.isOfStat(path)
                && hasEffect(node.child("right").orElseThrow())) {
            Path before = builder.temporary();
            builder.emit(new Instruction.Assign(
                    function.place(node), before, left, builder.declarations().typeOf(left)));
            left = before;
        }
        Expression right = unordered.part(() -> value(node.child("right").orElseThrow()));
        ordered(unordered, List.of(node));
        Expression first = left;
        return pointers.moved(function.place(node), operator, first, right, node)
                .orElseGet(() -> binary(operator, first, right));
    }

    /** Refuses parts whose order matters, as C leaves it open. */
    void ordered(Unordered parts, List<Node> of) {
        if (parts.matters()) {
            String text = of.stream().map(Node::excerpt).collect(Collectors.joining(", "));
            builder.error(function.place(of.get(0)), "the order in which C leaves it open to work this out: " + text);
        }
    }

    /** Whether it may change what was read before it. */
    static boolean hasEffect(Node node) {
        return node.is("assignment_expression", "update_expression", "compound_statement", "call_expression")
                || node.children().stream().anyMatch(ExpressionLowering::hasEffect);
    }

    Expression binary(String operator, Expression left, Expression right) {
        if (operator.matches("&|>>") && builder.isLook(left) && !(right instanceof Constant)) {
            // Of which bits nobody knows.
            return left;
        }
        if (operator.equals("&") && builder.isLook(right) && left instanceof Path) {
            return right;
        }
        CType leftType = builder.declarations().typeOf(left);
        boolean isShift = operator.equals("<<") || operator.equals(">>");
        CType type = isShift
                ? leftType == null ? null : leftType.promoted()
                : CType.common(leftType, builder.declarations().typeOf(right));
        return new Binary(operator, left, right, type);
    }

    private Expression assignment(Node node) {
        Node left = node.child("left").orElseThrow();
        String operator = operator(node);
        Expression right = value(node.child("right").orElseThrow());
        Optional<Path> target = paths.of(left);
        if (target.isEmpty()) {
            calls.storedTo(left);
            return right;
        }
        Expression value = operator.equals("=")
                ? right
                : changed(node, operator.substring(0, operator.length() - 1), target.get(), right);
        boolean isPart = left.is("pointer_expression")
                && !target.get().root().startsWith("$")
                && pointeeType(left)
                        .filter(type -> !type.equals(builder.declarations().typeOf(target.get())))
                        .isPresent();
        stores.store(node, target.get(), isPart ? new Unknown() : stored(left, target.get(), value));
        return target.get();
    }

    /** As the type of what it is stored to, where that is behind a pointer which is worked out. */
    private Expression stored(Node left, Path target, Expression value) {
        if (!target.root().startsWith("$") || builder.declarations().typeOf(target) != null) {
            return value;
        }
        Optional<CVariable> type = types.of(left).filter(CVariable::isPlain);
        Optional<CType> number = type.flatMap(each -> builder.declarations().integer(each.type()));
        return number.<Expression>map(known -> new Convert(known, value))
                .or(() -> type.flatMap(builder.declarations()::unknownType)
                        .map(unknown -> builder.as(function.place(left), unknown, value)))
                .orElse(value);
    }

    /** What a place is set to by an operator, from what it is. */
    private Expression changed(Node node, String operator, Path target, Expression by) {
        return pointers.moved(function.place(node), operator, target, by, null)
                .orElseGet(() -> binary(operator, target, by));
    }

    private Expression update(Node node) {
        Node argument = node.child("argument").orElseThrow();
        Optional<Path> target = paths.of(argument);
        if (target.isEmpty()) {
            calls.storedTo(argument);
            return new Unknown();
        }
        boolean isPostfix = node.text().endsWith("++") || node.text().endsWith("--");
        Path before = builder.temporary();
        if (isPostfix) {
            builder.emit(new Instruction.Assign(
                    function.place(node),
                    before,
                    target.get(),
                    builder.declarations().typeOf(target.get())));
        }
        stores.store(
                node, target.get(), changed(node, operator(node).substring(0, 1), target.get(), Expression.number(1)));
        return isPostfix ? before : target.get();
    }

    private Expression comma(Node node) {
        effect(node.child("left").orElseThrow());
        return value(node.child("right").orElseThrow());
    }
}
