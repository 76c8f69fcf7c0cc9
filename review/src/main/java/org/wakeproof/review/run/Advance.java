// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Assign;
import org.wakeproof.review.code.Instruction.Bind;
import org.wakeproof.review.code.Instruction.Branch;
import org.wakeproof.review.code.Instruction.Forget;
import org.wakeproof.review.code.Instruction.ForgetPointee;
import org.wakeproof.review.code.Instruction.ForgetShared;
import org.wakeproof.review.code.Instruction.Jump;
import org.wakeproof.review.code.Instruction.Load;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Value;

/** Carries out instructions that are no operations, up to where it is open how to go on. */
final class Advance {

    /**
     * One way to go on.
     *
     * @param supposition what is supposed for it, or null
     */
    record Next(@Nullable Supposition supposition, Snapshot target) {}

    private final Code code;
    private final PlatformValues platform;
    private final Facts facts;
    private final Liveness liveness;
    private final Set<Instruction> loops;
    private final Set<Assign> counted = new LinkedHashSet<>();
    private final Outcomes outcomes = new Outcomes();

    Advance(Code code, PlatformValues platform) {
        this.code = code;
        this.platform = platform;
        this.facts = new Facts(code);
        this.liveness = new Liveness(code);
        this.loops = Loops.of(code.instructions());
    }

    /** The start of the function on a CPU. */
    Snapshot start(int cpu) {
        Value flag = Value.of(platform.entersWithInterruptsOn() ? 1L : 0L);
        Map<String, Value> known = new HashMap<>(code.constants());
        known.put(Code.THIS_CPU, Value.of(platform.numbers().cpu(cpu)));
        known.put(Code.FLAGS, Value.of(platform.numbers().flags()));
        known.put(Code.INTERRUPT_FLAG, flag);
        return new Snapshot(0, known);
    }

    Instruction at(Snapshot snapshot) {
        return code.instructions().get(snapshot.position());
    }

    /** The operation that is next; empty if none is. */
    Optional<Perform> operation(Snapshot snapshot) {
        Instruction instruction = at(snapshot);
        if (instruction instanceof Perform perform) {
            return Optional.of(perform);
        }
        return instruction instanceof Load load
                ? Evaluation.place(load.path(), snapshot.known())
                        .filter(Code::isPending)
                        .map(load::of)
                : Optional.empty();
    }

    /** Whether an operation or the end is next. */
    boolean isOutcome(Snapshot snapshot) {
        return at(snapshot) instanceof Instruction.End || operation(snapshot).isPresent();
    }

    /** Behind an operation that gave this result. */
    Snapshot after(Snapshot snapshot, long result) {
        Map<String, Value> known = new HashMap<>(snapshot.known());
        Perform perform = operation(snapshot).orElseThrow();
        facts.forgetVolatile(known);
        if (perform.call() == BoundCall.FENCE) {
            facts.forgetShared(known);
        }
        facts.set(perform.result(), Value.of(platform.numbers().seen(perform.call(), result)), known);
        InterruptFlag.behind(perform, snapshot.known()).ifPresent(flag -> known.put(Code.INTERRUPT_FLAG, flag));
        switchOff(perform.call(), known);
        return new Snapshot(snapshot.position() + 1, known);
    }

    /** What is to be on again at the end. */
    private static void switchOff(BoundCall call, Map<String, Value> known) {
        switch (call) {
            case LAPIC_TIMER_OFF -> known.put(Code.TIMER_OFF, Value.of(1L));
            case LAPIC_TIMER_ON -> known.remove(Code.TIMER_OFF);
            case TICK_SUSPEND -> known.put(Code.TICK_OFF, Value.of(1L));
            case TICK_RESUME -> known.remove(Code.TICK_OFF);
            default -> {}
        }
    }

    /** Goes on to the next operation, fork, or jump back. */
    Snapshot run(Snapshot from, Set<Instruction> passed) {
        Map<String, Value> known = new HashMap<>(from.known());
        int at = from.position();
        while (true) {
            Instruction instruction = code.instructions().get(at);
            int next = at + 1;
            if (instruction instanceof Assign assign) {
                assign(assign, known, passed);
            } else if (instruction instanceof Forget forget) {
                store(forget.target(), Value.UNKNOWN, known);
            } else if (instruction instanceof ForgetPointee forget) {
                forgetPointee(forget, known, passed);
            } else if (instruction instanceof ForgetShared) {
                facts.forgetShared(known);
            } else if (instruction instanceof Jump jump && jump.target().position() > at) {
                next = jump.target().position();
            } else if (isPassedOver(instruction)) {
                passed.add(instruction);
            } else if (instruction instanceof Load load && !isPending(load, known)) {
                load(load, known);
            } else if (!isDecided(instruction, known)) {
                return new Snapshot(at, liveness.restrict(at, known));
            } else if (instruction instanceof Branch branch) {
                boolean isMet = Facts.of(branch.condition(), known).isTrue();
                outcomes.decided(at, isMet);
                next = target(branch, isMet);
                if (next <= at) {
                    return new Snapshot(next, liveness.restrict(next, known));
                }
            }
            at = next;
        }
    }

    private void load(Load load, Map<String, Value> known) {
        Map<String, Value> parts = parts(load.path(), known);
        facts.set(load.result(), valueOf(load.path(), load.result(), known), known);
        parts.forEach((part, of) -> known.put(load.result() + part, of));
    }

    private static boolean isPending(Load load, Map<String, Value> known) {
        return Evaluation.place(load.path(), known).filter(Code::isPending).isPresent();
    }

    private void assign(Assign assign, Map<String, Value> known, Set<Instruction> passed) {
        Optional<String> place = Evaluation.place(assign.target(), known);
        if (place.filter(Code::isPending).isPresent()) {
            passed.add(new Instruction.Unsupported(assign.place(), "write to softirq_pending"));
            return;
        }
        Value value = valueOf(assign.value(), place.orElse(""), known)
                .in(assign.type())
                .inPointer(assign.pointee());
        Map<String, Value> parts =
                assign.value() instanceof Path path && assign.type() == null ? parts(path, known) : Map.of();
        store(assign.target(), counted(assign, value), known);
        place.filter(whole -> !code.isVolatile(whole))
                .ifPresent(whole -> parts.forEach((part, of) -> known.put(whole + part, of)));
    }

    private Value counted(Assign assign, Value value) {
        if (!loops.contains(assign) || !code.counting().isTooFar(assign, value)) {
            return value;
        }
        counted.add(assign);
        return code.counting().beyond(assign, value, code.instructions());
    }

    /** Which ways it has gone. */
    Outcomes outcomes() {
        return outcomes;
    }

    /** What numbers the code sees. */
    Numbers numbers() {
        return platform.numbers();
    }

    /** Where counters were counted further than they are followed. */
    Set<Assign> counted() {
        return counted;
    }

    /** What is known of the fields of a structure, and of the elements of an array. */
    private static Map<String, Value> parts(Path whole, Map<String, Value> known) {
        Map<String, Value> parts = new HashMap<>();
        Evaluation.place(whole, known)
                .ifPresent(place -> known.forEach((name, value) -> {
                    if (name.startsWith(place + ".")) {
                        parts.put(name.substring(place.length()), value);
                    }
                }));
        return parts;
    }

    private void forgetPointee(ForgetPointee forget, Map<String, Value> known, Set<Instruction> passed) {
        for (String target : Reachable.from(forget.pointer(), known)) {
            if (Code.isPending(target)) {
                passed.add(new Instruction.Unsupported(
                        forget.place(), "softirq_pending is passed to what may write to it"));
            } else if (code.isOwn(target)) {
                facts.set(whole(target), Value.UNKNOWN, known);
            }
        }
    }

    /** Where one element of an array is the others are, too. */
    private static String whole(String element) {
        return element.replaceFirst("(\\[[^\\[\\]]*])+$", "");
    }

    private void store(Path target, Value value, Map<String, Value> known) {
        Optional<String> place = Evaluation.place(target, known);
        Optional<String> other = Evaluation.other(target, known);
        if (other.isPresent()) {
            // Part of what is there, or more than that.
            facts.set(whole(other.get()), Value.UNKNOWN, known);
            facts.set(place.orElse(target.root()), Value.UNKNOWN, known);
        } else if (place.isPresent()) {
            // Others may have set it again before the next look.
            boolean isVolatile = code.isVolatile(place.get());
            facts.set(place.get(), isVolatile ? Value.UNKNOWN : value, known);
            known.putAll(isVolatile ? Map.of() : code.unions().others(place.get(), value));
        } else {
            // One of an array, nobody knows which, or of one that a pointer leads to.
            facts.set("*" + target.root(), Value.UNKNOWN, known);
            facts.set(target.root(), Value.UNKNOWN, known);
        }
    }

    /** Where no number is known of a place, at least that another one is a copy of it; not of what is made of that one. */
    private Value valueOf(Expression expression, String into, Map<String, Value> known) {
        Value value = Evaluation.of(expression, known);
        if (value.kind() == Value.Kind.ADDRESS && Facts.mentions(value.target(), into)) {
            return Value.NOT_ZERO;
        }
        if (!value.isUnknown() && value.kind() != Value.Kind.NOT_ZERO) {
            return value;
        }
        Optional<String> origin = expression instanceof Path path
                ? Optional.ofNullable(Evaluation.text(path, known, null))
                : Optional.empty();
        return origin.filter(place -> !place.startsWith("#") && !code.isVolatile(place) && !Facts.mentions(place, into))
                .map(Value::sameAs)
                .orElse(value.isTrue() ? value : Value.UNKNOWN);
    }

    private static boolean isPassedOver(Instruction instruction) {
        return instruction instanceof Instruction.Ignore
                || instruction instanceof Instruction.Assume
                || instruction instanceof Instruction.Unsupported;
    }

    private static boolean isDecided(Instruction instruction, Map<String, Value> known) {
        return instruction instanceof Branch branch
                        && !Facts.of(branch.condition(), known).isUnknown()
                || instruction instanceof Bind bind && isBound(bind, known);
    }

    private static boolean isBound(Bind bind, Map<String, Value> known) {
        return Evaluation.of(bind.unless(), known).isNumber()
                || Evaluation.place(bind.target(), known).isEmpty()
                || Evaluation.of(bind.target(), known).kind() != Value.Kind.UNKNOWN
                        && Evaluation.of(bind.target(), known).kind() != Value.Kind.SAME_AS;
    }

    private static int target(Branch branch, boolean isMet) {
        return (isMet ? branch.whenTrue() : branch.whenFalse()).position();
    }

    /** The ways to go on where {@link #run} stopped before the next operation. */
    List<Next> fork(Snapshot snapshot, Set<Instruction> passed) {
        Instruction instruction = at(snapshot);
        if (instruction instanceof Instruction.Stop) {
            return List.of();
        }
        if (instruction instanceof Branch branch
                && Facts.of(branch.condition(), snapshot.known()).isUnknown()) {
            outcomes.open(snapshot.position());
            return List.of(suppose(snapshot, branch, true, passed), suppose(snapshot, branch, false, passed));
        }
        if (instruction instanceof Bind bind && !isBound(bind, snapshot.known())) {
            return values(snapshot, bind, passed);
        }
        int next = instruction instanceof Jump jump ? jump.target().position() : snapshot.position();
        return List.of(new Next(null, run(new Snapshot(next, snapshot.known()), passed)));
    }

    private Next suppose(Snapshot snapshot, Branch branch, boolean isMet, Set<Instruction> passed) {
        Map<String, Value> known = new HashMap<>(snapshot.known());
        facts.suppose(branch.condition(), isMet, known);
        return new Next(
                new Supposition(branch.place().line(), branch.text(), isMet ? "is true" : "is false"),
                run(new Snapshot(target(branch, isMet), known), passed));
    }

    private List<Next> values(Snapshot snapshot, Bind bind, Set<Instruction> passed) {
        List<Next> nexts = new ArrayList<>();
        String origin = Evaluation.text(bind.target(), snapshot.known(), null);
        for (Value value : platform.of(bind.source(), snapshot.known())) {
            Map<String, Value> known = new HashMap<>(snapshot.known());
            facts.set(origin, value, known);
            Supposition supposition = bind.source() == BoundValue.CSTATE
                    ? new Supposition(bind.place().line(), "the C-state", "is C" + value.number())
                    : null;
            nexts.add(new Next(supposition, run(new Snapshot(snapshot.position() + 1, known), passed)));
        }
        return nexts;
    }

    /** The results that an operation can have, as far as the code could tell them apart. */
    List<Long> results(Snapshot at, Perform perform) {
        return InterruptFlag.results(perform, at.known());
    }
}
