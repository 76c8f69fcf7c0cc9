// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/** What the embedded engine says of a scenario, with every outcome of the whole space. */
public final class Embedded {
    private Embedded() {}

    /** Explores it twice: for the verdict, which may come early, and whole for the outcomes. */
    public static Opinion opinion(ClosedSystem system, boolean reduce) {
        Options options = Options.defaults().withFusion(reduce);
        Result verdict = new Explorer(system.machine(), system.properties(), options).run();
        SortedSet<String> outcomes = new ConcurrentSkipListSet<>();
        Property everyOutcome = new Property.AtRest(
                "every outcome", state -> outcomes.add(system.outcome().apply(state)));
        Result whole = new Explorer(system.machine(), List.of(everyOutcome), options).run();
        boolean cut = whole.verdict() == Verdict.INCOMPLETE;
        return new Opinion(
                cut ? Verdict.INCOMPLETE : verdict.verdict(),
                verdict.property(),
                cut ? whole.explanation() : verdict.explanation(),
                new TreeSet<>(outcomes),
                List.of(),
                whole.statistics().stored(),
                whole.statistics().seconds());
    }
}
