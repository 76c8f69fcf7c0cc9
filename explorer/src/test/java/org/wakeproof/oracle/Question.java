// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;

/** What is asked about a system. */
record Question(Kind kind, List<Atom> where) {
    /** How. */
    enum Kind {
        /** No reachable state is such. */
        NEVER,
        /** Some reachable state is such. */
        SOMETIMES,
        /** No fair run stays where it is such. */
        LEAVES,
        /** From everywhere, a state that is such can be reached. */
        RECOVERABLE,
        NO_DEADLOCK,
        LOCK_DISCIPLINE
    }

    /** What an atom looks at. */
    enum Sight {
        /** Word {@code of} is {@code value}. */
        WORD,
        /** CPU {@code of} sleeps, if {@code value} is 1, or does not. */
        ASLEEP,
        /** An interrupt is pending at CPU {@code of}, if {@code value} is 1, or none is. */
        PENDING
    }

    /** One condition of several that are to hold together. */
    record Atom(Sight sight, int of, int value) {}

    /** What any property may look at in any state. */
    static List<Atom> everything(Description system) {
        List<Atom> all = new ArrayList<>();
        for (int word = 0; word < system.words().size(); word++) {
            Description.Who who = system.words().get(word).rule().who();
            if (who.isReadByAll()) {
                all.add(new Atom(Sight.WORD, word, 0));
            }
        }
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            all.add(new Atom(Sight.ASLEEP, cpu, 0));
            all.add(new Atom(Sight.PENDING, cpu, 0));
        }
        return all;
    }

    String name() {
        return kind + " " + where;
    }
}
