// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Assign;
import org.wakeproof.review.code.Instruction.Bind;
import org.wakeproof.review.code.Instruction.Branch;
import org.wakeproof.review.code.Instruction.Forget;
import org.wakeproof.review.code.Instruction.ForgetShared;
import org.wakeproof.review.code.Instruction.Jump;
import org.wakeproof.review.code.Value;

/** Carries out instructions that are no operations, up to where it is open how to go on. */
final class Advance {
    /**
     * One way to go on.
     *
     * @param supposition what is supposed for it, or null
     */
    record Next(Supposition supposition, Snapshot target) {}

    private final Code code;
    private final PlatformValues platform;
    private final Facts facts;
    private final Liveness liveness;

    Advance(Code code, PlatformValues platform) {
        this.code = code;
        this.platform = platform;
        this.facts = new Facts(code);
        this.liveness = new Liveness(code.instructions());
    }

    /** The start of the function. */
    Snapshot start() {
        return new Snapshot(0, Map.of());
    }

    Instruction at(Snapshot snapshot) {
        return code.instructions().get(snapshot.position());
    }

    /** Whether an operation or the end is next. */
    boolean isOutcome(Snapshot snapshot) {
        return at(snapshot) instanceof Instruction.Perform || at(snapshot) instanceof Instruction.End;
    }

    /** Behind an operation that gave this result. */
    Snapshot after(Snapshot snapshot, int result) {
        Map<String, Value> known = new HashMap<>(snapshot.known());
        facts.set(((Instruction.Perform) at(snapshot)).result(), Value.of(result), known);
        return new Snapshot(snapshot.position() + 1, known);
    }

    /** Goes on to the next operation, fork, or jump back. */
    Snapshot run(Snapshot from, Set<Instruction> passed) {
        Map<String, Value> known = new HashMap<>(from.known());
        int at = from.position();
        while (true) {
            Instruction instruction = code.instructions().get(at);
            int next = at + 1;
            if (instruction instanceof Assign assign) {
                facts.set(assign.target(), Evaluation.of(assign.value(), known), known);
            } else if (instruction instanceof Forget forget) {
                facts.set(forget.target(), Value.UNKNOWN, known);
            } else if (instruction instanceof ForgetShared) {
                facts.forgetShared(known);
            } else if (instruction instanceof Jump jump && jump.target().position() > at) {
                next = jump.target().position();
            } else if (isPassedOver(instruction)) {
                passed.add(instruction);
            } else if (!isDecided(instruction, known)) {
                return new Snapshot(at, liveness.restrict(at, known));
            } else if (instruction instanceof Branch branch) {
                next = target(branch, Facts.of(branch.condition(), known).isTrue());
                if (next <= at) {
                    return new Snapshot(next, liveness.restrict(next, known));
                }
            }
            at = next;
        }
    }

    private static boolean isPassedOver(Instruction instruction) {
        return instruction instanceof Instruction.Ignore || instruction instanceof Instruction.Unsupported;
    }

    private static boolean isDecided(Instruction instruction, Map<String, Value> known) {
        return instruction instanceof Branch branch
                        && !Facts.of(branch.condition(), known).isUnknown()
                || instruction instanceof Bind bind && known.containsKey(bind.target());
    }

    private static int target(Branch branch, boolean isMet) {
        return (isMet ? branch.whenTrue() : branch.whenFalse()).position();
    }

    /** The ways to go on where {@link #run} stopped before the next operation. */
    List<Next> fork(Snapshot snapshot, Set<Instruction> passed) {
        Instruction instruction = at(snapshot);
        if (instruction instanceof Branch branch
                && Facts.of(branch.condition(), snapshot.known()).isUnknown()) {
            return List.of(suppose(snapshot, branch, true, passed), suppose(snapshot, branch, false, passed));
        }
        if (instruction instanceof Bind bind && !snapshot.known().containsKey(bind.target())) {
            return values(snapshot, bind, passed);
        }
        int next = instruction instanceof Jump jump ? jump.target().position() : snapshot.position();
        return List.of(new Next(null, run(new Snapshot(next, snapshot.known()), passed)));
    }

    private Next suppose(Snapshot snapshot, Branch branch, boolean isMet, Set<Instruction> passed) {
        Map<String, Value> known = new HashMap<>(snapshot.known());
        Facts.suppose(branch.condition(), isMet, known);
        return new Next(
                new Supposition(branch.place().line(), branch.text(), isMet ? "is true" : "is false"),
                run(new Snapshot(target(branch, isMet), known), passed));
    }

    private List<Next> values(Snapshot snapshot, Bind bind, Set<Instruction> passed) {
        List<Next> nexts = new ArrayList<>();
        for (Value value : platform.of(bind.source())) {
            Map<String, Value> known = new HashMap<>(snapshot.known());
            facts.set(bind.target(), value, known);
            Supposition supposition = bind.source() == BoundValue.CSTATE
                    ? new Supposition(bind.place().line(), "the C-state", "is C" + value.number())
                    : null;
            nexts.add(new Next(supposition, run(new Snapshot(snapshot.position() + 1, known), passed)));
        }
        return nexts;
    }
}
