// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.Question.Atom;
import org.wakeproof.oracle.Question.Kind;
import org.wakeproof.oracle.Question.Sight;
import org.wakeproof.oracle.RandomSystem.Feature;

/** Random questions about a random system, one of each kind. */
final class Questions {
    private final RandomSystem system;

    Questions(RandomSystem system) {
        this.system = system;
    }

    List<Question> asked() {
        List<Question> asked = new ArrayList<>();
        asked.add(new Question(Kind.NEVER, atoms(2 + system.random.nextInt(2))));
        asked.add(new Question(Kind.SOMETIMES, atoms(2)));
        asked.add(new Question(Kind.LEAVES, atoms(1)));
        asked.add(new Question(Kind.LEAVES, atoms(2)));
        asked.add(new Question(Kind.RECOVERABLE, atoms(1)));
        asked.add(new Question(Kind.NO_DEADLOCK, List.of()));
        if (!system.locks.isEmpty()) {
            asked.add(new Question(Kind.LOCK_DISCIPLINE, List.of()));
        }
        return asked;
    }

    private List<Atom> atoms(int count) {
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            atoms.add(atom());
        }
        return atoms;
    }

    private Atom atom() {
        int cpu = system.random.nextInt(system.cpus);
        boolean sleeps = system.has(Feature.SLEEP) || system.has(Feature.MONITOR);
        if (sleeps && system.chance(3)) {
            return new Atom(Sight.ASLEEP, cpu, system.random.nextInt(3) > 0 ? 1 : 0);
        }
        if (system.vectors > 0 && system.chance(5)) {
            return new Atom(Sight.PENDING, cpu, system.random.nextInt(2));
        }
        int word = system.relay && !system.chance(4) ? system.open.get(0).number() : system.any(system.visible);
        return new Atom(
                Sight.WORD, word, system.random.nextInt(system.words.get(word).max() + 1));
    }
}
