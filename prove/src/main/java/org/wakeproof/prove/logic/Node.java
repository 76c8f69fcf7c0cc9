// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;
import java.util.Set;

/** What formulas are made of. Only the typed wrappers make nodes, so what they cannot say is nowhere. */
public sealed interface Node {
    /** True or false. */
    record Constant(boolean value) implements Node {}

    /** A flag of the CPU that the formula is about. */
    record IsSet(Flag flag) implements Node {}

    /** The CPU is at one of these places of a program. */
    record IsAt(Program<?> program, Set<Integer> places) implements Node {}

    /** A flag that exists once. */
    record IsSetGlobally(GlobalFlag flag) implements Node {}

    /** The CPU is the one that a variable names. */
    record IsNamed(CpuVariable variable) implements Node {}

    /** Some raiser stands in the relation to the CPU. */
    record IsOwed(Debt debt) implements Node {}

    /** One time is at or before another, or strictly before it. */
    record Compared(Moment left, boolean strictly, Moment right) implements Node {}

    /** Two times are equal. */
    record Equal(Moment left, Moment right) implements Node {}

    /** The same of the CPU that a variable names. */
    record Of(CpuVariable variable, Node body) implements Node {}

    /** Some CPU satisfies it. The body has no other CPU to speak of. */
    record Somewhere(Node body) implements Node {}

    record Not(Node body) implements Node {}

    record All(List<Node> parts) implements Node {}

    record Any(List<Node> parts) implements Node {}

    /** The same where a flag that exists once has a value. */
    default Node where(GlobalFlag flag, boolean value) {
        if (this instanceof IsSetGlobally is && is.flag().equals(flag)) {
            return new Constant(value);
        } else if (this instanceof Of of) {
            return new Of(of.variable(), of.body().where(flag, value));
        } else if (this instanceof Somewhere some) {
            return new Somewhere(some.body().where(flag, value));
        } else if (this instanceof Not not) {
            return new Not(not.body().where(flag, value));
        } else if (this instanceof All all) {
            return new All(
                    all.parts().stream().map(part -> part.where(flag, value)).toList());
        } else if (this instanceof Any any) {
            return new Any(
                    any.parts().stream().map(part -> part.where(flag, value)).toList());
        }
        return this;
    }
}
