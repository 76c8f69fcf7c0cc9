// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.property.Finding;
import org.wakeproof.explorer.property.RegionCheck;
import org.wakeproof.explorer.property.Stays;
import org.wakeproof.explorer.store.StateQueue;

/** The regions that runs have to leave, by number: what is known of them, and the states that are still to be decided. */
final class LevelRegions {
    private final Model model;
    private final List<RegionCheck> regions = new ArrayList<>();
    /** By region, if it is large: the states that are to be decided once all others are explored. */
    private final List<StateQueue> open = new ArrayList<>();

    /**
     * The regions of some properties.
     *
     * @param held what the whole search holds, in bytes
     */
    LevelRegions(List<Property.Leaves> properties, Model model, Limits limits, LongSupplier held) {
        this.model = model;
        for (Property.Leaves property : properties) {
            int region = regions.size();
            regions.add(new RegionCheck(
                    property,
                    model,
                    limits,
                    () -> held.getAsLong() - regions.get(region).bytes()));
            open.add(new StateQueue(model.layout.words()));
        }
    }

    int count() {
        return regions.size();
    }

    /** Bytes taken by all regions. */
    long bytes() {
        long bytes = 0;
        for (int i = 0; i < regions.size(); i++) {
            bytes += regions.get(i).bytes() + open.get(i).bytes();
        }
        return bytes;
    }

    /** The states of a region that have been left open. */
    StateQueue open(int region) {
        return open.get(region);
    }

    /** Whether a run from this state can stay in a region; leaves that open where it takes too long. */
    boolean look(int region, long[] state, long number, long stored) {
        RegionCheck.Answer answer = regions.get(region).look(state, stored);
        if (answer == RegionCheck.Answer.OPEN) {
            open.get(region).add(state, number);
        }
        return answer == RegionCheck.Answer.STAYS;
    }

    /** The same, however long it takes. */
    boolean decide(int region, long[] state) {
        return regions.get(region).canStay(state);
    }

    /** What is wrong with staying in a region from a state on. */
    Finding stayed(int region, long[] state, Supplier<List<Integer>> steps) {
        return Stays.finding(model, regions.get(region), state, steps);
    }
}
