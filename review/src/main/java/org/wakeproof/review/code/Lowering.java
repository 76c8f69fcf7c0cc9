// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CFunction;

/** Makes a list of instructions of a function and of those that it calls in the same file. */
public final class Lowering {
    private static final int MAX_NESTED_CALLS = 16;

    private final CFile file;
    private final Bindings bindings;
    private final CodeBuilder builder;
    private final Map<String, Value> constants;
    private int inlined;

    private Lowering(CFile file, Bindings bindings, boolean trusts) {
        this.file = file;
        this.bindings = bindings;
        this.builder = new CodeBuilder(file, trusts);
        this.constants = Constants.of(file, bindings);
    }

    /**
     * Lowers a function.
     *
     * @throws IllegalArgumentException if it is far too large; the message says so in one line
     */
    public static Code of(CFile file, CFunction function, Bindings bindings) {
        return of(file, function, bindings, false);
    }

    /**
     * The same where the handler has the benefit of the doubt: a loop of which only a header says how often it runs does run,
     * and what may be a look at what is pending is one.
     */
    public static Code trusting(CFile file, CFunction function, Bindings bindings) {
        return of(file, function, bindings, true);
    }

    private static Code of(CFile file, CFunction function, Bindings bindings, boolean trusts) {
        Lowering lowering = new Lowering(file, bindings, trusts);
        Inlined top = new Inlined(lowering.builder, function, null, null, 0);
        function.parameters().stream()
                .filter(parameter -> !parameter.name().isEmpty())
                .forEach(top::declare);
        lowering.body(top);
        lowering.builder.emit(new Instruction.End(top.place(function.lastLine())));
        return lowering.builder.build(function.name(), lowering.constants);
    }

    CFile file() {
        return file;
    }

    Bindings bindings() {
        return bindings;
    }

    /** The function that a place holds which never changes. */
    Optional<String> constantFunction(String place) {
        return Optional.ofNullable(constants.get(place))
                .filter(value -> value.kind() == Value.Kind.FUNCTION)
                .map(Value::target);
    }

    CodeBuilder builder() {
        return builder;
    }

    /** Whether a call of this function from there can be replaced by the function itself. */
    boolean canInline(String name, Inlined from) {
        return file.functions().containsKey(name) && !from.isActive(name) && !isTooDeep(from);
    }

    /** The same, or whether the machine has what it does. */
    boolean canCall(String name, Inlined from) {
        return canInline(name, from) || isOperation(name);
    }

    /** Whether it is the name of a function that the machine has, and of nothing else in the file. */
    boolean isOperation(String name) {
        return isOperation(name, file, bindings);
    }

    static boolean isOperation(String name, CFile file, Bindings bindings) {
        return !file.functions().containsKey(name)
                && file.global(name).isEmpty()
                && bindings.call(name).filter(BoundCall::isOperation).isPresent();
    }

    /** A call; its parameters are copies. */
    Expression inline(CFunction callee, List<Expression> arguments, Inlined from, Paths paths, Place place) {
        return inline(new Inlined(builder, callee, from, place, ++inlined), arguments, paths, place);
    }

    /** A call of a function that is defined within another one, whose variables it knows. */
    Expression inline(Inlined.Nested callee, List<Expression> arguments, Inlined from, Paths paths, Place place) {
        Inlined here = new Inlined(builder, callee.function(), from, place, ++inlined);
        here.knows(callee.outer());
        return inline(here, arguments, paths, place);
    }

    private Expression inline(Inlined here, List<Expression> arguments, Paths paths, Place place) {
        CFunction callee = here.function;
        for (int i = 0; i < callee.parameters().size(); i++) {
            Expression argument = i < arguments.size() ? arguments.get(i) : new Expression.Unknown();
            Path parameter = here.declare(callee.parameters().get(i));
            if (paths.reads().isStatePointer(argument)) {
                builder.pointsToState(parameter);
            }
            builder.assign(place, parameter, argument);
        }
        body(here);
        return here.result;
    }

    /** Whether a call leads deeper than anybody writes. */
    boolean isTooDeep(Inlined from) {
        return depth(from) >= MAX_NESTED_CALLS;
    }

    private static int depth(Inlined from) {
        int depth = 0;
        for (Inlined at = from; at != null; at = at.caller) {
            depth++;
        }
        return depth;
    }

    private void body(Inlined function) {
        if (file.isAmbiguous(function.function.name())) {
            builder.note(function.function.name() + " is the last of those that the file defines");
        }
        SyntaxErrors.of(function.function, bindings)
                .forEach(node ->
                        builder.error(function.place(node), "syntax that was not understood: " + node.excerpt()));
        new StatementLowering(this, function).block(function.function.body());
        function.labels.forEach((name, label) -> {
            if (!label.isPlaced()) {
                builder.place(label);
                builder.unsupported(
                        function.place(function.function.line()), "goto " + name + ", a label that is missing");
            }
        });
        builder.place(function.exit);
    }
}
