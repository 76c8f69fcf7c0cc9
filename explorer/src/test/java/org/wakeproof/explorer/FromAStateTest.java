// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Walk.Move;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** A search may start at any state that can be walked to, and sees what can be walked to from there. */
class FromAStateTest {
    private static final Options PLAIN = Options.defaults().withThreads(1).withFusion(false);
    private static final int PROGRAMS = 20;
    private static final int FEW = 500;

    /** Some place on a random walk, and the steps to it. */
    private record Somewhere(List<Integer> steps, Position position) {
        static Somewhere of(Machine machine, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Integer> steps = new ArrayList<>();
            Position at = new Walk(machine).start();
            for (int length = random.nextInt(25); length > 0 && !at.moves().isEmpty(); length--) {
                int move = random.nextInt(at.moves().size());
                if (at.moves().get(move).broken().isPresent()) {
                    break;
                }
                steps.add(at.moves().get(move).step().step());
                at = at.take(move);
            }
            return new Somewhere(steps, at);
        }

        /** What can be walked to, or more than a test has time for; and whether a rule is broken on the way. */
        int reachable(boolean[] broken) {
            Set<Position> seen = new HashSet<>(Set.of(position));
            Deque<Position> open = new ArrayDeque<>(seen);
            while (!open.isEmpty() && seen.size() <= FEW) {
                Position from = open.pop();
                for (int move = 0; move < from.moves().size(); move++) {
                    Position next = from.take(move);
                    broken[0] |= next.broken().isPresent();
                    if (next.broken().isEmpty() && seen.add(next)) {
                        open.push(next);
                    }
                }
            }
            return seen.size();
        }
    }

    @Test
    void seesTheStatesThatCanBeWalkedToFromThere() {
        int compared = 0;
        int fewer = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Somewhere there = Somewhere.of(new RandomProgram(seed).machine, seed);
            boolean[] broken = {false};
            int reachable = there.reachable(broken);
            if (broken[0] || reachable > FEW) {
                continue;
            }
            compared++;
            Result plain = new Explorer(new RandomProgram(seed).machine, List.of(), PLAIN)
                    .from(there.steps)
                    .run();
            assertThat(plain.statistics().stored()).as("program %d", seed).isEqualTo(reachable);
            Result sets = new Explorer(new RandomProgram(seed).machine, List.of(), PLAIN.withSearch(Order.SYMBOLIC))
                    .from(there.steps)
                    .run();
            assertThat(sets.statistics().symbolic().orElseThrow().states())
                    .as("program %d, as sets", seed)
                    .contains(BigInteger.valueOf(reachable));
            Result whole = new Explorer(new RandomProgram(seed).machine, List.of(), PLAIN).run();
            fewer += whole.statistics().stored() > reachable ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(PROGRAMS / 3);
        assertThat(fewer).as("places from which not all can be reached").isPositive();
    }

    /** Two CPUs that store, add and take a lock; often a value gets too great, an assertion fails, or a lock is not theirs. */
    private static Machine breaking(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Machine machine = new Machine(2);
        Word x = machine.word("x", 2, 0);
        Word y = machine.word("y", 3, 0);
        SpinLock lock = machine.lock("lock");
        for (int cpu = 0; cpu < 2; cpu++) {
            int[] code = random.ints(5, 0, 12).toArray();
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> {
                for (int step : code) {
                    switch (step) {
                        case 0, 1, 2 -> x.store(step);
                        case 3, 4, 5, 6 -> y.addReturn(1);
                        case 7, 8 -> machine.bugOn(x.load() == step - 6, "x is " + (step - 6));
                        case 9 -> lock.lock();
                        case 10 -> lock.unlock();
                        default -> y.store(x.load());
                    }
                }
            }));
        }
        machine.seal();
        return machine;
    }

    /** Runs end where a rule is broken; all other states are seen, and each rule is found once. */
    @Test
    void goesOnBesideRulesThatAreKnownToBeBroken() {
        int several = 0;
        for (long seed = 0; seed < 2 * PROGRAMS; seed++) {
            Somewhere start = new Somewhere(List.of(), new Walk(breaking(seed)).start());
            boolean[] broken = {false};
            int reachable = start.reachable(broken);
            Set<String> rules = new HashSet<>();
            Result result = tolerating(seed, rules);
            while (result.verdict() == Verdict.VIOLATED) {
                assertThat(rules.add(result.property().orElseThrow()))
                        .as("program %d, %s", seed, result.property())
                        .isTrue();
                result = tolerating(seed, rules);
            }
            assertThat(!rules.isEmpty()).as("program %d breaks rules", seed).isEqualTo(broken[0]);
            assertThat(result.statistics().stored()).as("program %d", seed).isEqualTo(reachable);
            several += rules.size() > 1 ? 1 : 0;
        }
        assertThat(several).as("programs that break more than one rule").isGreaterThan(5);
    }

    private static Result tolerating(long seed, Set<String> rules) {
        return new Explorer(breaking(seed), List.of(), PLAIN).tolerating(rules).run();
    }

    /** The outside world need not act, so a run that only it could end stays, whether it would break a rule or not. */
    @Test
    void aBreachByTheOutsideWorldIsNoWayOut() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.event(new Event("user", Event.Kind.EXTERNAL) {
            @Override
            public boolean enabled(State state) {
                return state.get(x.field()) == 1;
            }

            @Override
            public void fire(State state) {
                throw new Violation("nothing comes from outside", "the user acts");
            }

            @Override
            public String describe(State before, State after) {
                return "the user acts";
            }
        });
        machine.seal();
        Property leaves =
                new Property.Leaves("x does not stay 1", state -> state.get(x.field()) == 1, state -> "it is");
        Result result = new Explorer(machine, List.of(leaves), PLAIN)
                .tolerating(Set.of("nothing comes from outside"))
                .run();
        assertThat(result.property()).contains("x does not stay 1");
    }

    @Test
    void whatIsFusedWithABreachWouldBeLeftOut() {
        assertThatThrownBy(() -> new Explorer(new Counting().machine, List.of(), Options.defaults())
                        .tolerating(Set.of("values in range")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySearchDecidesTheSameFromThere() {
        int violated = 0;
        int otherwise = 0;
        for (long seed = 0; seed < 2 * PROGRAMS; seed++) {
            Somewhere there = Somewhere.of(new RandomProgram(seed).machine, seed);
            Result plain = from(seed, PLAIN.withMaxStates(FEW), there);
            if (plain.verdict() == Verdict.INCOMPLETE) {
                continue;
            }
            for (Options way : List.of(
                    PLAIN.withFusion(true),
                    PLAIN.withFusion(true).withThreads(2),
                    PLAIN.withSearch(Order.DFS).withFusion(true),
                    PLAIN.withSearch(Order.SYMBOLIC))) {
                Result result = from(seed, way, there);
                assertThat(result.verdict())
                        .as("program %d, %s: %s", seed, way, result.explanation())
                        .isEqualTo(plain.verdict());
                result.trace().ifPresent(trace -> assertBeginsThere(trace, there));
            }
            violated += plain.trace().isPresent() ? 1 : 0;
            Verdict fromStart =
                    from(seed, PLAIN, new Somewhere(List.of(), there.position)).verdict();
            otherwise += fromStart == plain.verdict() ? 0 : 1;
        }
        assertThat(violated).as("violations with a trace").isGreaterThan(5);
        assertThat(otherwise).as("verdicts that are not those from the start").isPositive();
    }

    private static Result from(long seed, Options how, Somewhere there) {
        RandomProgram program = new RandomProgram(seed);
        Property property = RandomProperty.of(program.machine, seed + 100);
        return new Explorer(program.machine, List.of(property), how)
                .from(there.steps)
                .run();
    }

    private static void assertBeginsThere(Trace trace, Somewhere there) {
        assertThat(trace.steps()).extracting(TraceStep::step).startsWith(there.steps.toArray(new Integer[0]));
        assertThat(trace.lossIndex()).isGreaterThanOrEqualTo(there.steps.size());
    }

    /** Each of two CPUs counts once, and not atomically. */
    private static final class Counting {
        final Machine machine = new Machine(2);
        final Word count = machine.word("count", 2, 0);
        final Word ended = machine.word("ended", 2, 0);
        final Property noneIsLost = new Property.Always(
                "no count is lost",
                state -> state.get(ended.field()) < 2 || state.get(count.field()) == 2,
                state -> "one is");

        Counting() {
            for (int cpu = 0; cpu < 2; cpu++) {
                machine.boot(cpu, false, machine.procedure("main" + cpu, () -> {
                    count.store(count.load() + 1);
                    ended.addReturn(1);
                }));
            }
            machine.seal();
        }

        /** Where the next steps of these CPUs lead. */
        static List<Integer> behind(int... cpus) {
            List<Integer> steps = new ArrayList<>();
            Position at = new Walk(new Counting().machine).start();
            for (int cpu : cpus) {
                int step = at.moves().stream()
                        .map(Move::step)
                        .filter(each -> each.cpu() == cpu)
                        .findFirst()
                        .orElseThrow()
                        .step();
                steps.add(step);
                at = at.take(at.moveOf(step));
            }
            return steps;
        }

        Verdict from(List<Integer> steps) {
            return new Explorer(machine, List.of(noneIsLost), PLAIN)
                    .from(steps)
                    .run()
                    .verdict();
        }
    }

    @Test
    void aCountCanBeLostUntilOneHasStoredAndTheOtherHasNotLoaded() {
        assertThat(new Counting().from(Counting.behind())).isEqualTo(Verdict.VIOLATED);
        assertThat(new Counting().from(Counting.behind(0))).isEqualTo(Verdict.VIOLATED);
        assertThat(new Counting().from(Counting.behind(0, 1))).isEqualTo(Verdict.VIOLATED);
        assertThat(new Counting().from(Counting.behind(0, 0))).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aPathThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Counting().from(List.of(Counting.behind(0).get(0), 0x7777)))
                .isInstanceOf(ModelException.class)
                .hasMessage("step 2 of the path cannot be taken there");
    }
}
