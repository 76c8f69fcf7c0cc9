// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;
import java.util.List;

/**
 * Steps of one agent that touch the same levels: from which values of what they read they have been asked for, and the
 * relation that they make. Where the first level that they touch is read, both are kept by its value.
 */
final class Group implements Diagrams.Roots {
    /** In place of the value of the first level where that is not read, or where all is kept together. */
    static final int ANY = Integer.MIN_VALUE;

    /** Greater values of keys are looked up each time. */
    private static final int MOST_REMEMBERED = 1 << 16;

    private final Behaviour behaviour;
    private final Touch touch;
    private final Levels levels;
    private final int top;
    private final boolean isByTop;
    private final NodeMap asked = new NodeMap();
    private final NodeMap relation = new NodeMap();
    private Way start;
    /** By value of the level that holds the key: whether it answers there, as of some version of the behaviour. */
    private int[] remembered = new int[8];

    private final int[] scratch;

    /**
     * @param isWhole whether all is kept together in any case
     */
    Group(Behaviour behaviour, Touch touch, Levels levels, boolean isWhole) {
        this.behaviour = behaviour;
        this.touch = touch;
        this.levels = levels;
        this.scratch = levels.initial().clone();
        this.top = touch.top(levels.count());
        this.isByTop = !isWhole && touch.reads().get(top);
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Touch touch() {
        return touch;
    }

    /** The first level that it touches; the count of levels if it touches none. */
    int top() {
        return top;
    }

    /** Whether what it knows is kept by the value of its first level. */
    boolean isByTop() {
        return isByTop;
    }

    /** The level that holds the agent's key; negative for none. */
    int keyLevel() {
        return behaviour.key() == Agent.NO_KEY ? Levels.NONE : levels.level(behaviour.key());
    }

    /** Whether steps from this state, of which the key is known, belong to this group. */
    boolean answers(int[] state) {
        return levels.touch(behaviour.footprint(state)) == touch;
    }

    /** The same where the key has no level. */
    boolean answers() {
        return answers(levels.initial());
    }

    /** Whether steps with this value of the level that holds the key belong to this group. */
    boolean answers(int keyLevel, int value) {
        if (value >= MOST_REMEMBERED) {
            return looksUp(keyLevel, value);
        }
        if (value >= remembered.length) {
            remembered = Arrays.copyOf(remembered, Math.max(value + 1, 2 * remembered.length));
        }
        int yes = 2 * behaviour.version() + 1;
        int no = yes + 1;
        if (remembered[value] != yes && remembered[value] != no) {
            remembered[value] = looksUp(keyLevel, value) ? yes : no;
        }
        return remembered[value] == yes;
    }

    private boolean looksUp(int keyLevel, int value) {
        levels.decode(keyLevel, value, scratch);
        return answers(scratch);
    }

    /** To what it reads, from a level on that is never another one; it is another way each time the group answers for more. */
    Way start(Way.Table ways, int level) {
        if (start == null) {
            start = ways.of(this, level);
        }
        return start;
    }

    /** It answers for more than before. */
    void renew() {
        start = null;
    }

    /** From what it has been asked for, below a value of its first level. */
    int asked(int value) {
        return asked.get(isByTop ? value : ANY);
    }

    /** The relation below a value of its first level, or all of it. */
    int relation(int value) {
        return relation.get(isByTop ? value : ANY);
    }

    /** All of its relation, from its first level on. */
    int whole(Diagrams diagrams) {
        return isByTop ? relation.list(diagrams) : relation.get(ANY);
    }

    /** Adds what has been learnt below a value of the first level. */
    void learn(int value, List<int[]> sources, List<int[]> pairs, Diagrams diagrams, Sets sets) {
        add(asked, value, sources, diagrams, sets);
        add(relation, value, pairs, diagrams, sets);
    }

    private void add(NodeMap to, int value, List<int[]> vectors, Diagrams diagrams, Sets sets) {
        if (!vectors.isEmpty()) {
            int key = isByTop ? value : ANY;
            int mark = diagrams.mark();
            to.put(key, sets.union(to.get(key), diagrams.push(sets.of(vectors))));
            diagrams.pop(mark);
        }
    }

    @Override
    public void mark(Diagrams diagrams) {
        asked.mark(diagrams);
        relation.mark(diagrams);
    }
}
