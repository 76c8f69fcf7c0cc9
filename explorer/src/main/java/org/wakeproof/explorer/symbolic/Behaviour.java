// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of an agent: the footprint of its steps, by the value of its key, and what they lead to. A footprint
 * grows as more becomes known.
 */
final class Behaviour {
    private final Agent agent;
    private final boolean isOne;
    private int key;
    private Footprint ofNewcomers;
    private final Map<Integer, Footprint> footprints = new HashMap<>();
    /** Equal footprints are one. */
    private final Map<Footprint, Footprint> known = new HashMap<>();

    private final Map<Footprint, Table> tables = new HashMap<>();
    private int version;

    Behaviour(Agent agent) {
        this(agent, false);
    }

    private Behaviour(Agent agent, boolean isOne) {
        this.agent = agent;
        this.isOne = isOne;
        begin(agent.key());
    }

    /** That of an agent with one footprint for all of its steps. */
    static Behaviour ofOneFootprint(Agent agent) {
        return new Behaviour(agent, true);
    }

    private void begin(int variable) {
        key = variable;
        ofNewcomers = one(key == Agent.NO_KEY ? Footprint.NOTHING : Footprint.ofReads(key));
    }

    private Footprint one(Footprint footprint) {
        Footprint same = known.putIfAbsent(footprint, footprint);
        return same == null ? footprint : same;
    }

    Agent agent() {
        return agent;
    }

    /** The variable whose value decides which footprint its steps have; {@link Agent#NO_KEY} if they have one. */
    int key() {
        return key;
    }

    /** Another one each time that a footprint grows. */
    int version() {
        return version;
    }

    /** The footprint, as far as is known, of steps from this state; equal ones are the same. */
    Footprint footprint(int[] state) {
        return key == Agent.NO_KEY ? footprint(0) : footprint(state[key]);
    }

    private Footprint footprint(int value) {
        Footprint some = footprints.get(value);
        return some == null ? ofNewcomers : some;
    }

    /** The footprint of steps with values of the key that have not been met. */
    Footprint ofNewcomers() {
        return ofNewcomers;
    }

    /** All footprints that it has. */
    List<Footprint> footprints() {
        List<Footprint> all = new ArrayList<>(footprints.values());
        all.add(ofNewcomers);
        return all.stream().distinct().toList();
    }

    /**
     * Steps with the same key turn out to touch more.
     *
     * @param first the variable that is read first; negative for none
     */
    void widen(int[] state, Footprint touched, int first) {
        version++;
        if (key == Agent.NO_KEY && !isOne && first >= 0) {
            // What has been known so far is known of all values.
            Footprint before = footprint(0);
            footprints.clear();
            begin(first);
            ofNewcomers = one(ofNewcomers.and(before));
        }
        int value = key == Agent.NO_KEY ? 0 : state[key];
        footprints.put(value, one(footprint(value).and(touched)));
    }

    /** What steps with a footprint lead to. */
    Table table(Footprint footprint) {
        return tables.computeIfAbsent(footprint, Table::new);
    }
}
