// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Formulas and steps for a reader, and for telling whether a system is the one that was recorded. */
public final class FormulaText {
    private FormulaText() {}

    /** A system, line by line: everything that a proof of it depends on. */
    public static List<String> of(ParametricSystem system) {
        List<String> lines = new ArrayList<>();
        system.variables().forEach(variable -> lines.add("variable " + of(variable)));
        system.steps()
                .forEach(step -> lines.add("step " + step.name() + " by " + step.agent()
                        + (step.isRetry() ? ", once more" : "") + ": " + of(step)));
        system.invariant().forEach(each -> lines.add("invariant " + each.name() + ": " + of(each.body())));
        system.properties().forEach(each -> lines.add("property " + each.name() + ": " + of(each.body())));
        system.response().ifPresent(response -> lines.addAll(StageText.of(response)));
        return lines;
    }

    private static String of(Variable variable) {
        String kind = variable.getClass().getSimpleName();
        return variable instanceof Program<?> program
                ? kind + " " + program.name() + " " + List.of(program.places().getEnumConstants())
                : kind + " " + variable.name();
    }

    /** What a step asks for and what it changes. */
    public static String of(Step step) {
        List<String> parts = new ArrayList<>();
        step.owing().ifPresent(debt -> parts.add("a raiser owes " + debt.name()));
        parts.add(of(step.guard()));
        step.other().ifPresent(other -> parts.add("other: " + of(other)));
        List<String> changes = step.updates().stream().map(FormulaText::of).toList();
        return String.join("; ", parts) + " ⟶ " + (changes.isEmpty() ? "nothing" : String.join(", ", changes));
    }

    private static String of(Update update) {
        if (update instanceof Update.OfFlag of) {
            return whose(of.whose()) + of.flag().name() + " := " + of(of.value());
        } else if (update instanceof Update.OfProgram of) {
            return whose(of.whose()) + of.program().name() + " := "
                    + of.program().name(of.place());
        } else if (update instanceof Update.OfOwn of) {
            return whose(of.whose()) + of.time().name() + " := " + of(of.value());
        } else if (update instanceof Update.OfGlobalFlag of) {
            return of.flag().name() + " := " + of.value();
        } else if (update instanceof Update.OfGlobal of) {
            return of.time().name() + " := " + whose(of.of()) + of(of.value());
        } else if (update instanceof Update.OfVariable of) {
            return of.variable().name() + (of.whose() == Update.Whose.OTHER ? " := other CPU" : " := this CPU");
        }
        Update.OfDebt of = (Update.OfDebt) update;
        return "the raiser " + (of.value() ? "owes " : "no longer owes ")
                + of.debt().name();
    }

    private static String whose(Update.Whose whose) {
        return switch (whose) {
            case ACTOR -> "";
            case OTHER -> "other's ";
            case EVERY -> "every CPU's ";
        };
    }

    /** A formula. */
    public static String of(Local formula) {
        return of(formula.node());
    }

    private static String of(Node node) {
        if (node instanceof Node.Constant is) {
            return Boolean.toString(is.value());
        } else if (node instanceof Node.IsSet is) {
            return is.flag().name();
        } else if (node instanceof Node.IsAt is) {
            return is.program().name() + " ∈ "
                    + is.places().stream().sorted().map(is.program()::name).collect(Collectors.joining(", ", "{", "}"));
        } else if (node instanceof Node.IsSetGlobally is) {
            return is.flag().name();
        } else if (node instanceof Node.IsNamed is) {
            return is.variable().name() + " = this CPU";
        } else if (node instanceof Node.IsOwed is) {
            return "∃ raiser: " + is.debt().name();
        } else if (node instanceof Node.Compared is) {
            return of(is.left()) + (is.strictly() ? " < " : " ≤ ") + of(is.right());
        } else if (node instanceof Node.Equal is) {
            return of(is.left()) + " = " + of(is.right());
        } else if (node instanceof Node.Of of) {
            return of.variable().name() + ": (" + of(of.body()) + ")";
        } else if (node instanceof Node.Somewhere some) {
            return "∃ CPU: (" + of(some.body()) + ")";
        } else if (node instanceof Node.Not not) {
            return "¬(" + of(not.body()) + ")";
        } else if (node instanceof Node.All all) {
            return joined(all.parts(), " ∧ ");
        }
        return joined(((Node.Any) node).parts(), " ∨ ");
    }

    private static String joined(List<Node> parts, String by) {
        return parts.size() == 1
                ? of(parts.get(0))
                : parts.stream().map(FormulaText::of).collect(Collectors.joining(by, "(", ")"));
    }

    private static String of(Moment moment) {
        if (moment instanceof Moment.Zero) {
            return "0";
        }
        return moment instanceof Variable variable ? variable.name() : "t";
    }
}
