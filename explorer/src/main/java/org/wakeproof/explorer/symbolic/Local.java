// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of which only some variables are known, and only some may be written: what an agent touches beyond them is
 * noticed, and what it touches at all is recorded.
 */
public final class Local {
    /** Thrown where an agent touches a variable beyond those; ends the asking, whatever the agent makes of it. */
    static final class Beyond extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient int variable;
        final transient boolean isWrite;

        private Beyond(int variable, boolean isWrite) {
            super(null, null, false, false);
            this.variable = variable;
            this.isWrite = isWrite;
        }
    }

    private static final int NONE = -1;

    private int[] values;
    private final int[] results;
    private final BitSet written = new BitSet();
    private final BitSet read = new BitSet();
    private final BitSet everWritten = new BitSet();
    private final BitSet alwaysWritten = new BitSet();
    private final List<int[]> outcomes = new ArrayList<>();
    private final List<Object> broken = new ArrayList<>();
    private Footprint allowed;
    private int first;
    /** The first one since the last reset; null where nothing beyond has been touched. */
    private @Nullable Beyond beyond;

    Local(int variables) {
        values = new int[variables];
        results = new int[variables];
    }

    // For agents.

    /** The value of a variable, as the step has written it. */
    public int get(int variable) {
        if (written.get(variable)) {
            return results[variable];
        }
        if (first < 0) {
            first = variable;
        }
        if (allowed != null && !allowed.reads().get(variable)) {
            throw touched(variable, false);
        }
        read.set(variable);
        return values[variable];
    }

    /** Writes a variable. */
    public void set(int variable, int value) {
        if (allowed != null && !allowed.writes().get(variable)) {
            throw touched(variable, true);
        }
        written.set(variable);
        everWritten.set(variable);
        results[variable] = value;
    }

    private Beyond touched(int variable, boolean isWrite) {
        if (beyond == null) {
            beyond = new Beyond(variable, isWrite);
        }
        return beyond;
    }

    /** Begins a step, from the state as it is. */
    public void begin() {
        written.clear();
    }

    /** Ends a step that has been carried out. */
    public void end() {
        if (outcomes.isEmpty()) {
            alwaysWritten.or(written);
        } else {
            alwaysWritten.and(written);
        }
        if (allowed == null) {
            outcomes.add(whole());
        } else {
            outcomes.add(writes());
        }
    }

    /** Ends a step that breaks a rule and leads nowhere. */
    public void breaks(Object what) {
        if (beyond == null) {
            broken.add(what);
        }
    }

    // For who asks them.

    /**
     * Asks an agent for its steps, from what is assumed.
     *
     * @throws Beyond if it touches what it may not, though it may have caught that itself
     */
    void ask(Agent agent) {
        agent.steps(this);
        if (beyond != null) {
            throw beyond;
        }
    }

    /** Forgets everything; from now on only this may be touched, or everything where it is null. */
    void reset(Footprint footprint) {
        allowed = footprint;
        first = NONE;
        beyond = null;
        written.clear();
        read.clear();
        everWritten.clear();
        alwaysWritten.clear();
        outcomes.clear();
        broken.clear();
    }

    /** Says what all variables are in the state that steps begin with; it is looked at when they are asked for. */
    void assume(int[] state) {
        values = state;
    }

    /**
     * What the steps lead to: whole states, or, with a footprint, the values of the variables that may be written, in
     * their order.
     */
    List<int[]> outcomes() {
        return outcomes;
    }

    /**
     * Makes sure that no step has broken a rule.
     *
     * @throws Broken if one has
     */
    void check() {
        if (!broken.isEmpty()) {
            throw new Broken(broken.get(0));
        }
    }

    /** What has been touched, by steps that are known to have a footprint already. */
    Footprint touched(Footprint footprint) {
        BitSet reads = (BitSet) read.clone();
        BitSet writes = (BitSet) everWritten.clone();
        if (!outcomes.isEmpty()) {
            // What some steps write and others leave as it is depends on what it was.
            BitSet left = (BitSet) footprint.writes().clone();
            left.or(writes);
            left.andNot(alwaysWritten);
            reads.or(left);
        }
        return new Footprint(reads, writes);
    }

    /** Whether a footprint has all that has been touched. */
    boolean staysWithin(Footprint footprint) {
        return isWithin(read, footprint.reads())
                && isWithin(everWritten, footprint.writes())
                && (outcomes.isEmpty() || isCovered(footprint));
    }

    private static boolean isWithin(BitSet some, BitSet all) {
        for (int variable = some.nextSetBit(0); variable >= 0; variable = some.nextSetBit(variable + 1)) {
            if (!all.get(variable)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what the footprint writes without reading it was written by every step. */
    private boolean isCovered(Footprint footprint) {
        BitSet writes = footprint.writes();
        for (int variable = writes.nextSetBit(0); variable >= 0; variable = writes.nextSetBit(variable + 1)) {
            if (!footprint.reads().get(variable) && !alwaysWritten.get(variable)) {
                return false;
            }
        }
        return true;
    }

    /** The variable that was read first; negative where none was. */
    int firstRead() {
        return first;
    }

    private int[] whole() {
        int[] state = values.clone();
        for (int variable = written.nextSetBit(0); variable >= 0; variable = written.nextSetBit(variable + 1)) {
            state[variable] = results[variable];
        }
        return state;
    }

    private int[] writes() {
        BitSet writes = allowed.writes();
        int[] result = new int[writes.cardinality()];
        int at = 0;
        for (int variable = writes.nextSetBit(0); variable >= 0; variable = writes.nextSetBit(variable + 1)) {
            result[at++] = get(variable);
        }
        return result;
    }
}
