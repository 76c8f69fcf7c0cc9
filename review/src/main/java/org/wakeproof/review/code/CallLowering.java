// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;
import org.wakeproof.review.syntax.Words;

/** Makes instructions of calls: operations of the machine, functions of the same file, or nothing that is known. */
final class CallLowering {
    /** Assembly that is no instruction. */
    private static final String EMPTY = "(?s)[^\"]*\\(\\s*\"\\s*\"\\s*:.*";

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

    CallLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
        this.bound = new BoundCallLowering(lowering, function, expressions, paths);
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
        return byPointer(node, callee, name, arguments);
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
            return assembly(node, arguments.get(0).text());
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

    /** A call of what nobody knows, or by a pointer of which the file says what functions it can point to. */
    private Expression byPointer(Node node, Node callee, String name, List<Node> arguments) {
        Node bare = called(callee);
        Optional<Expression> pointer = lowering.file().isMacro(name) ? Optional.empty() : pointer(bare);
        Optional<String> only = pointer.flatMap(path -> lowering.constantFunction(path.toString()))
                .filter(target -> lowering.canCall(target, function));
        if (only.isPresent()) {
            return typed(name, target(node, only.get(), arguments));
        }
        PointerTargets targets = PointerTargets.of(bare, name, arguments.size(), lowering, function);
        if (isNeverSet(bare)) {
            builder.error(function.place(node), name + ", a pointer to a function that the file itself never sets");
        }
        if (pointer.isEmpty() || targets.names().isEmpty()) {
            List<Expression> values = unknown(node, name, arguments);
            boolean mayLook = Looks.isFunction(name) || arguments.stream().anyMatch(this::hasPending);
            return builder.trusts() && mayLook ? trusted(node, name) : new Unknown(name, values);
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
        return builder.declaration(path).filter(CVariable::isArray).isPresent();
    }

    /** What is called by a pointer gives back what that says, whatever it points to. */
    private Expression typed(String pointer, Expression result) {
        return lowering.file()
                .returned(pointer)
                .or(() -> paths.typeOf(pointer).flatMap(lowering.file()::returned))
                .filter(CVariable::isPlain)
                .flatMap(type -> builder.integer(type.type()))
                .filter(type -> type.bits() < CType.INT.bits())
                .<Expression>map(type -> new Expression.Convert(type, result))
                .orElse(result);
    }

    /** Whether a pending word is in it. */
    private boolean hasPending(Node node) {
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
        Expression look = paths.read(node, Paths.ownPending());
        builder.look(look);
        return look;
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
            builder.assign(function.place(node), result, target(node, target, arguments));
            builder.jump(function.place(node), end);
            builder.place(next);
        }
        if (!targets.isComplete()) {
            unknown(node, name, arguments);
            builder.assign(function.place(node), result, new Unknown(name));
        }
        builder.place(end);
        return result;
    }

    /** A call of what a pointer leads to: a function of the file, or of the table. */
    private Expression target(Node node, String name, List<Node> arguments) {
        return lowering.canInline(name, function)
                ? inlined(node, name, values(arguments))
                : bound(node, name, lowering.bindings().call(name).orElseThrow(), arguments);
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

    /** Returns the values of the arguments. */
    private List<Expression> unknown(Node node, String name, List<Node> arguments) {
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
            boolean isNumber = value instanceof Path && builder.typeOf(value) != null;
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
                        && builder.typeOf(address.path()) != null
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

    Expression assembly(Node node) {
        return assembly(node, node.text());
    }

    private Expression assembly(Node node, String text) {
        boolean isKnown = new AssemblyLowering(
                        lowering.bindings(),
                        builder,
                        (place, call) -> bound.instruction(place, call, operands(node, call)))
                .assembly(function.place(node), namingTheirPromise(node, text));
        if (text.matches(EMPTY)) {
            hidden(node);
            return new Unknown();
        }
        List<Expression> inputs = new ArrayList<>();
        if (!isKnown) {
            inputs(node, inputs);
        }
        changed(node, isKnown, new Unknown("", inputs));
        if (!isKnown && text.contains("\"memory\"")) {
            inputs.forEach(pointer ->
                    builder.emit(new Instruction.ForgetPointee(function.place(node), paths.pointer(pointer))));
        }
        return new Unknown();
    }

    /** With the name that the table has for it in the place of the number or the name that the operand has. */
    private static String namingTheirPromise(Node node, String text) {
        List<Node> operands = new ArrayList<>();
        operands(node, operands);
        String named = text;
        if (operands.stream().filter(each -> inMwait(each).isPresent()).count() != 1) {
            return text;
        }
        for (int at = 0; at < operands.size(); at++) {
            Node operand = operands.get(at);
            if (inMwait(operand).isPresent()) {
                String symbol = operand.text().replaceFirst("(?s)^\\[(\\w+)].*", "$1");
                named = named.replaceAll("%" + at + "(?!\\d)|%\\[" + Pattern.quote(symbol) + "]", "%[in_mwait]");
            }
        }
        return named;
    }

    private static void operands(Node node, List<Node> into) {
        if (node.is("gnu_asm_output_operand", "gnu_asm_input_operand")) {
            into.add(node);
        } else {
            node.children().forEach(child -> operands(child, into));
        }
    }

    /** What assembly of no instruction only hides from the compiler stays; what it would set nobody knows. */
    private void hidden(Node node) {
        boolean stays = node.is("gnu_asm_output_operand")
                && node.child("constraint")
                        .filter(each -> each.text().startsWith("\"+"))
                        .isPresent();
        if (node.is("gnu_asm_output_operand", "gnu_asm_clobber_list")) {
            if (!stays) {
                changed(node, false, new Unknown());
            }
        } else {
            node.children().forEach(this::hidden);
        }
    }

    /** What the operands and the clobbers of assembly say that it changes; of in_mwait, instructions that are known say more. */
    private void changed(Node node, boolean isKnown, Unknown to) {
        if (node.is("gnu_asm_output_operand")) {
            node.child("value")
                    .flatMap(paths::of)
                    .filter(path -> !isKnown || !Paths.isField(path, Promises.IN_MWAIT))
                    .ifPresent(path -> builder.assign(function.place(node), path, to));
        } else if (node.is("gnu_asm_clobber_list") && node.text().contains("\"memory\"")) {
            builder.emit(new Instruction.ForgetShared(function.place(node)));
        } else {
            node.children().forEach(child -> changed(child, isKnown, to));
        }
    }

    /** What assembly reads: it may change what that points to, where it says that it changes memory. */
    private void inputs(Node node, List<Expression> into) {
        if (node.is("gnu_asm_input_operand")) {
            node.child("value").map(expressions::value).ifPresent(into::add);
        } else if (node.is("gnu_asm_output_operand") && node.text().contains("\"+")) {
            node.child("value").flatMap(paths::of).ifPresent(into::add);
        } else {
            node.children().forEach(child -> inputs(child, into));
        }
    }

    /** The registers that an instruction takes its arguments from. */
    private List<Expression> operands(Node node, BoundCall call) {
        if (call == BoundCall.MONITOR) {
            return List.of(operand(node, "\"a\""));
        }
        if (call == BoundCall.IN_MWAIT_SET || call == BoundCall.IN_MWAIT_CLEAR) {
            return List.of(inMwait(node)
                    .flatMap(paths::of)
                    .<Expression>map(Expression.Address::new)
                    .orElse(new Unknown()));
        }
        if (call != BoundCall.MWAIT && call != BoundCall.STI_MWAIT && call != BoundCall.STI_MWAIT_CLI) {
            return List.of();
        }
        return List.of(operand(node, "\"a\""), operand(node, "\"c\""));
    }

    /** The field itself among the operands, which a macro may take in a form that is no C. */
    private static Optional<Node> inMwait(Node node) {
        if (node.is("field_expression")
                && node.child("field")
                        .filter(field -> field.text().equals(Promises.IN_MWAIT))
                        .isPresent()) {
            return Optional.of(node);
        }
        return node.children().stream()
                .map(CallLowering::inMwait)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Expression operand(Node node, String register) {
        if (node.is("gnu_asm_input_operand")
                && node.child("constraint")
                        .filter(each -> each.text().equals(register))
                        .isPresent()) {
            return node.child("value").map(expressions::value).orElse(new Unknown());
        }
        for (Node child : node.children()) {
            Expression found = operand(child, register);
            if (!(found instanceof Unknown)) {
                return found;
            }
        }
        return new Unknown();
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
