// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.CType;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Assign;
import org.wakeproof.review.code.Instruction.Bind;
import org.wakeproof.review.code.Instruction.Branch;
import org.wakeproof.review.code.Instruction.Load;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Step;

/**
 * Whether a code does more with a number, as that of its CPU, than to hand it on: most do not, and need not be asked with
 * others. Variables are told apart as wholes, so more may be found than there is.
 */
final class Looked {
    private static final Set<BoundCall> TIMES = Set.of(BoundCall.DEADLINE, BoundCall.NOW);

    private final Code code;
    /** All but branches at which it goes both ways with the usual numbers. */
    private final List<Instruction> looking;

    /** The paths to it. */
    private final Set<String> paths;
    /** Variables that hold it, or what is made of it. */
    private final Set<String> holders = new HashSet<>();

    private Looked(Code code, Set<String> paths, Outcomes usual) {
        this.code = code;
        this.looking = IntStream.range(0, code.instructions().size())
                .filter(at -> !usual.goesBothWays(at))
                .mapToObj(code.instructions()::get)
                .toList();
        this.paths = paths;
        for (int before = -1; before < holders.size(); ) {
            before = holders.size();
            code.instructions().forEach(this::pass);
        }
    }

    private void pass(Instruction instruction) {
        if (instruction instanceof Assign assign && holds(assign.value())) {
            holders.add(assign.target().root());
        } else if (instruction instanceof Load load && holds(load.path())) {
            holders.add(load.result());
        }
    }

    /** The number of the CPU. */
    static Looked atCpu(Code code, Outcomes usual) {
        return new Looked(code, Set.of(Code.THIS_CPU), usual);
    }

    /** What is bound to a value. */
    static Looked at(Code code, BoundValue value, Outcomes usual) {
        return new Looked(
                code,
                code.instructions().stream()
                        .filter(each -> each instanceof Bind bind && bind.source() == value)
                        .map(each -> ((Bind) each).target().toString())
                        .collect(Collectors.toSet()),
                usual);
    }

    /** Deadlines, and what time it is. */
    static Looked atTime(Code code, Outcomes usual) {
        return new Looked(
                code,
                code.instructions().stream()
                        .filter(each -> each instanceof Perform perform && TIMES.contains(perform.call()))
                        .map(each -> ((Perform) each).result())
                        .collect(Collectors.toSet()),
                usual);
    }

    /** Whether it is compared, worked with or cut off. */
    boolean isAnywhere() {
        return looking.stream().anyMatch(this::looks);
    }

    /** Whether more is done with it than to compare it. */
    boolean isWorkedWith() {
        return looking.stream()
                .anyMatch(each -> isCut(each) || expressions(each).anyMatch(this::isWorkedOn));
    }

    /** The numbers in the text that may have to do with it. */
    Collection<Long> inText() {
        Set<Long> numbers = new TreeSet<>();
        looking.stream()
                .filter(this::looks)
                .flatMap(Looked::expressions)
                .forEach(expression -> numbers(expression, numbers));
        return numbers;
    }

    private static void numbers(Expression expression, Set<Long> into) {
        if (expression instanceof Constant constant && constant.value().isNumber()) {
            into.add(constant.value().number());
        } else if (expression instanceof Unary unary) {
            numbers(unary.operand(), into);
        } else if (expression instanceof Convert convert) {
            numbers(convert.operand(), into);
        } else if (expression instanceof Binary binary) {
            numbers(binary.left(), into);
            numbers(binary.right(), into);
        }
    }

    private static Stream<Expression> expressions(Instruction instruction) {
        if (instruction instanceof Assign assign) {
            return Stream.of(assign.value(), assign.target());
        }
        if (instruction instanceof Load load) {
            return Stream.of(load.path());
        }
        if (instruction instanceof Perform perform) {
            return perform.arguments().stream();
        }
        return instruction instanceof Branch branch ? Stream.of(branch.condition()) : Stream.of();
    }

    private boolean looks(Instruction instruction) {
        boolean isCompared = instruction instanceof Branch branch && holds(branch.condition());
        return isCut(instruction) || isCompared || expressions(instruction).anyMatch(this::isWorkedWith);
    }

    private boolean isCut(Instruction instruction) {
        return instruction instanceof Assign assign && isNarrow(assign.type()) && holds(assign.value());
    }

    /** Whether something is made of it that is no truth value. */
    private boolean isWorkedOn(Expression expression) {
        if (expression instanceof Binary binary && binary.operator().matches("[=!]=|[<>]=?|&&|[|]{2}")) {
            return isWorkedOn(binary.left()) || isWorkedOn(binary.right());
        }
        if (expression instanceof Unary unary && unary.operator().equals("!")) {
            return isWorkedOn(unary.operand());
        }
        return isWorkedWith(expression);
    }

    private static boolean isNarrow(CType type) {
        return type != null && type.bits() < CType.INT.bits();
    }

    private boolean isWorkedWith(Expression expression) {
        if (expression instanceof Path path) {
            return path.steps().stream()
                    .anyMatch(step -> step instanceof Step.Index index && isWorkedWith(index.index()));
        }
        if (expression instanceof Address address) {
            return isWorkedWith(address.path());
        }
        if (expression instanceof Convert convert) {
            return isNarrow(convert.type()) && holds(convert.operand()) || isWorkedWith(convert.operand());
        }
        return (expression instanceof Unary || expression instanceof Binary) && holds(expression);
    }

    private boolean isOne(Path path) {
        return holders.contains(path.root()) || paths.contains(path.toString());
    }

    private boolean holds(Expression expression) {
        if (expression instanceof Path path) {
            return isOne(path);
        }
        if (expression instanceof Address address) {
            return isOne(address.path());
        }
        if (expression instanceof Unary unary) {
            return holds(unary.operand());
        }
        if (expression instanceof Convert convert) {
            return holds(convert.operand());
        }
        return expression instanceof Binary binary
                && List.of(binary.left(), binary.right()).stream().anyMatch(this::holds);
    }
}
