// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.model.Agents;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.machine.Violation;

/**
 * One run in a region in which everybody has a turn: of those who can act, who has not acted for longest does. In most
 * states somebody's turn leads out of the region soon. Where it does not, the run may well be one that stays, and is found
 * after a thousand steps, however many states the region has. That none is found says nothing.
 */
final class FairRun {
    /** So many steps show where a run goes round, with three CPUs and their ticks. */
    private static final int STEPS = 1 << 12;

    private final Property.Leaves property;
    private final Limits limits;
    private final Agents agents;
    private final Stepper stepper;
    private final PackedState at;
    private long walked;

    FairRun(Property.Leaves property, Model model, Limits limits) {
        this.property = property;
        this.limits = limits;
        this.agents = model.agents;
        this.stepper = model.localStepper();
        this.at = model.state();
    }

    /** How many steps all runs have had. */
    long walked() {
        return walked;
    }

    /**
     * The states of a run from a state of the region, itself included; empty if a turn leads out.
     *
     * @throws Limits.Hit if the search is to stop
     */
    List<long[]> from(long[] state) {
        limits.check();
        long[] lastTurn = new long[Long.SIZE];
        List<long[]> run = new ArrayList<>();
        run.add(state.clone());
        for (int turn = 1; turn < STEPS; turn++) {
            Steps steps = new Steps(run.get(turn - 1));
            walked++;
            if (steps.able == 0) {
                return run;
            }
            int agent = longestWaiting(steps.able, lastTurn);
            List<long[]> next = steps.inside(1L << agent);
            if (next.isEmpty()) {
                return List.of();
            }
            lastTurn[agent] = turn;
            run.add(next.get(turn % next.size()));
        }
        return run;
    }

    /** Whether nothing can happen behind the last state of a run. */
    static boolean isAtEnd(List<long[]> run) {
        return run.size() < STEPS;
    }

    private static int longestWaiting(long able, long[] lastTurn) {
        int longest = Long.numberOfTrailingZeros(able);
        for (long rest = able; rest != 0; rest &= rest - 1) {
            int agent = Long.numberOfTrailingZeros(rest);
            if (lastTurn[agent] < lastTurn[longest]) {
                longest = agent;
            }
        }
        return longest;
    }

    /** The steps of a state, but for those of the outside world. */
    private final class Steps implements Stepper.Sink {
        /** Who has one. */
        private long able;

        private final List<long[]> inside = new ArrayList<>();
        private final List<Long> actors = new ArrayList<>();

        Steps(long[] state) {
            System.arraycopy(state, 0, at.words, 0, state.length);
            stepper.expand(at, this);
        }

        @Override
        public void successor(PackedState next, int step) {
            able |= agents.bit(step);
            if (agents.isInternal(step) && property.region().test(next)) {
                inside.add(next.words.clone());
                actors.add(agents.bit(step));
            }
        }

        @Override
        public void violation(int step, Violation violation) {
            able |= agents.bit(step);
        }

        List<long[]> inside(long agent) {
            return IntStream.range(0, inside.size())
                    .filter(i -> actors.get(i) == agent)
                    .mapToObj(inside::get)
                    .toList();
        }
    }
}
