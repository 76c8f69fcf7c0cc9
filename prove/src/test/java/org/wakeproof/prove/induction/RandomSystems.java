// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** Systems of two flags of each CPU, one that exists once, and one CPU variable. */
final class RandomSystems {
    static final Flag A = new Flag("a");
    static final Flag B = new Flag("b");
    static final GlobalFlag G = new GlobalFlag("g");
    static final CpuVariable HOLDER = new CpuVariable("holder", G);

    private RandomSystems() {}

    static ParametricSystem system(List<Step> steps, Local invariant) {
        return new ParametricSystem(
                "small",
                List.of(A, B, G, HOLDER),
                steps,
                List.of(new Conjunct("invariant", "", invariant, true)),
                List.of(),
                Optional.empty(),
                List.of());
    }

    static Step step(Random random) {
        Step.Builder step = Step.named("step", "").when(formula(random, 2));
        boolean hasOther = random.nextBoolean();
        if (hasOther) {
            step.with(formula(random, 1));
        }
        List<Runnable> changes = new ArrayList<>(List.of(
                () -> step.set(A, plain(random)),
                () -> step.setEverywhere(B, plain(random)),
                () -> step.set(G, random.nextBoolean()),
                () -> {
                    if (hasOther && random.nextBoolean()) {
                        step.nameOther(HOLDER);
                    } else {
                        step.name(HOLDER);
                    }
                }));
        if (hasOther) {
            changes.add(() -> step.setOther(B));
        }
        int count = 1 + random.nextInt(2);
        for (int change = 0; change < count; change++) {
            changes.remove(random.nextInt(changes.size())).run();
        }
        return step.build();
    }

    static Plain plain(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> A.isSet();
            case 1 -> B.isClear();
            case 2 -> A.isSet().or(B.isSet());
            default -> Plain.constant(random.nextBoolean());
        };
    }

    static Local formula(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> A.isSet();
                case 1 -> B.isSet();
                case 2 -> G.isSet();
                default -> HOLDER.isThis();
            };
        }
        return switch (random.nextInt(6)) {
            case 0 -> Local.not(formula(random, depth - 1));
            case 1 -> formula(random, depth - 1).and(formula(random, depth - 1));
            case 2 -> formula(random, depth - 1).or(formula(random, depth - 1));
            case 3 -> Fact.somewhere(formula(random, depth - 1));
            case 4 -> HOLDER.is(formula(random, depth - 1));
            default -> formula(random, depth - 1).implies(formula(random, depth - 1));
        };
    }
}
