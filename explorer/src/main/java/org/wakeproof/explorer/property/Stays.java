// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;

/** What is found where a run can stay in a region, and in words why. */
public final class Stays {
    private Stays() {}

    /**
     * That a run can stay, as a region check has said of a state. It is so whatever happens while the run is worked out.
     *
     * @param steps makes the steps that lead to the state
     */
    public static Finding finding(Model model, RegionCheck region, long[] state, Supplier<List<Integer>> steps) {
        Property.Leaves property = region.property();
        PackedState lost = model.state();
        System.arraycopy(state, 0, lost.words, 0, state.length);
        try {
            RegionCheck.Stay stay = region.stay(state);
            return new Finding(property.name(), explain(model, property, lost, stay), steps, stay);
        } catch (Limits.Hit e) {
            // The limits know which.
        } catch (OutOfMemoryError e) {
            model.limits.stop("a full Java heap");
        }
        return new Finding(property.name(), property.explanation().apply(lost), steps, null);
    }

    public static String explain(Model model, Property.Leaves property, PackedState state, RegionCheck.Stay stay) {
        List<String> acting = names(model, stay.actingAgents());
        List<String> missing = names(model, stay.missingAgents());
        String meanwhile = acting.isEmpty()
                ? "nothing else can happen"
                : "it goes on for ever while " + String.join(", ", acting) + (acting.size() == 1 ? " acts" : " act")
                        + " in turn";
        String polling = missing.isEmpty()
                ? ""
                : ", and " + String.join(", ", missing) + (missing.size() == 1 ? " looks" : " look")
                        + " in the wrong moments";
        return property.explanation().apply(state) + "; " + meanwhile + polling + time(model, stay);
    }

    private static String time(Model model, RegionCheck.Stay stay) {
        if (!stay.isTimeHeld()) {
            return "";
        }
        int holder = Long.numberOfTrailingZeros(stay.timeHolders());
        String samples = holder < model.machine.cpuCount()
                ? "a sample of NOW() that CPU" + holder + " holds all the time"
                : "samples of NOW() that overlap: a sample age of 1 would let it go on";
        return ", and time stands still, as the clock waits for " + samples;
    }

    private static List<String> names(Model model, long agents) {
        List<String> all = model.agents.names();
        List<String> names = new ArrayList<>();
        for (int agent = 0; agent < all.size(); agent++) {
            if ((agents >>> agent & 1) != 0) {
                names.add(all.get(agent));
            }
        }
        return names;
    }
}
