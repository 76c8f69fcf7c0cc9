// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random systems of a few variables, explored as sets and state by state: the same states, and the same of each kind. */
class ExplorationTest {
    private static final int SYSTEMS = 12;

    private static Set<List<Integer>> states(StateSet set) {
        Set<List<Integer>> states = new HashSet<>();
        set.forEach(state -> {
            assertThat(states.add(Variables.list(state))).as("told once").isTrue();
            return true;
        });
        assertThat(set.count()).isEqualTo(BigInteger.valueOf(states.size()));
        assertThat(set.isEmpty()).isEqualTo(states.isEmpty());
        return states;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSameStatesAreReached(boolean hard) {
        SplittableRandom random = new SplittableRandom(1);
        int reached = 0;
        int systems = hard ? SYSTEMS / 3 : SYSTEMS;
        for (int number = 0; number < systems; number++) {
            Variables system = Variables.random(random);
            Set<List<Integer>> expected = system.reached();
            assertThat(states(system.explored(hard).reached())).as("%s", system).isEqualTo(expected);
            reached += expected.size();
        }
        assertThat(reached).as("in the mean more than ten").isGreaterThan(10 * systems);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inTheSameStatesNothingCanHappen(boolean hard) {
        SplittableRandom random = new SplittableRandom(2);
        int stuck = 0;
        for (int number = 0; number < SYSTEMS; number++) {
            Variables system = Variables.random(random);
            Set<List<Integer>> expected =
                    system.reached(state -> system.successors(state).isEmpty());
            assertThat(states(system.explored(hard).stuck())).as("%s", system).isEqualTo(expected);
            stuck += expected.isEmpty() ? 0 : 1;
        }
        assertThat(stuck).isBetween(SYSTEMS / 10, SYSTEMS * 9 / 10);
    }

    @Test
    void fromTheSameStatesSomeWayLeadsToOthers() {
        SplittableRandom random = new SplittableRandom(5);
        int more = 0;
        for (int number = 0; number < SYSTEMS; number++) {
            Variables system = Variables.random(random);
            int variable = random.nextInt(system.initial().length);
            int other = random.nextInt(system.initial().length);
            int value = random.nextInt(3);
            Exploration exploration = system.explored(false);
            StateSet wanted = exploration
                    .reached()
                    .where(state -> state.get(variable) == value && state.get(other) == system.initial()[other]);
            Set<List<Integer>> expected = system.leadingTo(
                    system.reached(state -> state[variable] == value && state[other] == system.initial()[other]));
            assertThat(states(exploration.leadingTo(wanted)))
                    .as("%s, %d is %d", system, variable, value)
                    .isEqualTo(expected);
            more += expected.size() > states(wanted).size()
                            && expected.size() < system.reached().size()
                    ? 1
                    : 0;
        }
        assertThat(more).as("more than those, and not all").isGreaterThan(SYSTEMS / 10);
    }

    /** A test that reads one variable, and by its value another. */
    @Test
    void aTestHoldsInTheSameStates() {
        SplittableRandom random = new SplittableRandom(4);
        int somewhere = 0;
        for (int number = 0; number < SYSTEMS; number++) {
            Variables system = Variables.random(random);
            int variables = system.initial().length;
            int first = random.nextInt(variables);
            int[] then = random.ints(3, 0, variables).toArray();
            int value = random.nextInt(3);
            Exploration exploration = system.explored(random.nextBoolean());
            org.wakeproof.explorer.symbolic.Test test = state -> state.get(then[state.get(first)]) == value;
            Set<List<Integer>> expected = system.reached(state -> state[then[state[first]]] == value);
            StateSet holding = exploration.reached().where(test);
            assertThat(states(holding)).as("%s", system).isEqualTo(expected);
            assertThat(exploration.reached().has(test)).isEqualTo(!expected.isEmpty());
            Set<List<Integer>> others = system.reached();
            others.removeAll(expected);
            assertThat(states(exploration.reached().minus(holding))).isEqualTo(others);
            assertThat(holding.any() == null).isEqualTo(expected.isEmpty());
            assertThat(holding.has(state -> state.get(then[state.get(first)]) != value))
                    .isFalse();
            somewhere += expected.isEmpty() ? 0 : 1;
        }
        assertThat(somewhere).isBetween(SYSTEMS / 10, SYSTEMS * 9 / 10);
    }

    private static Agent counter(int variable, int most) {
        return state -> {
            state.begin();
            if (state.get(variable) < most) {
                state.set(variable, state.get(variable) + 1);
                state.end();
            }
        };
    }

    private static Exploration of(int[] initial, Agent... agents) {
        return new Exploration(initial, List.of(agents), null, Ordering.SIFTED, 1 << 26, () -> {});
    }

    @Test
    void visitorsMayHaveEnough() {
        Exploration exploration = of(new int[2], counter(0, 3), counter(1, 4));
        exploration.run();
        List<List<Integer>> told = new ArrayList<>();
        exploration.reached().forEach(state -> {
            told.add(Variables.list(state));
            return told.size() < 7;
        });
        assertThat(told).hasSize(7).doesNotHaveDuplicates();
        assertThat(exploration.reached().count()).isEqualTo(20);
        assertThat(exploration.reached().nodes())
                .as("four values of one, five of the other")
                .isEqualTo(9);
        assertThat(exploration.figures().levels()).isEqualTo(2);
    }

    /** What a step breaks in a state that cannot be reached is not broken; nor is it if nobody reads that far. */
    @Test
    void aRuleIsBrokenWhereAStepThatCanBeTakenBreaksIt() {
        for (int at = 3; at <= 5; at++) {
            int wrong = at;
            Exploration exploration = of(new int[2], counter(0, 4), state -> {
                if (state.get(0) == wrong) {
                    state.breaks("rule");
                }
            });
            if (at <= 4) {
                assertThatThrownBy(exploration::run)
                        .isInstanceOfSatisfying(
                                Broken.class,
                                broken -> assertThat(broken.rule()).isEqualTo("rule"));
            } else {
                exploration.run();
                assertThat(exploration.reached().count()).isEqualTo(5);
            }
        }
    }

    @Test
    void whatNothingChangesHasNoLevel() {
        Exploration exploration = of(new int[] {0, 7, 0}, counter(0, 2), state -> {
            state.begin();
            if (state.get(1) == 8) {
                state.set(2, 1);
                state.end();
            }
        });
        exploration.run();
        assertThat(exploration.figures().levels()).isEqualTo(1);
        assertThat(states(exploration.reached()))
                .isEqualTo(Set.of(List.of(0, 7, 0), List.of(1, 7, 0), List.of(2, 7, 0)));
        assertThat(exploration.reached().has(state -> state.get(1) == 7)).isTrue();
        assertThat(exploration.reached().where(state -> state.get(1) == 8).isEmpty())
                .isTrue();
    }

    /** Neighbours change places: every order is reached, and sets of orders share little. */
    private static Exploration orders(int things) {
        int[] initial = IntStream.range(0, things).toArray();
        List<Agent> agents = IntStream.range(1, things)
                .<Agent>mapToObj(place -> state -> {
                    state.begin();
                    int left = state.get(place - 1);
                    state.set(place - 1, state.get(place));
                    state.set(place, left);
                    state.end();
                })
                .toList();
        return new Exploration(initial, agents, null, Ordering.SIFTED, 1 << 26, () -> {});
    }

    /** What has been reached so far is no less of the whole for being sifted, again and again. */
    @Test
    void levelsAreBroughtIntoAnotherOrderOnTheWay() {
        Exploration exploration = orders(7);
        exploration.beHardOnItself();
        exploration.run();
        assertThat(exploration.beginnings()).isGreaterThan(5);
        assertThat(exploration.reached().count()).as("7!").isEqualTo(5_040);
        assertThat(exploration.reached().nodes()).as("in any order").isEqualTo(7 << 6);
    }

    @Test
    void everyOrderIsReached() {
        Exploration exploration = orders(7);
        exploration.run();
        assertThat(exploration.reached().count()).as("7!").isEqualTo(5_040);
        // Below each set of things that lie further up, one node for each of the others.
        assertThat(exploration.reached().nodes()).isEqualTo(7 << 6);
        assertThat(exploration.sizes().stream()
                        .mapToLong(Exploration.Level::nodes)
                        .sum())
                .as("each at its level")
                .isEqualTo(7 << 6);
    }
}
