// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;
import java.util.stream.Stream;

/**
 * One step of many small parts, as a tick of the clock: it can be taken where no guard objects, nobody holds it, and there
 * is some occasion for it, and then every action is carried out. Actions that touch the same variables are carried out one
 * after the other, in the order given here. Where there is no occasion, the actions change nothing; so reaching states does
 * not depend on it.
 *
 * @param guards what has to allow it, each
 * @param holders by who may keep it waiting, and is to let it go on again: what that one has to allow, each
 * @param actions what it does, which can always be done and breaks no rule
 * @param occasions what gives rise to it, one of them
 */
public record Joint(List<Test> guards, List<List<Test>> holders, List<Action> actions, List<Test> occasions) {
    /** What has to allow it, each, the holders included. */
    List<Test> allGuards() {
        return Stream.concat(guards.stream(), holders.stream().flatMap(List::stream))
                .toList();
    }

    /** One thing that it does. */
    @FunctionalInterface
    public interface Action {
        /** Carries it out. */
        void apply(Local state);
    }
}
