// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;
import java.util.Optional;
import org.wakeproof.machine.Step;
import org.wakeproof.report.SourcePlace;

/**
 * One step of a trace with what it leads to.
 *
 * @param number from 1, as traces show it
 * @param lane who takes it
 * @param functions the C functions from the outermost inwards, or the device
 * @param source where in Xen the function is that performs it, where that is known
 * @param text the operation in words
 * @param kind whether a CPU carries out an operation or takes an interrupt, or a device acts
 * @param isDecisive whether it matters most
 * @param note what it means, where that is known
 * @param folding why it is left out, unless everything is to be shown
 * @param conditions what each CPU is in after it
 * @param changes what it changes, in the order of the variables
 */
public record Moment(
        int number,
        int lane,
        String functions,
        Optional<SourcePlace> source,
        String text,
        Step.Kind kind,
        boolean isDecisive,
        Optional<String> note,
        Folding.Reason folding,
        List<Condition> conditions,
        List<Change> changes) {
    /** The function that performs the step. */
    public String function() {
        return Functions.innermost(functions);
    }

    /** Who takes it, given the name of its lane, and in which function, or in all that lead to it. */
    public String by(String name, boolean isWhole) {
        return switch (kind) {
            case OPERATION -> name + "  " + (isWhole ? functions.replace(" > ", " \u203a ") : function());
            case INTERRUPT -> name;
            case EVENT -> functions;
        };
    }

    /** Whether it is shown where not everything is. */
    public boolean isShown() {
        return folding == Folding.Reason.SHOWN;
    }
}
