// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import org.wakeproof.machine.Step;

/** What the wake-up hangs on, for a picture that is to be small. */
public final class Essence {
    private Essence() {}

    /**
     * Whether a step decides, is an interrupt or an event of a device, or looks at or changes a softirq word, a
     * deadline or what the violated property looks at.
     */
    public static boolean isIn(Timeline timeline, Moment moment) {
        return moment.isDecisive()
                || moment.kind() != Step.Kind.OPERATION
                || moment.changes().stream()
                        .anyMatch(change ->
                                timeline.variables().get(change.variable()).isKey())
                || timeline.variables().stream()
                        .anyMatch(variable ->
                                variable.isKey() && moment.text().startsWith("R: " + variable.name() + " is "));
    }
}
