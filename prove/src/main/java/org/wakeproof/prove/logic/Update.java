// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** What a step changes; all of it at once, by what was before. */
public sealed interface Update {
    /** Of which CPUs. */
    enum Whose {
        ACTOR,
        OTHER,
        EVERY
    }

    /** A flag becomes what a formula of the same CPU says. */
    record OfFlag(Whose whose, Flag flag, Plain value) implements Update {}

    /** The program goes on at a place. */
    record OfProgram(Whose whose, Program<?> program, int place) implements Update {}

    /** A time of a CPU becomes one of the same CPU, or one that exists once. */
    record OfOwn(Whose whose, Moment.Own time, Moment value) implements Update {}

    /** A flag that exists once. */
    record OfGlobalFlag(GlobalFlag flag, boolean value) implements Update {}

    /** A time that exists once becomes one of this CPU, or another that exists once. */
    record OfGlobal(Moment.Global time, Whose of, Moment value) implements Update {}

    /** The variable names the actor, or the other CPU, from now on. */
    record OfVariable(Whose whose, CpuVariable variable) implements Update {}

    /** The step's raiser owes it to the actor from now on, or no longer. */
    record OfDebt(Debt debt, boolean value) implements Update {}

    /** The variable that it changes. */
    default Variable written() {
        if (this instanceof OfFlag of) {
            return of.flag();
        } else if (this instanceof OfProgram of) {
            return of.program();
        } else if (this instanceof OfOwn of) {
            return of.time();
        } else if (this instanceof OfGlobalFlag of) {
            return of.flag();
        } else if (this instanceof OfGlobal of) {
            return of.time();
        } else if (this instanceof OfVariable of) {
            return of.variable();
        }
        return ((OfDebt) this).debt();
    }
}
