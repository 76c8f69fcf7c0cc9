// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Assign;
import org.wakeproof.review.code.Instruction.Bind;
import org.wakeproof.review.code.Instruction.Branch;
import org.wakeproof.review.code.Instruction.ForgetPointee;
import org.wakeproof.review.code.Instruction.Load;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Step;

/**
 * Conditions that are made of what is pending, and of nothing that nobody can know: where such a one is unknown all the same,
 * what it is made by was not followed. Variables are told apart as wholes, in whatever order they are set.
 */
final class NotFollowed {
    private final Code code;
    /** Variables that may hold what was made of what is pending. */
    private final Set<String> made = new HashSet<>();
    /** Those that may hold what nobody knows: what is in memory that others set, or what a function gives back. */
    private final Set<String> open = new HashSet<>();
    /** Those that are set to something else than the address of a local variable, or never. */
    private final Set<String> elsewhere = new HashSet<>();

    /** Variables that are made of what is pending by what they are set to alone, and not by where they are set. */
    private final Set<String> looked = new HashSet<>();

    private boolean isBehindBranch;

    private NotFollowed(Code code, Collection<Perform> performed, Collection<Assign> counted) {
        this.code = code;
        counted.forEach(each -> open.add(each.target().root()));
        Set<String> set = new HashSet<>();
        code.instructions().forEach(each -> {
            if (each instanceof Assign assign) {
                set.add(assign.target().root());
            }
        });
        code.locals().stream().filter(each -> !set.contains(each)).forEach(elsewhere::add);
        performed.forEach(each -> (each.call() == BoundCall.SOFTIRQ_PENDING ? made : open).add(each.result()));
        looked.addAll(made);
        for (int before = -1; before < looked.size(); ) {
            before = looked.size();
            code.instructions().forEach(this::look);
        }
        for (int before = -1; before < size(); ) {
            before = size();
            pass();
        }
    }

    private void look(Instruction instruction) {
        if (instruction instanceof Load load
                && (isWord(load.path()) || looked.contains(load.path().root()))) {
            looked.add(load.result());
        } else if (instruction instanceof Assign assign && isLooked(assign.value())) {
            looked.addAll(targets(assign.target()));
        } else if (instruction instanceof ForgetPointee forget && isSetToLook(forget)) {
            looked.addAll(pointees(forget.pointer()));
        }
    }

    private boolean isSetToLook(ForgetPointee forget) {
        return forget.from().stream().anyMatch(this::isLooked);
    }

    private Set<String> targets(Path target) {
        return isByPointer(target) ? code.escaped() : Set.of(target.root());
    }

    private Set<String> pointees(Expression pointer) {
        return pointer instanceof Address address ? targets(address.path()) : code.escaped();
    }

    private boolean isLooked(Expression expression) {
        return isWord(expression)
                || expression instanceof Address address
                        && looked.contains(address.path().root())
                || expression instanceof Unknown unknown
                        && unknown.from().stream().anyMatch(this::isLooked)
                || expression instanceof Unary unary && isLooked(unary.operand())
                || expression instanceof Convert convert && isLooked(convert.operand())
                || expression instanceof Binary binary && (isLooked(binary.left()) || isLooked(binary.right()))
                || paths(expression).stream()
                        .anyMatch(path -> targets(path).stream().anyMatch(looked::contains));
    }

    /**
     * What there may be of them, with nothing supposed.
     *
     * @param counted where counters are set that come further than they are followed, for which there is another question
     */
    static Set<Supposition> of(Code code, Collection<Perform> performed, Collection<Assign> counted) {
        NotFollowed all = new NotFollowed(code, performed, counted);
        Set<Supposition> result = new LinkedHashSet<>();
        for (Instruction each : code.instructions()) {
            if (each instanceof Branch branch && all.isMade(branch.condition()) && !all.isOpen(branch.condition())) {
                result.add(new Supposition(branch.place().line(), branch.text(), ""));
            }
        }
        return result;
    }

    private int size() {
        return made.size() + open.size() + elsewhere.size();
    }

    /** Behind a branch on what is pending all that is set may be made of it. */
    private void pass() {
        isBehindBranch = false;
        code.instructions().forEach(this::pass);
    }

    private void pass(Instruction instruction) {
        if (instruction instanceof Branch branch) {
            isBehindBranch |= isMade(branch.condition()) && !isOpen(branch.condition());
        } else if (instruction instanceof Load load) {
            if (load.path().root().equals(Code.IRQ_STAT) || isMade(load.path())) {
                made.add(load.result());
            }
            if (isOpen(load.path())) {
                open.add(load.result());
            }
        } else if (instruction instanceof Bind bind) {
            open.add(bind.target().root());
        } else if (instruction instanceof Assign assign) {
            Set<String> targets = targets(assign.target());
            if (isBehindBranch || isMade(assign.value()) || isMade(assign.target()) || isWord(assign.value())) {
                made.addAll(targets);
            }
            if (isOpen(assign.value())) {
                open.addAll(targets);
            }
            if (!isLocalAddress(assign.value())) {
                elsewhere.addAll(targets);
            }
        } else if (instruction instanceof ForgetPointee forget && isSetToLook(forget)) {
            made.addAll(pointees(forget.pointer()));
        }
    }

    private boolean isLocalAddress(Expression value) {
        if (value instanceof Address address) {
            return isWord(value) || code.locals().contains(address.path().root()) && !isOutside(address.path());
        }
        if (value instanceof Path path) {
            return path.steps().isEmpty() && isTemporaryOrLocal(path) && !elsewhere.contains(path.root());
        }
        return value instanceof Constant || value instanceof Binary binary && isLocalAddress(binary.left());
    }

    /** Whether it is the address of a word of what is pending. */
    private static boolean isWord(Expression value) {
        return value instanceof Address address && isWord(address.path())
                || value instanceof Path path && path.root().equals(Code.IRQ_STAT);
    }

    private boolean isTemporaryOrLocal(Path path) {
        return path.root().startsWith("$") || code.locals().contains(path.root());
    }

    private boolean isMade(Expression expression) {
        return hasLook(expression)
                || paths(expression).stream()
                        .anyMatch(path -> made.contains(path.root())
                                || isByPointer(path) && code.escaped().stream().anyMatch(made::contains));
    }

    /** Whether what nobody knows is in it that may be made of a look. */
    private boolean hasLook(Expression expression) {
        return expression instanceof Unknown unknown && isLooked(unknown)
                || expression instanceof Unary unary && hasLook(unary.operand())
                || expression instanceof Convert convert && hasLook(convert.operand())
                || expression instanceof Binary binary && (hasLook(binary.left()) || hasLook(binary.right()));
    }

    private boolean isOpen(Expression expression) {
        return hasUnknownCall(expression, true) || paths(expression).stream().anyMatch(this::isOpen);
    }

    private boolean isOpen(Path path) {
        return open.contains(path.root()) || isOutside(path) || !isTemporaryOrLocal(path) && !isConstant(path);
    }

    /** Whether it may lead out of the local variables. */
    private boolean isOutside(Path path) {
        return isByPointer(path) && elsewhere.contains(path.root());
    }

    private boolean isConstant(Path path) {
        Map<String, ?> constants = code.constants();
        return path.root().equals(Code.THIS_CPU)
                || path.root().equals(Code.IRQ_STAT)
                || constants.keySet().stream()
                        .anyMatch(place -> place.startsWith(path.root())
                                && (place.length() == path.root().length()
                                        || ".[".indexOf(place.charAt(path.root().length())) >= 0));
    }

    /** What is nothing but unknown is what assembly sets, or a loop of a header. */
    private boolean hasUnknownCall(Expression expression, boolean isAll) {
        if (expression instanceof Unknown unknown) {
            return !isLooked(unknown) && (isAll || !unknown.of().isEmpty());
        }
        if (expression instanceof Unary unary) {
            return hasUnknownCall(unary.operand(), false);
        }
        if (expression instanceof Convert convert) {
            return hasUnknownCall(convert.operand(), false);
        }
        return expression instanceof Binary binary
                && (hasUnknownCall(binary.left(), false) || hasUnknownCall(binary.right(), false));
    }

    private static Set<Path> paths(Expression expression) {
        Set<Path> paths = new HashSet<>();
        expression.paths(paths);
        return paths;
    }

    private static boolean isByPointer(Path path) {
        return path.steps().stream()
                .anyMatch(step -> step instanceof Step.Arrow
                        || step instanceof Step.Deref
                        || step instanceof Step.Index index && index.isByPointer());
    }
}
