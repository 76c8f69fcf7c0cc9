// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;

/**
 * One step of many small parts, as a tick of the clock: it can be taken where no guard objects and there is some occasion
 * for it, and then every action is carried out. Actions that touch the same variables are carried out one after the other,
 * in the order given here. Where there is no occasion, the actions change nothing; so reaching states does not depend on it.
 *
 * @param guards what has to allow it, each
 * @param actions what it does, which can always be done and breaks no rule
 * @param occasions what gives rise to it, one of them
 */
public record Joint(List<Test> guards, List<Action> actions, List<Test> occasions) {
    /** One thing that it does. */
    @FunctionalInterface
    public interface Action {
        /** Carries it out. */
        void apply(Local state);
    }
}
