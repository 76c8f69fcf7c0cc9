// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Variable;

/** Where a CPU is, or what is set of it: a condition behind which more may be known. */
sealed interface Antecedent {
    Plain says();

    /** At a place of a program. */
    record At(Program<?> program, int place) implements Antecedent {
        @Override
        public Plain says() {
            return program.among(Set.of(place));
        }
    }

    /** At places of two programs. */
    record Both(At first, At second) implements Antecedent {
        @Override
        public Plain says() {
            return first.says().and(second.says());
        }
    }

    /** A flag is set. */
    record IsSet(Flag flag) implements Antecedent {
        @Override
        public Plain says() {
            return flag.isSet();
        }
    }

    /** All of a system. */
    static List<Antecedent> of(ParametricSystem system) {
        List<Antecedent> all = new ArrayList<>();
        List<At> before = new ArrayList<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof Program<?> program) {
                List<At> own = new ArrayList<>();
                for (int place = 0; place < program.size(); place++) {
                    own.add(new At(program, place));
                }
                before.forEach(first -> own.forEach(second -> all.add(new Both(first, second))));
                all.addAll(own);
                before.addAll(own);
            } else if (variable instanceof Flag flag) {
                all.add(new IsSet(flag));
            }
        }
        return List.copyOf(all);
    }
}
