// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of calls that the table of bindings knows. */
final class BoundCallLowering {
    private static final CType LONG = new CType(Long.SIZE, true);

    /** The number of the interrupt flag among the others. */
    private static final int INTERRUPT_BIT = 9;

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;
    private final MemoryLowering memory;
    private final BitSearchLowering bitSearch;

    BoundCallLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
        this.memory = new MemoryLowering(lowering, function, expressions, paths);
        this.bitSearch = new BitSearchLowering(lowering, function, expressions, paths);
    }

    Expression call(Node node, BoundCall call, List<Node> arguments) {
        Place place = function.place(node);
        return switch (call) {
            case NOTHING, ASSEMBLY, ASSERT -> new Unknown("", evaluate(arguments));
            case STOP -> {
                evaluate(arguments);
                builder.emit(new Instruction.Stop(place));
                yield new Unknown();
            }
            case STOP_IF -> {
                arguments.stream().findFirst().ifPresent(condition -> stopIf(place, condition));
                yield new Unknown();
            }
            case ZERO -> {
                evaluate(arguments);
                yield Expression.number(0);
            }
            case RELAX -> {
                // A loop that waits for what others do must look again.
                builder.emit(new Instruction.ForgetShared(place));
                yield new Unknown();
            }
            case THIS_CPU -> Path.of(Code.THIS_CPU);
            case IRQS_ARE_ON -> Path.of(Code.INTERRUPT_FLAG);
            case IRQS_ARE_OFF -> new Unary("!", Path.of(Code.INTERRUPT_FLAG), null);
            case IN_MWAIT_SET_AND_LOOK -> promised(place, BoundCall.IN_MWAIT_SET);
            case IN_MWAIT_CLEAR_AND_LOOK -> promised(place, BoundCall.IN_MWAIT_CLEAR);
            case MWAIT_IN_C1 -> {
                Expression breaks = arguments.isEmpty() ? null : expressions.value(arguments.get(0));
                evaluate(arguments);
                Expression c1 = Expression.number(0);
                yield perform(place, BoundCall.MWAIT, "", List.of(c1, c1, known(breaks)));
            }
            case MONITOR_OWN -> {
                evaluate(arguments);
                yield perform(place, BoundCall.MONITOR, "", List.of(new Address(Paths.ownPending())));
            }
            case SAVE_FLAGS -> {
                set(place, arguments, 0, flags(Path.of(Code.INTERRUPT_FLAG)));
                yield new Unknown();
            }
            case SOFTIRQ_PENDING, MWAIT_WAKEUP, THIS_CPU_VARIABLE, CPU_VARIABLE, POINTEE_OF_ARGUMENT ->
                paths.of(node)
                        .map(path ->
                                paths.reads().typed(node, path, paths.reads().read(node, path)))
                        .orElse(new Unknown());
            case TRUTH_OF_ARGUMENT -> arguments.isEmpty() ? new Unknown() : truth(expressions.value(arguments.get(0)));
            case LONG_OF_ARGUMENT ->
                arguments.isEmpty() ? new Unknown() : new Expression.Convert(LONG, expressions.value(arguments.get(0)));
            case VALUE_OF_ARGUMENT -> arguments.isEmpty() ? new Unknown() : expressions.value(arguments.get(0));
            case STORE -> {
                Expression value = arguments.size() < 2 ? new Unknown() : expressions.value(arguments.get(1));
                paths.of(arguments.isEmpty() ? node : arguments.get(0))
                        .ifPresent(path -> expressions.stores().store(node, path, value));
                yield value;
            }
            case STORE_AT -> {
                Expression value = arguments.size() < 2 ? new Unknown() : expressions.value(arguments.get(1));
                paths.pointee(arguments.isEmpty() ? node : arguments.get(0))
                        .ifPresent(path -> expressions.stores().store(node, path, value));
                yield value;
            }
            case LOWEST_BIT -> bits(node, Arithmetic.LOWEST_BIT, arguments, CType.INT);
            case HIGHEST_BIT -> bits(node, Arithmetic.HIGHEST_BIT, arguments, CType.INT);
            case COUNT_OF_BITS -> bits(node, Arithmetic.COUNT_OF_BITS, arguments, countType(node));
            case FIND_BIT, FIND_ZERO_BIT -> bitSearch.search(node, call, arguments);
            case ELEMENTS -> elements(arguments);
            case CONTAINER -> container(node, arguments);
            case COPY -> memory.copy(node, arguments);
            case CLEAR -> memory.clear(node, arguments);
            case COMPARE -> memory.compare(node, arguments);
            case TEST_BIT -> testBit(node, arguments);
            case SET_BIT, CLEAR_BIT -> memory.changedBit(node, arguments, call == BoundCall.SET_BIT);
            case TEST_CPU -> testCpu(place, arguments);
            case SET_CPU -> changedMask(node, arguments, BoundCall.MWAIT_FLAG_SET);
            case CLEAR_CPU -> changedMask(node, arguments, BoundCall.MWAIT_FLAG_CLEAR);
            case IRQ_SAVE -> saved(place, arguments, 0);
            case IRQ_RESTORE -> restored(place, arguments, 0);
            case SPIN_LOCK_IRQSAVE -> {
                Expression flags = saved(place, arguments, 1);
                perform(place, BoundCall.SPIN_LOCK, subject(arguments), List.of());
                yield flags;
            }
            case SPIN_UNLOCK_IRQRESTORE -> {
                perform(place, BoundCall.SPIN_UNLOCK, subject(arguments), List.of());
                yield restored(place, arguments, 1);
            }
            case SET_TIMER -> timer(node, arguments, BoundCall.TICK_RESUME);
            case STOP_TIMER -> timer(node, arguments, BoundCall.TICK_SUSPEND);
            case READ_PORT -> port(node, arguments);
            default -> perform(place, call, arguments);
        };
    }

    private void stopIf(Place place, Node condition) {
        Label stop = new Label();
        Label end = new Label();
        expressions.conditions().branch(condition, stop, end);
        builder.place(stop);
        builder.emit(new Instruction.Stop(place));
        builder.place(end);
    }

    private Path promised(Place place, BoundCall promise) {
        perform(place, promise, "", List.of());
        return perform(place, BoundCall.NEED_RESCHED, "", List.of());
    }

    /** Evaluates what is passed to somebody of whom nothing is known; a macro may take what is no expression. */
    private List<Expression> evaluate(List<Node> arguments) {
        return arguments.stream().anyMatch(Node::containsError)
                ? List.of()
                : expressions.calls().values(arguments);
    }

    /** The compiler's own take an unsigned int, but those with an l behind their names. */
    private Expression bits(Node node, String operator, List<Node> arguments, CType type) {
        if (arguments.isEmpty()) {
            return new Unknown();
        }
        Expression value = expressions.value(arguments.get(0));
        boolean isNarrow = node.text().matches("(?s)__builtin_(popcount|ffs)\\b.*");
        return new Unary(operator, isNarrow ? new Expression.Convert(CType.UNSIGNED_INT, value) : value, type);
    }

    /** The compiler's own is an int, Xen's has no sign. */
    private static CType countType(Node node) {
        return node.text().startsWith("__builtin") ? CType.INT : CType.UNSIGNED_INT;
    }

    private static Expression truth(Expression value) {
        Expression isZero = new Unary("!", value, CType.INT);
        return new Expression.Convert(LONG, new Unary("!", isZero, CType.INT));
    }

    private Expression elements(List<Node> arguments) {
        return arguments.stream()
                .findFirst()
                .flatMap(paths::of)
                .flatMap(builder.declarations()::declaration)
                .filter(array -> array.elements() > 0)
                .<Expression>map(
                        array -> new Expression.Constant(Value.of((long) array.elements()), CType.UNSIGNED_LONG))
                .orElse(new Unknown());
    }

    /** Of the structure around it that field alone is known; what is stored to it by either name is not known by the other. */
    private Expression container(Node node, List<Node> arguments) {
        if (arguments.size() < 2) {
            return new Unknown();
        }
        Path result = builder.temporary();
        Path inner = result.then(new Step.Arrow(arguments.get(1).text()));
        builder.assign(function.place(node), result, new Expression.Constant(Value.NOT_ZERO, null));
        paths.pointee(arguments.get(0))
                .ifPresent(field ->
                        expressions.stores().store(node, inner, paths.reads().read(arguments.get(0), field)));
        return result;
    }

    private Expression testBit(Node node, List<Node> arguments) {
        if (arguments.size() < 2) {
            return new Unknown();
        }
        boolean isNamed = builder.trusts()
                && arguments.get(0).is("identifier")
                && Looks.isPlace(arguments.get(0).text());
        if (isNamed) {
            return expressions.calls().trusted(node, node.excerpt());
        }
        Expression bit = expressions.value(arguments.get(0));
        Expression word = paths.pointee(arguments.get(1))
                .map(path -> paths.reads().read(node, path))
                .orElse(new Unknown());
        boolean isAnyBit = builder.isLook(word) && !(bit instanceof Expression.Constant);
        return isAnyBit ? word : expressions.binary("&", expressions.binary(">>", word, bit), Expression.number(1));
    }

    private Expression testCpu(Place place, List<Node> arguments) {
        if (arguments.size() > 1 && arguments.get(1).text().contains("online")) {
            return perform(
                    place, BoundCall.CPU_ONLINE, subject(arguments), List.of(expressions.value(arguments.get(0))));
        }
        evaluate(arguments);
        return new Unknown();
    }

    /** A bit of any mask but that of the CPUs in mwait is nothing that the machine has. */
    private Expression changedMask(Node node, List<Node> arguments, BoundCall ofSleepers) {
        Place place = function.place(node);
        String name = node.child("function").map(Node::text).orElse("");
        if (arguments.size() > 1
                && arguments.get(1).text().replaceAll("[&()\\s]", "").equals(Promises.MWAIT_FLAGS)) {
            if (name.startsWith("__")) {
                builder.unsupported(
                        place, name + " is not atomic, and other CPUs change " + Promises.MWAIT_FLAGS + ", too");
            }
            return perform(place, ofSleepers, subject(arguments), List.of(expressions.value(arguments.get(0))));
        }
        builder.ignore(place, name);
        for (Node argument : arguments) {
            builder.emit(new Instruction.ForgetPointee(place, expressions.value(argument)));
        }
        return new Unknown();
    }

    /** The ticker is known by its name; any other timer may be the first one of its CPU. */
    private Expression timer(Node node, List<Node> arguments, BoundCall ofTicker) {
        evaluate(arguments);
        boolean isTicker = !arguments.isEmpty() && arguments.get(0).text().contains("tick");
        String name = node.child("function").map(Node::text).orElse("");
        builder.assume(
                function.place(node),
                isTicker
                        ? name + " is of the scheduler's ticker"
                        : name + " raises TIMER_SOFTIRQ or does not, and has no other effect");
        return perform(function.place(node), isTicker ? ofTicker : BoundCall.MAY_RAISE_TIMER, "", List.of());
    }

    private Expression port(Node node, List<Node> arguments) {
        String port = arguments.isEmpty() ? "" : arguments.get(0).text();
        evaluate(arguments);
        if (!port.matches("(?is).*(address|lvl|pblk|p_blk|cx|c_?state).*")) {
            builder.ignore(function.place(node), "reading port " + port);
            return new Unknown();
        }
        return perform(function.place(node), BoundCall.SYSIO, arguments);
    }

    /** The word in which a processor keeps its flags: one of them is always set, the one of interrupts where they are on. */
    private static Expression flags(Path interrupts) {
        Expression flag = new Binary("<<", interrupts, Expression.number(INTERRUPT_BIT), CType.UNSIGNED_LONG);
        return new Binary("|", flag, Path.of(Code.FLAGS), CType.UNSIGNED_LONG);
    }

    private static Expression interrupts(Expression flags) {
        Expression moved = new Binary(">>", flags, Expression.number(INTERRUPT_BIT), CType.UNSIGNED_LONG);
        return new Binary("&", moved, Expression.number(1), CType.UNSIGNED_LONG);
    }

    private Expression saved(Place place, List<Node> arguments, int which) {
        Expression flags = flags(perform(place, BoundCall.IRQ_SAVE, "", List.of()));
        set(place, arguments, which, flags);
        return flags;
    }

    private void set(Place place, List<Node> arguments, int which, Expression value) {
        if (which < arguments.size()) {
            paths.of(arguments.get(which)).ifPresent(path -> builder.assign(place, path, value));
        }
    }

    private Expression restored(Place place, List<Node> arguments, int which) {
        Expression flags = which < arguments.size() ? expressions.value(arguments.get(which)) : new Unknown();
        perform(place, BoundCall.IRQ_RESTORE, "", List.of(interrupts(flags)));
        return new Unknown();
    }

    private Path perform(Place place, BoundCall call, List<Node> arguments) {
        List<Expression> values = expressions.calls().values(arguments);
        String subject = subject(arguments);
        if (call.isSleep() && call.name().contains("MWAIT")) {
            // A hint that stands in the text is nobody's choice of a state; it counts where the code has looked at
            // none.
            boolean isLiteral = !arguments.isEmpty() && arguments.get(0).is("number_literal");
            Expression ecx = values.size() > 1 ? values.get(1) : null;
            return isLiteral
                    ? perform(place, call, "", List.of(new Unknown(), Path.of(Code.C_STATE), known(ecx), values.get(0)))
                    : sleep(place, call, values, ecx);
        }
        return perform(place, call, subject, values);
    }

    /** The same for what has no node of its own: the arguments are its registers. */
    Expression instruction(Place place, BoundCall call, List<Expression> registers) {
        if (call == BoundCall.MWAIT || call == BoundCall.STI_MWAIT || call == BoundCall.STI_MWAIT_CLI) {
            return sleep(place, call, registers, registers.size() > 1 ? registers.get(1) : null);
        }
        if (call == BoundCall.NOTHING) {
            return new Unknown();
        }
        if (call == BoundCall.IRQ_RESTORE) {
            return perform(place, call, "", List.of(new Unknown()));
        }
        if (call == BoundCall.RELAX) {
            builder.emit(new Instruction.ForgetShared(place));
            return new Unknown();
        }
        return perform(place, call, "", registers);
    }

    private Path sleep(Place place, BoundCall call, List<Expression> hint, Expression extensions) {
        Expression state = hint.isEmpty() ? new Unknown() : hint.get(0);
        builder.emit(new Instruction.Bind(place, Path.of(Code.C_STATE), BoundValue.CSTATE, state));
        return perform(place, call, "", List.of(state, Path.of(Code.C_STATE), known(extensions)));
    }

    /** The second argument of mwait; without one it is what everybody passes. */
    private static Expression known(Expression extensions) {
        return extensions == null ? Expression.number(1) : extensions;
    }

    private static String subject(List<Node> arguments) {
        return arguments.isEmpty() ? "" : arguments.get(0).text().replaceAll("[&\\s]", "");
    }

    private Path perform(Place place, BoundCall call, String subject, List<Expression> values) {
        Path result = builder.temporary();
        List<Expression> needed = values;
        if (call == BoundCall.SYSIO) {
            builder.emit(new Instruction.Bind(place, Path.of(Code.C_STATE), BoundValue.CSTATE, new Unknown()));
            needed = List.of(new Unknown(), Path.of(Code.C_STATE));
        } else if (call == BoundCall.SAFE_HALT || call == BoundCall.HALT) {
            needed = List.of(Path.of(Code.C_STATE));
        }
        builder.emit(new Instruction.Perform(place, call, subject, needed, result.root()));
        return result;
    }
}
