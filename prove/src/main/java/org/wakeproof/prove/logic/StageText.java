// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.ArrayList;
import java.util.List;

/** The argument for a response, for a reader and for telling whether it is the one that was recorded. */
public final class StageText {
    private StageText() {}

    /** All that a proof of a response depends on, line by line. */
    static List<String> of(Response response) {
        List<String> lines = new ArrayList<>();
        lines.add("response " + response.name() + ": asleep " + FormulaText.of(response.asleep()) + "; work "
                + FormulaText.of(response.work()));
        lines.add("interrupts on: " + FormulaText.of(response.interruptible()) + "; requested "
                + FormulaText.of(response.requested()));
        lines.add("measure " + response.measure().name() + "; locks "
                + response.locks().stream().map(CpuVariable::name).toList());
        lines.add(visit(response.visit()));
        if (!response.gone().node().equals(new Node.Constant(false))) {
            lines.add("gone: " + FormulaText.of(response.gone()));
        }
        response.stages()
                .forEach(stage -> lines.add("stage " + stage.name() + ": " + FormulaText.of(stage.sleeper()) + "; "
                        + helper(stage) + "; " + progress(stage) + (stage.isMeasured() ? "; measured" : "")));
        return lines;
    }

    private static String visit(Visit visit) {
        String interrupted = visit.steps().isEmpty()
                ? ""
                : " by " + String.join(", ", visit.steps()) + ", unless " + FormulaText.of(visit.onTop());
        return "visit at " + FormulaText.of(visit.where()) + " of "
                + visit.sets().stream().map(FormulaText::of).toList() + interrupted;
    }

    /** Who helps in a stage. */
    public static String helper(Stage stage) {
        if (stage.helper() instanceof Helper.SomeCpu some) {
            return "a CPU: " + FormulaText.of(some.is());
        } else if (stage.helper() instanceof Helper.SomeRaiser some) {
            return "a raiser: " + some.debt().name();
        }
        return stage.helper() instanceof Helper.Itself ? "the CPU itself" : "a device";
    }

    /** Why a stage is left. */
    public static String progress(Stage stage) {
        String steps = String.join(", ", stage.progress().steps());
        if (stage.progress() instanceof Progress.WhereInterruptible) {
            return steps + ", where interrupts are on";
        } else if (stage.progress() instanceof Progress.WhereFree where) {
            return steps + ", where there is no " + where.lock().name()
                    + (where.onTop().node() instanceof Node.Constant
                            ? ""
                            : ", unless " + FormulaText.of(where.onTop()));
        }
        if (stage.progress() instanceof Progress.WhereNothingRunsOnTop where) {
            return steps + ", unless " + FormulaText.of(where.onTop());
        } else if (stage.progress() instanceof Progress.WhileVisiting) {
            return "its loop comes to an end";
        }
        return stage.progress() instanceof Progress.WhileInterruptsAreOff
                ? "its interrupts are off, and do not stay so"
                : steps;
    }
}
