// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;

/** Says in words why a run can stay in a region. */
final class Stays {
    private Stays() {}

    static String explain(Model model, Property.Leaves property, PackedState state, RegionCheck.Stay stay) {
        List<String> acting = new ArrayList<>();
        List<String> names = model.agents.names();
        for (int agent = 0; agent < names.size(); agent++) {
            if ((stay.actingAgents() >>> agent & 1) != 0) {
                acting.add(names.get(agent));
            }
        }
        String meanwhile = acting.isEmpty()
                ? "nothing else can happen"
                : "it goes on for ever while " + String.join(", ", acting) + (acting.size() == 1 ? " acts" : " act")
                        + " in turn";
        return property.explanation().apply(state) + "; " + meanwhile;
    }
}
