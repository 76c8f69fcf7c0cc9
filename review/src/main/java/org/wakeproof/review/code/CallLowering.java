// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.code.Expression.Variable;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of calls: operations of the machine, functions of the same file, or nothing that is known. */
final class CallLowering {
    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;

    CallLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
    }

    Expression call(Node node) {
        List<Node> arguments = node.child("arguments").map(Node::named).orElse(List.of());
        return call(node, node.child("function").orElseThrow(), arguments);
    }

    private Expression call(Node node, Node callee, List<Node> arguments) {
        String name = name(callee);
        Optional<BoundCall> bound = lowering.bindings().call(name);
        Optional<String> own = own(name, bound);
        if (own.isPresent()) {
            return inlined(node, own.get(), arguments);
        }
        if (bound.isPresent()) {
            lowering.bindings().note(name).ifPresent(builder::note);
            if (lowering.file().isMacro(name) || lowering.file().functions().containsKey(name)) {
                builder.note(name + " does what the table of bindings says, not what the file defines");
            }
            return bound(node, bound.get(), arguments);
        }
        if (function.isActive(name)) {
            builder.unsupported(function.place(node), "recursion: " + node.excerpt());
            return new Unknown();
        }
        builder.ignore(function.place(node), name);
        evaluate(arguments);
        arguments.forEach(this::forgetWhatItMaySet);
        return new Unknown();
    }

    /** The function of the file itself that a call leads to; pm_idle is default_idle there where that is. */
    private Optional<String> own(String name, Optional<BoundCall> bound) {
        String target = bound.filter(BoundCall.DEFAULT_IDLE::equals).isPresent() ? "default_idle" : name;
        boolean goesFirst = bound.isEmpty() || lowering.bindings().isExternal(name);
        return goesFirst && function.local(name).isEmpty() && lowering.canInline(target, function)
                ? Optional.of(target)
                : Optional.empty();
    }

    private Expression inlined(Node node, String name, List<Node> arguments) {
        List<Expression> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(argument(argument)));
        Expression result =
                lowering.inline(lowering.file().functions().get(name), values, function, function.place(node));
        arguments.forEach(this::forgetWhatItMaySet);
        return result;
    }

    /** Evaluates what is passed to somebody of whom nothing is known; a macro may take what is no expression. */
    private void evaluate(List<Node> arguments) {
        if (arguments.stream().noneMatch(Node::containsError)) {
            arguments.forEach(expressions::effect);
        }
    }

    /** What is passed: a path, or the address of one by the name that dereferencing it has. */
    private Expression argument(Node node) {
        if (node.is("pointer_expression") && node.text().startsWith("&")) {
            return expressions.value(node);
        }
        return paths.of(node).isPresent() && !isConstant(node) ? paths.of(node).get() : expressions.value(node);
    }

    private boolean isConstant(Node node) {
        return node.is("identifier")
                && function.local(node.text()).isEmpty()
                && !(expressions.value(node) instanceof Variable);
    }

    private void forgetWhatItMaySet(Node argument) {
        if (argument.is("pointer_expression") && argument.text().startsWith("&")) {
            argument.child("argument")
                    .flatMap(paths::of)
                    .ifPresent(path -> builder.emit(new Instruction.Forget(function.place(argument), path.name())));
        }
    }

    private static String name(Node callee) {
        String text = callee.text().replaceAll("\\s+", "");
        while (text.startsWith("(") && text.endsWith(")")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.replaceFirst("^\\*+", "");
    }

    private Expression bound(Node node, BoundCall call, List<Node> arguments) {
        Place place = function.place(node);
        return switch (call) {
            case NOTHING -> {
                evaluate(arguments);
                yield new Unknown();
            }
            case RELAX -> {
                // A loop that waits for what others do must look again.
                builder.emit(new Instruction.ForgetShared(place));
                yield new Unknown();
            }
            case VALUE_OF_ARGUMENT -> arguments.isEmpty() ? new Unknown() : expressions.value(arguments.get(0));
            case CALL_OF_ARGUMENT ->
                arguments.isEmpty()
                        ? new Unknown()
                        : call(node, arguments.get(0), arguments.subList(1, arguments.size()));
            case IRQ_SAVE -> saved(place, arguments, 0);
            case IRQ_RESTORE -> restored(place, arguments, 0);
            case SPIN_LOCK_IRQSAVE -> {
                Expression flags = saved(place, arguments, 1);
                perform(place, BoundCall.SPIN_LOCK, arguments);
                yield flags;
            }
            case SPIN_UNLOCK_IRQRESTORE -> {
                perform(place, BoundCall.SPIN_UNLOCK, arguments);
                yield restored(place, arguments, 1);
            }
            default -> {
                arguments.forEach(expressions::effect);
                yield perform(place, call, arguments);
            }
        };
    }

    private Expression saved(Place place, List<Node> arguments, int which) {
        Variable flags = perform(place, BoundCall.IRQ_SAVE, List.of());
        if (which < arguments.size()) {
            paths.of(arguments.get(which))
                    .ifPresent(path -> builder.emit(new Instruction.Assign(place, path.name(), flags)));
        }
        return flags;
    }

    private Expression restored(Place place, List<Node> arguments, int which) {
        Expression flags = which < arguments.size() ? expressions.value(arguments.get(which)) : new Unknown();
        builder.emit(new Instruction.Perform(
                place, BoundCall.IRQ_RESTORE, "", flags, builder.temporary().name()));
        return new Unknown();
    }

    private Variable perform(Place place, BoundCall call, List<Node> arguments) {
        Variable result = builder.temporary();
        Expression argument = null;
        if (call == BoundCall.MWAIT || call == BoundCall.STI_MWAIT_CLI) {
            builder.emit(new Instruction.Bind(place, Paths.C_STATE, BoundValue.CSTATE));
            argument = new Variable(Paths.C_STATE);
        }
        String subject = arguments.isEmpty() ? "" : arguments.get(0).text().replaceAll("[&\\s]", "");
        builder.emit(new Instruction.Perform(place, call, subject, argument, result.name()));
        return result;
    }

    Expression assembly(Node node) {
        Assembly text = new Assembly(node.text());
        Optional<String> known = lowering.bindings().assembly(text.template());
        if (text.hasMoreThan(known.orElse(""))) {
            builder.ignore(function.place(node), "inline assembly");
        }
        return known.flatMap(lowering.bindings()::instruction)
                .map(call -> bound(node, call, List.of()))
                .orElse(new Unknown());
    }

    /** An assignment to what has no name: no effect, unless it stands for what the machine has. */
    void storedTo(Node target) {
        boolean isBound = target.is("call_expression")
                && target.child("function")
                        .flatMap(callee -> lowering.bindings().call(name(callee)))
                        .filter(BoundCall::isOperation)
                        .isPresent();
        if (isBound) {
            builder.unsupported(function.place(target), "write to " + target.excerpt());
        } else {
            builder.ignore(function.place(target), "write to " + target.excerpt());
        }
    }
}
