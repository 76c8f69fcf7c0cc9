// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.model.Limits;

/** Where a run can go round for ever and be fair, in graphs of states that are made by hand or at random. */
class RegionGraphTest {
    private static final int GRAPHS = 3_000;
    private static final int MOST_STATES = 6;
    /** Far more than takes time in proportion to the states, and far less than in proportion to their square. */
    private static final double MOST_SECONDS = 3;

    /**
     * By state: who can act, who of them polls, whether the first agent could act but for holders, who holds it, and the steps,
     * each an agent and where it leads.
     */
    private record Graph(long[] able, long[] polling, long[] held, long[] holders, int[][][] steps)
            implements RegionGraph.Expansion {
        /** Of three agents and two holders; who takes a step can act. */
        static Graph random(SplittableRandom random) {
            int states = 1 + random.nextInt(MOST_STATES);
            Graph graph = new Graph(
                    new long[states], new long[states], new long[states], new long[states], new int[states][][]);
            for (int state = 0; state < states; state++) {
                graph.steps[state] = new int[random.nextInt(3)][];
                graph.able[state] = random.nextInt(8) & random.nextInt(8);
                for (int step = 0; step < graph.steps[state].length; step++) {
                    int agent = random.nextInt(3);
                    graph.steps[state][step] = new int[] {agent, random.nextInt(states)};
                    graph.able[state] |= 1L << agent;
                }
                graph.polling[state] = graph.able[state] & random.nextInt(8) & random.nextInt(8);
                graph.holders[state] = random.nextInt(4);
                boolean isHeld = (graph.able[state] & 1) == 0 && graph.holders[state] != 0;
                graph.held[state] = isHeld && random.nextBoolean() ? 1 : 0;
            }
            return graph;
        }

        int[] fairPart() {
            return new RegionGraph(IntStream.range(0, able.length).toArray(), this, Limits.none()).fairPart();
        }

        @Override
        public boolean leadsToWhereCanAct(int state, long agent) {
            int ways = 1 << state | behind(state, -1);
            return IntStream.range(0, able.length).anyMatch(at -> (ways >> at & 1) != 0 && (able[at] & agent) != 0);
        }

        @Override
        public void expand(int state, RegionGraph.Sink sink) {
            sink.agents(able[state], polling[state]);
            sink.held(held[state], holders[state]);
            for (int[] step : steps[state]) {
                sink.step(step[1], 0, 1L << step[0]);
            }
        }

        /**
         * Whether a run can go round all states of a set, one bit each, and is fair: who can act at times, other than to
         * poll, does act, and so does who can act all the time. And if the first never acts, nobody holds it at times, or one
         * holder does all the time, or nothing leads to where it can act.
         */
        boolean isFairRound(int set) {
            long atTimes = 0;
            long always = -1;
            long heldAtTimes = 0;
            long holding = -1;
            long acting = 0;
            for (int state = 0; state < able.length; state++) {
                if ((set >> state & 1) != 0) {
                    atTimes |= able[state] & ~polling[state];
                    always &= able[state];
                    heldAtTimes |= held[state];
                    holding &= holders[state];
                    for (int[] step : steps[state]) {
                        acting |= (set >> step[1] & 1) != 0 ? 1L << step[0] : 0;
                    }
                    if ((behind(state, set) & set) != set) {
                        return false;
                    }
                }
            }
            int some = Integer.numberOfTrailingZeros(set);
            boolean isKeptWaiting = (heldAtTimes & ~acting) != 0 && holding == 0 && leadsToWhereCanAct(some, 1);
            return ((atTimes | always) & ~acting) == 0 && !isKeptWaiting;
        }

        /** The states that are reached from one by steps, at least one, inside a set. */
        private int behind(int from, int set) {
            int reached = 0;
            int before;
            int looked = 1 << from;
            do {
                before = reached;
                for (int state = 0; state < able.length; state++) {
                    if ((looked >> state & 1) != 0) {
                        for (int[] step : steps[state]) {
                            reached |= 1 << step[1] & set;
                        }
                    }
                }
                looked |= reached;
            } while (reached != before);
            return reached;
        }
    }

    /** Against the definition, asked of every set of states. */
    @Test
    void itIsFoundIfThereIsOne() {
        int found = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int number = 0; number < GRAPHS; number++) {
            Graph graph = Graph.random(random);
            boolean isThere = IntStream.range(1, 1 << graph.able.length).anyMatch(graph::isFairRound);
            int[] part = graph.fairPart();
            assertThat(part != null).as("graph %d", number).isEqualTo(isThere);
            if (part != null) {
                found++;
                int set = Arrays.stream(part).map(state -> 1 << state).sum();
                assertThat(graph.isFairRound(set)).as("graph %d", number).isTrue();
            }
        }
        assertThat(found).isBetween(GRAPHS / 10, GRAPHS * 9 / 10);
    }

    /** Nobody is held. */
    private interface Steps extends RegionGraph.Expansion {
        @Override
        default boolean leadsToWhereCanAct(int state, long agent) {
            throw new AssertionError(agent);
        }
    }

    /** Seconds of this thread alone, however busy the machine is. */
    private static double cpuSeconds(Runnable task) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        task.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }

    @Test
    void veryManyPartsTakeNoLongerThanAllOfThemTogether() {
        int rounds = 60_000;
        int states = 2 * rounds + 1;
        // One acts everywhere, the second from the last state only, and the third could there and never does: without
        // that state a round of two is left of each pair, in which the second could act at times.
        RegionGraph graph = new RegionGraph(
                IntStream.range(0, states).toArray(),
                (Steps) (state, sink) -> {
                    if (state == states - 1) {
                        sink.agents(0b110, 0);
                        sink.step(0, 0, 0b010);
                    } else if (state % 2 == 0) {
                        sink.agents(0b001, 0);
                        sink.step(state + 1, 0, 0b001);
                    } else {
                        sink.agents(0b011, 0);
                        sink.step(state - 1, 0, 0b001);
                        sink.step(state + 1, 0, 0b001);
                    }
                },
                Limits.none());
        assertThat(cpuSeconds(() -> assertThat(graph.fairPart()).isNull())).isLessThan(MOST_SECONDS);
    }

    @Test
    void aRoundMayBeLong() {
        int states = 400_000;
        RegionGraph graph = new RegionGraph(
                IntStream.range(0, states).toArray(),
                (Steps) (state, sink) -> {
                    sink.agents(1, 0);
                    sink.step((state + 1) % states, state, 1);
                },
                Limits.none());
        assertThat(graph.fairPart()).hasSize(states);
        assertThat(cpuSeconds(() -> assertThat(graph.way(1, new int[] {0}))
                        .isEqualTo(IntStream.range(1, states).boxed().toList())))
                .isLessThan(MOST_SECONDS);
    }
}
