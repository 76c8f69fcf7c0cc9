// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Node;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;

/** Which variables a formula reads, and a step writes: a formula that reads nothing that is written stays as it was. */
final class Footprint {
    private Footprint() {}

    static boolean mayChange(Step step, Node node) {
        Set<Variable> read = reads(node);
        return step.updates().stream().anyMatch(update -> read.contains(update.written()));
    }

    static Set<Variable> reads(Node node) {
        Set<Variable> read = new HashSet<>();
        collect(node, read);
        return read;
    }

    /** Whether a guard is about neither places nor the time that the step chooses. */
    static boolean isOfData(Node node) {
        return !choosesTime(node) && reads(node).stream().noneMatch(Program.class::isInstance);
    }

    /** Whether a guard is about the time that the step chooses. */
    static boolean choosesTime(Node node) {
        if (node instanceof Node.Compared is) {
            return is.left() instanceof Moment.Chosen || is.right() instanceof Moment.Chosen;
        } else if (node instanceof Node.Equal is) {
            return is.left() instanceof Moment.Chosen || is.right() instanceof Moment.Chosen;
        } else if (node instanceof Node.Not not) {
            return choosesTime(not.body());
        } else if (node instanceof Node.All all) {
            return all.parts().stream().anyMatch(Footprint::choosesTime);
        } else if (node instanceof Node.Any any) {
            return any.parts().stream().anyMatch(Footprint::choosesTime);
        }
        return false;
    }

    private static void collect(Node node, Set<Variable> to) {
        if (node instanceof Node.IsSet is) {
            to.add(is.flag());
        } else if (node instanceof Node.IsAt is) {
            to.add(is.program());
        } else if (node instanceof Node.IsSetGlobally is) {
            to.add(is.flag());
        } else if (node instanceof Node.IsNamed is) {
            to.add(is.variable());
        } else if (node instanceof Node.IsOwed is) {
            to.add(is.debt());
        } else if (node instanceof Node.Compared is) {
            List.of(is.left(), is.right()).forEach(moment -> collect(moment, to));
        } else if (node instanceof Node.Equal is) {
            List.of(is.left(), is.right()).forEach(moment -> collect(moment, to));
        } else if (node instanceof Node.Of of) {
            to.add(of.variable());
            collect(of.body(), to);
        } else if (node instanceof Node.Somewhere some) {
            collect(some.body(), to);
        } else if (node instanceof Node.Not not) {
            collect(not.body(), to);
        } else if (node instanceof Node.All all) {
            all.parts().forEach(part -> collect(part, to));
        } else if (node instanceof Node.Any any) {
            any.parts().forEach(part -> collect(part, to));
        }
    }

    private static void collect(Moment moment, Set<Variable> to) {
        if (moment instanceof Variable variable) {
            to.add(variable);
        }
    }
}
