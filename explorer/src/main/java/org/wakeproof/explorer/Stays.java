// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;

/** Says in words why a run can stay in a region. */
final class Stays {
    private Stays() {}

    static String explain(Model model, Property.Leaves property, PackedState state, RegionCheck.Stay stay) {
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
        return property.explanation().apply(state) + "; " + meanwhile + polling;
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
