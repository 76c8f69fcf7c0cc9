// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;
import org.wakeproof.review.syntax.Words;

/** Makes instructions of calls: operations of the machine, functions of the same file, or nothing that is known. */
final class CallLowering {
    /** Names of what may do what decides a verdict; in words of several systems. */
    private static final String TELLING =
            "(?i)(?!_*(trace|lockdep|debug|perf)).*(guard\\(\\w*irq|(?<![a-z])(set|post|queue|mark)_(\\w+_)?softirqs?(_pending)?\\b"
                    + "|(?<![a-z])(set|clear|clr)_(\\w+_)?(in_mwait|polling)\\b|irqs?_?(en|dis)able|(en|dis)able_?(all_|local_)?(irqs?|interrupts?|intr)\\b|irq_?(save|restore)|(un)?lock_irq"
                    + "|irqs?_(on|off)\\b|(raise|trigger)\\w*softirq|softirq\\w*raise|(schedule|kick)\\w*(tasklet|softirq)).*";

    /** Names of what changes a number where it is, whichever way. */
    private static final String CHANGING = "(\\w+_)?(cmp)?xchg\\w*|(atomic|__sync|__atomic|test_and)_\\w+";

    /** What is there then: made of nothing that others know, in a way that is not followed. */
    private static final Expression CHANGED = new Expression.Unary("~", new Unknown(), null);

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;
    private final BoundCallLowering bound;
    private final AssemblyStatements assembly;
    private final PointerCalls pointers;

    CallLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
        this.bound = new BoundCallLowering(lowering, function, expressions, paths);
        this.assembly = new AssemblyStatements(lowering, function, expressions, paths, bound);
        this.pointers = new PointerCalls(lowering, function, expressions, paths, this);
    }

    /** Inline assembly. */
    Expression assembly(Node node) {
        return assembly.assembly(node);
    }

    Expression call(Node node) {
        List<Node> arguments = node.child("arguments").map(Node::named).orElse(List.of());
        return call(node, node.child("function").orElseThrow(), arguments);
    }

    private Expression call(Node node, Node callee, List<Node> arguments) {
        Node bare = PointerTargets.bare(callee);
        if (bare.is("conditional_expression")) {
            return expressions.conditions().call(bare, chosen -> call(node, chosen, arguments));
        }
        String name = name(callee);
        if (name.startsWith(CFile.LOOP)) {
            return headOfLoop(arguments);
        }
        Optional<Inlined.Nested> nested = function.nested(name);
        if (nested.isPresent()) {
            return nested(node, nested.get(), arguments);
        }
        Optional<BoundCall> meaning = function.local(name).isPresent()
                ? Optional.empty()
                : lowering.bindings().call(name);
        Optional<String> own = own(name, meaning);
        if (own.isPresent()) {
            return inlined(node, own.get(), values(arguments));
        }
        if (meaning.isPresent()) {
            return bound(node, name, meaning.get(), arguments);
        }
        if (name.equals("__builtin_choose_expr") && arguments.size() == 3) {
            Value condition = Evaluation.of(expressions.value(arguments.get(0)), Map.of());
            if (condition.isNumber()) {
                return expressions.value(arguments.get(condition.isZero() ? 2 : 1));
            }
        }
        if (name.equals("IS_ENABLED") && isOfHeaders(arguments)) {
            return enabled(arguments.get(0).text());
        }
        if (function.isActive(name)) {
            builder.unsupported(function.place(node), "recursion: " + node.excerpt());
            return builder.trusts() ? trusted(node, name) : new Unknown();
        }
        if (lowering.file().functions().containsKey(name)) {
            builder.unsupported(function.place(node), "calls nested too deeply: " + node.excerpt());
            return new Unknown();
        }
        if (lowering.file().isAmbiguousMacro(name) && function.local(name).isEmpty()) {
            ambiguousMacro(node, name, arguments);
            return new Unknown();
        }
        return pointers.byPointer(node, callee, name, arguments);
    }

    /** Whether it is one name, of which the file itself says nothing. */
    private boolean isOfHeaders(List<Node> arguments) {
        return arguments.size() == 1
                && arguments.get(0).is("identifier")
                && !lowering.file().isMacro(arguments.get(0).text())
                && lowering.file().constant(arguments.get(0).text()).isEmpty();
    }

    /** What the preprocessor would decide, in the same way as it does where it is asked by {@code #ifdef}. */
    private Expression enabled(String macro) {
        Words words = lowering.bindings().words();
        boolean isKnown = words.defined().contains(macro) || words.undefined().contains(macro);
        return isKnown ? Expression.number(words.defined().contains(macro) ? 1 : 0) : Path.of("#" + macro);
    }

    /** A call of a function that is defined within the one that calls it. */
    private Expression nested(Node node, Inlined.Nested nested, List<Node> arguments) {
        String name = nested.function().name();
        if (function.isActive(name) || lowering.isTooDeep(function)) {
            builder.error(function.place(node), "recursion, or calls nested too deeply: " + node.excerpt());
            return new Unknown();
        }
        return lowering.inline(nested, values(arguments), function, paths, function.place(node));
    }

    private Expression bound(Node node, String name, BoundCall meaning, List<Node> arguments) {
        lowering.bindings().note(name).ifPresent(note -> builder.assume(function.place(node), note));
        if (lowering.file().isMacro(name) || lowering.file().functions().containsKey(name)) {
            builder.replace(name);
        }
        if (meaning == BoundCall.ASSEMBLY && !arguments.isEmpty()) {
            return assembly.assembly(node, arguments.get(0).text());
        }
        if (meaning != BoundCall.CALL_OF_ARGUMENT) {
            return bound.call(node, meaning, arguments);
        }
        return arguments.isEmpty()
                ? new Unknown()
                : call(node, arguments.get(0), arguments.subList(1, arguments.size()));
    }

    /** Whether a macro's loop goes on nobody knows, nor what it sets its variables to: the first one, and any that is local. */
    Expression headOfLoop(List<Node> arguments) {
        List<Expression> from = new ArrayList<>();
        for (Node argument : arguments) {
            paths.of(argument)
                    .filter(path -> argument == arguments.get(0) || builder.isLocal(path) && isInItself(path))
                    .ifPresent(path -> builder.assign(function.place(argument), path, new Unknown()));
            Node place = argument.is("pointer_expression") && argument.text().startsWith("&")
                    ? argument.child("argument").orElse(argument)
                    : argument;
            paths.of(place).ifPresent(from::add);
        }
        return new Unknown("", from);
    }

    private static boolean isInItself(Path path) {
        return path.steps().stream().noneMatch(step -> step instanceof Step.Arrow || step instanceof Step.Deref);
    }

    private void ambiguousMacro(Node node, String name, List<Node> arguments) {
        builder.error(function.place(node), "macro " + name + ", which the file defines in several ways");
        unknown(node, name, arguments);
    }

    /** Whether a pending word is in it. */
    boolean hasPending(Node node) {
        boolean isWord = node.is("call_expression")
                && node.child("function")
                        .flatMap(callee -> lowering.bindings().call(name(callee)))
                        .filter(BoundCall.SOFTIRQ_PENDING::equals)
                        .isPresent();
        boolean mayBe = node.is("identifier", "field_identifier") && Looks.isPlace(node.text());
        return isWord || mayBe || node.children().stream().anyMatch(this::hasPending);
    }

    /** What a call gives back that may be a look. */
    Expression trusted(Node node, String name) {
        builder.trust(function.place(node), name + " looks at what is pending on this CPU");
        Expression look = paths.reads().read(node, Paths.ownPending());
        builder.look(look);
        return look;
    }

    /** A call of what a pointer leads to: a function of the file, or of the table. */
    Expression target(Node node, String name, List<Node> arguments) {
        return lowering.canInline(name, function)
                ? inlined(node, name, values(arguments))
                : bound(node, name, lowering.bindings().call(name).orElseThrow(), arguments);
    }

    /** Returns the values of the arguments. */
    List<Expression> unknown(Node node, String name, List<Node> arguments) {
        if (function.definesLater(name)) {
            builder.error(function.place(node), name + ", which is defined further on in the same function");
        }
        builder.ignore(function.place(node), name);
        builder.given().forEach(path -> builder.assign(function.place(node), path, new Unknown()));
        if (name.matches(TELLING)) {
            builder.error(
                    function.place(node),
                    name + ", which by its name changes interrupts, raises softirqs or says that none has to be sent");
        }
        // A macro may take what is no expression.
        if (arguments.stream().anyMatch(Node::containsError)) {
            return List.of();
        }
        List<Expression> values = values(arguments).stream().map(paths::pointer).toList();
        for (Expression value : values) {
            boolean isNumber = value instanceof Path && builder.declarations().typeOf(value) != null;
            builder.emit(new Instruction.ForgetPointee(function.place(node), value, isNumber ? List.of() : values));
            builder.give(value);
            if (builder.trusts() && Looks.isFunction(name)) {
                given(value).ifPresent(path -> builder.assign(function.place(node), path, trusted(node, name)));
            } else if (name.matches(CHANGING)) {
                given(value).ifPresent(path -> builder.assign(function.place(node), path, CHANGED));
            }
        }
        return values;
    }

    /** The number that a function is given the address of, to set it. */
    private Optional<Path> given(Expression pointer) {
        return pointer instanceof Expression.Address address
                        && builder.isLocal(address.path())
                        && builder.declarations().typeOf(address.path()) != null
                ? Optional.of(address.path())
                : Optional.empty();
    }

    /** The function of the file itself that a call leads to; pm_idle is default_idle there where that is. */
    private Optional<String> own(String name, Optional<BoundCall> meaning) {
        String target = meaning.filter(BoundCall.DEFAULT_IDLE::equals).isPresent() ? "default_idle" : name;
        boolean goesFirst = meaning.isEmpty() || lowering.bindings().isExternal(name);
        return goesFirst && function.local(name).isEmpty() && lowering.canInline(target, function)
                ? Optional.of(target)
                : Optional.empty();
    }

    List<Expression> values(List<Node> arguments) {
        Unordered unordered = new Unordered(builder);
        List<Expression> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(unordered.part(() -> expressions.value(argument))));
        expressions.ordered(unordered, arguments);
        return values;
    }

    private Expression inlined(Node node, String name, List<Expression> values) {
        return lowering.inline(lowering.file().functions().get(name), values, function, paths, function.place(node));
    }

    private static String name(Node callee) {
        String text = callee.text().replaceAll("\\s+", "");
        while (text.startsWith("(") && text.endsWith(")")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.replaceFirst("^[*&]+", "");
    }

    /** Whatever has its address taken there may be what is written to. */
    private void escapes(Node node) {
        if (node.is("pointer_expression") && node.text().startsWith("&")) {
            node.child("argument").flatMap(paths::of).ifPresent(builder::escapes);
        }
        node.children().forEach(this::escapes);
    }

    /** An assignment to what has no name: no effect, unless it stands for what the machine has. */
    void storedTo(Node target) {
        boolean isBound = target.is("call_expression")
                && target.child("function")
                        .flatMap(callee -> lowering.bindings().call(name(callee)))
                        .filter(BoundCall::isOperation)
                        .isPresent();
        boolean isValue = target.is("binary_expression", "number_literal", "unary_expression", "assignment_expression");
        if (isBound || isValue) {
            builder.unsupported(function.place(target), "write to " + target.excerpt());
        } else {
            builder.ignore(function.place(target), "write to " + target.excerpt());
            escapes(target);
            // Wherever it may lead.
            builder.assign(function.place(target), builder.temporary().then(new Step.Deref()), new Unknown());
        }
    }
}
