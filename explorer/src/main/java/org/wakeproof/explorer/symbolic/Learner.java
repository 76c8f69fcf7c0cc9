// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks agents for their steps, and has groups learn the answers. */
final class Learner {
    /** What has been learnt does not fit the levels any more. */
    static final class Outgrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Variables that change and have no level. */
        final transient BitSet variables;

        Outgrown(BitSet variables) {
            super(null, null, false, false);
            this.variables = variables;
        }
    }

    /** After so many vectors somebody looks whether to go on. */
    private static final int PORTION = 1 << 12;

    private final Levels levels;
    private final Diagrams diagrams;
    private final Sets sets;
    private final Local local;
    private final BiConsumer<Behaviour, Footprint> widened;
    private final Runnable watch;
    private final int[] state;
    private final int[] before;
    private final int[] after;
    private int evaluations;
    private int looks;

    /**
     * @param widened told whose footprint has grown to what
     * @param watch called again and again; what it throws ends what is being learnt
     */
    Learner(
            Levels levels,
            Diagrams diagrams,
            Sets sets,
            Local local,
            BiConsumer<Behaviour, Footprint> widened,
            Runnable watch) {
        this.levels = levels;
        this.diagrams = diagrams;
        this.sets = sets;
        this.local = local;
        this.widened = widened;
        this.watch = watch;
        this.state = new int[levels.size()];
        this.before = new int[levels.count()];
        this.after = new int[levels.size()];
    }

    /** How often agents have been asked. */
    int evaluations() {
        return evaluations;
    }

    /**
     * Asks for the steps from some vectors over the levels that a group reads.
     *
     * @param value the value of the group's first level, which vectors do not have; {@link Group#ANY} if they do
     * @return whether something is known now that was not; the group need not answer for all of the vectors any more
     */
    boolean learn(Group group, int value, int vectors) {
        int[] reads = group.touch().reads().stream().toArray();
        int skip = value == Group.ANY ? 0 : 1;
        int asked = evaluations;
        List<int[]> sources = new ArrayList<>();
        List<int[]> pairs = new ArrayList<>();
        for (int variable = 0; variable < state.length; variable++) {
            state[variable] = levels.initial(variable);
        }
        if (skip == 1) {
            before[reads[0]] = value;
            levels.decode(reads[0], value, state);
        }
        sets.forEach(vectors, reads.length - skip, vector -> {
            if (++looks % PORTION == 0) {
                watch.run();
            }
            for (int i = 0; i < vector.length; i++) {
                before[reads[i + skip]] = vector[i];
                levels.decode(reads[i + skip], vector[i], state);
            }
            if (learn(group, skip, pairs)) {
                sources.add(vector.clone());
            }
            return true;
        });
        group.learn(value, sources, pairs, diagrams, sets);
        return evaluations > asked || !sources.isEmpty();
    }

    private boolean learn(Group group, int skip, List<int[]> pairs) {
        Behaviour behaviour = group.behaviour();
        while (group.answers(state)) {
            Table table = behaviour.table(behaviour.footprint(state));
            int record = table.find(state);
            if (record == Table.NONE) {
                record = ask(behaviour, table);
            }
            if (record != Table.NONE) {
                for (int outcome = 0; outcome < table.outcomes(record); outcome++) {
                    System.arraycopy(state, 0, after, 0, state.length);
                    table.write(record, outcome, after);
                    pairs.add(pair(group.touch(), skip));
                }
                return true;
            }
        }
        return false;
    }

    /** Asks an agent; none if it turns out to touch more than was known. */
    private int ask(Behaviour behaviour, Table table) {
        evaluations++;
        Footprint footprint = behaviour.footprint(state);
        local.reset(footprint);
        local.assume(state);
        try {
            local.ask(behaviour.agent());
        } catch (Local.Beyond beyond) {
            local.check();
            Footprint more = beyond.isWrite
                    ? Footprint.NOTHING.andWrite(beyond.variable)
                    : Footprint.NOTHING.andRead(beyond.variable);
            behaviour.widen(state, more, local.firstRead());
            widened.accept(behaviour, behaviour.footprint(state));
            return Table.NONE;
        }
        local.check();
        int record = table.remember(state, local.outcomes());
        checkLevels(footprint.writes().stream().toArray(), local.outcomes());
        return record;
    }

    /** All of them have to be told now: the answer is not asked for again. */
    private void checkLevels(int[] writes, List<int[]> outcomes) {
        BitSet without = new BitSet();
        for (int[] outcome : outcomes) {
            for (int i = 0; i < writes.length; i++) {
                if (levels.level(writes[i]) == Levels.NONE && outcome[i] != levels.initial(writes[i])) {
                    without.set(writes[i]);
                }
            }
        }
        if (!without.isEmpty()) {
            throw new Outgrown(without);
        }
    }

    /** A step as the relation has it: what is read and what is written, from the top. */
    private int[] pair(Touch touch, int skip) {
        BitSet reads = touch.reads();
        BitSet writes = touch.writes();
        int[] pair = new int[reads.cardinality() + writes.cardinality() - skip];
        int size = -skip;
        for (int level = 0; level < levels.count(); level++) {
            if (reads.get(level)) {
                if (size >= 0) {
                    pair[size] = before[level];
                }
                size++;
            }
            if (writes.get(level)) {
                pair[size++] = levels.encode(level, after);
            }
        }
        return pair;
    }
}
