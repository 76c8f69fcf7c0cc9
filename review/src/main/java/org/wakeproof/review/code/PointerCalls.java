// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of calls by a pointer: of the functions that the file says it may lead to. */
final class PointerCalls {
    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;
    private final CallLowering calls;

    PointerCalls(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths, CallLowering calls) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
        this.calls = calls;
    }

    /** A call of what nobody knows, or by a pointer of which the file says what functions it can point to. */
    Expression byPointer(Node node, Node callee, String name, List<Node> arguments) {
        Node bare = called(callee);
        Optional<Expression> pointer = lowering.file().isMacro(name) ? Optional.empty() : pointer(bare);
        Optional<String> only = pointer.flatMap(path -> lowering.constantFunction(path.toString()))
                .filter(target -> lowering.canCall(target, function));
        if (only.isPresent()) {
            return typed(name, calls.target(node, only.get(), arguments));
        }
        PointerTargets targets = PointerTargets.of(bare, name, arguments.size(), lowering, function);
        if (isNeverSet(bare)) {
            builder.error(function.place(node), name + ", a pointer to a function that the file itself never sets");
        }
        if (pointer.isEmpty() || targets.names().isEmpty()) {
            List<Expression> values = calls.unknown(node, name, arguments);
            boolean mayLook = Looks.isFunction(name) || arguments.stream().anyMatch(calls::hasPending);
            return builder.trusts() && mayLook ? calls.trusted(node, name) : new Unknown(name, values);
        }
        targets.assumption().ifPresent(sentence -> builder.assume(function.place(node), sentence));
        return typed(name, oneOf(node, pointer.get(), name, targets, arguments));
    }

    private boolean isNeverSet(Node name) {
        CFile file = lowering.file();
        return name.is("identifier")
                && function.local(name.text()).isEmpty()
                && file.isStatic(name.text())
                && !file.isGivenAway(name.text())
                && file.sources(name.text()).isEmpty();
    }

    /** What is called: what a pointer to pointers leads to, or what has the name itself, as a star changes nothing of a function. */
    private Node called(Node callee) {
        Node bare = PointerTargets.bare(callee);
        Node starred = callee;
        while (starred.is("parenthesized_expression") && starred.named().size() == 1) {
            starred = starred.named().get(0);
        }
        boolean isElement = starred.is("pointer_expression")
                && starred.child("argument").filter(bare::equals).isPresent()
                && bare.is("identifier")
                && leadsToPointers(bare);
        return isElement ? starred : bare;
    }

    private boolean leadsToPointers(Node name) {
        boolean isDeclared = expressions
                .typeOf(name)
                .filter(type -> type.levels() == 1 && !type.isArray())
                .isPresent();
        CFile file = lowering.file();
        return isDeclared
                || Stream.concat(file.pointees(name.text()).stream(), file.sources(name.text()).stream())
                        .anyMatch(each -> !each.equals(name.text()) && isArray(each));
    }

    private boolean isArray(String name) {
        Path path = Path.of(function.local(name).orElse(name));
        return builder.declarations()
                .declaration(path)
                .filter(CVariable::isArray)
                .isPresent();
    }

    /** What is called by a pointer gives back what that says, whatever it points to. */
    private Expression typed(String pointer, Expression result) {
        return lowering.file()
                .returned(pointer)
                .or(() -> paths.typeOf(pointer).flatMap(lowering.file()::returned))
                .filter(CVariable::isPlain)
                .flatMap(type -> builder.declarations().integer(type.type()))
                .filter(type -> type.bits() < CType.INT.bits())
                .<Expression>map(type -> new Expression.Convert(type, result))
                .orElse(result);
    }

    private Expression oneOf(Node node, Expression pointer, String name, PointerTargets targets, List<Node> arguments) {
        Path result = builder.temporary();
        Label end = new Label();
        String last = targets.isComplete() ? targets.names().get(targets.names().size() - 1) : "";
        for (String target : targets.names()) {
            Label next = new Label();
            if (!target.equals(last)) {
                Label here = new Label();
                Expression isIt = expressions.binary("==", pointer, new Constant(Value.function(target), null));
                builder.emit(new Instruction.Branch(function.place(node), isIt, name + " is " + target, here, next));
                builder.place(here);
            }
            builder.assign(function.place(node), result, calls.target(node, target, arguments));
            builder.jump(function.place(node), end);
            builder.place(next);
        }
        if (!targets.isComplete()) {
            calls.unknown(node, name, arguments);
            builder.assign(function.place(node), result, new Unknown(name));
        }
        builder.place(end);
        return result;
    }

    /** What is called: a place, or what is worked out once. */
    private Optional<Expression> pointer(Node callee) {
        if (!callee.is("conditional_expression", "call_expression", "comma_expression", "cast_expression")) {
            return paths.of(callee).map(path -> path);
        }
        Path once = builder.temporary();
        builder.assign(function.place(callee), once, expressions.value(callee));
        return Optional.of(once);
    }
}
