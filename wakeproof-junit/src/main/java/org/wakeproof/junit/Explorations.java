// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.util.Locale;
import java.util.function.BiConsumer;

/** Explores within a test's limits, and reports what it did. */
public final class Explorations {
    private final BiConsumer<String, String> report;

    Explorations(BiConsumer<String, String> report) {
        this.report = report;
    }

    /** Explores a spec; the tighter of its own limits and the test's apply. */
    public Exploration explore(Spec spec) {
        Exploration exploration = spec.explore();
        report.accept(
                exploration.scenario() + " " + exploration.settings(),
                String.format(
                        Locale.ROOT,
                        "%s, %,d states, %.1f s",
                        exploration.result().verdict(),
                        exploration.result().statistics().stored(),
                        exploration.result().statistics().seconds()));
        return exploration;
    }
}
