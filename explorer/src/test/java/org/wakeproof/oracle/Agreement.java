// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.LargeRegions;
import org.wakeproof.explorer.OftenSifted;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Options.Storage;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.machine.Violation;
import org.wakeproof.oracle.Verdicts.Answer;

/** What the engine says of a system, beside what the oracle says. */
final class Agreement {
    private static final Map<Breach.Rule, String> RULES = Map.of(
            Breach.Rule.RANGE, Violation.RANGE,
            Breach.Rule.RACE, Violation.RACE,
            Breach.Rule.LOCKING, Violation.LOCKING,
            Breach.Rule.ASSERTION, Violation.ASSERTION);

    private static final Options ONE = Options.defaults().withThreads(1).withMaxBytes(1 << 26);
    /** The engine is asked in these ways in turn. */
    private static final List<Options> WAYS = List.of(
            ONE,
            ONE.withStorage(Storage.FINGERPRINT),
            ONE.withSearch(Order.DFS),
            ONE.withSearch(Order.SYMBOLIC),
            ONE.withThreads(2));

    private final Description system;
    private final Space space;
    private final int turn;
    private final List<String> differences = new ArrayList<>();

    private Agreement(Description system, Space space, int turn) {
        this.system = system;
        this.space = space;
        this.turn = turn;
    }

    /**
     * Where the two differ; nothing where they agree.
     *
     * @param seed decides in which ways the engine is asked, so that whoever has it can ask the same again
     */
    static List<String> differences(Description system, Space space, long seed) {
        Agreement agreement = new Agreement(system, space, (int) (seed & 0xff));
        try {
            agreement.compare();
        } catch (RuntimeException e) {
            agreement.differences.add("the engine fails: " + e);
        }
        return agreement.differences;
    }

    /** Levels are sifted in every other system that is explored as sets; such systems are too small to be sifted otherwise. */
    private Explorer explorer(RealMachine real, List<Property> properties, Options options) {
        Explorer explorer = new Explorer(real.machine, properties, options);
        return (turn & 2) == 0 ? explorer : OftenSifted.of(explorer);
    }

    private Result explore(List<Question> questions, Options options) {
        RealMachine real = new RealMachine(system);
        List<Property> properties = questions.stream().map(real::property).toList();
        Explorer explorer = explorer(real, properties, options);
        return turn % 2 == 0 ? explorer.run() : LargeRegions.of(explorer).run();
    }

    private void compare() {
        if (!space.breaches.isEmpty()) {
            WAYS.forEach(this::broken);
            return;
        }
        Verdicts verdicts = new Verdicts(space);
        int turn = this.turn;
        sights(verdicts, way(turn).withFusion(false));
        sights(verdicts, way(turn + 1).withFusion(true));
        for (Question question : system.questions()) {
            Answer answer = verdicts.to(question);
            boolean both = question.kind() == Question.Kind.LEAVES;
            turn++;
            if (both || turn % 2 == 0) {
                plain(question, answer, way(turn).withFusion(false));
            }
            if (both || turn % 2 != 0) {
                Options reduced = way(turn + 1).withFusion(true);
                verdict(question, answer, reduced, explore(List.of(question), reduced));
            }
        }
    }

    private static Options way(int turn) {
        return WAYS.get(turn / 2 % WAYS.size());
    }

    /**
     * Every {@code Always} and {@code Sometimes} at once: what can be seen in all states, taken together, is the same,
     * and so is what all words hold where nothing can happen any more.
     */
    private void sights(Verdicts verdicts, Options way) {
        RealMachine real = new RealMachine(system);
        Set<List<Integer>> seen = ConcurrentHashMap.newKeySet();
        Set<List<Integer>> ends = ConcurrentHashMap.newKeySet();
        Property looks = new Property.Always("looks", state -> seen.add(real.sight(state)) || true, state -> "");
        Property rests = new Property.AtRest("rests", state -> ends.add(real.memory(state)));
        Result result = explorer(real, List.of(looks, rests), way).run();
        expect("verdict, " + way, Verdict.HOLDS, result.verdict());
        expect("all states, " + way, true, way.fuse() || result.statistics().stored() == space.size());
        expect("what is seen, " + way, verdicts.sights(), seen);
        expect("ends, " + way, verdicts.ends(), ends);
    }

    /** A rule of the machine is broken: which, and breadth first after how many steps. */
    private void broken(Options way) {
        Result reduced = explore(List.of(), way.withFusion(true));
        expect("a rule is broken, " + way.withFusion(true), true, isKnown(reduced, Integer.MAX_VALUE));
        Result plain = explore(List.of(), way.withFusion(false));
        boolean shortest = way.search() != Order.DFS;
        int least = space.breaches.values().stream()
                .mapToInt(Integer::intValue)
                .min()
                .orElseThrow();
        expect("a rule is broken, " + way, true, isKnown(plain, shortest ? least : Integer.MAX_VALUE));
        if (shortest) {
            expect(
                    "length of its trace, " + way,
                    Optional.of(least),
                    plain.trace().map(trace -> trace.steps().size()));
        }
    }

    /** Whether a result is a violation of a rule that is broken so soon. */
    private boolean isKnown(Result result, int depth) {
        return result.verdict() == Verdict.VIOLATED
                && space.breaches.entrySet().stream()
                        .anyMatch(each -> each.getValue() <= depth
                                && RULES.get(each.getKey())
                                        .equals(result.property().orElseThrow()));
    }

    private void plain(Question question, Answer answer, Options way) {
        Result result = explore(List.of(question), way.withFusion(false));
        verdict(question, answer, way.withFusion(false), result);
        if (result.verdict() == Verdict.HOLDS) {
            expect("states, " + way, (long) space.size(), result.statistics().stored());
        } else if (way.search() != Order.DFS && answer.depth().isPresent()) {
            Optional<Integer> length = result.trace().map(Trace::lossIndex);
            expect(
                    "steps to where " + question.name() + " is lost, " + way,
                    Optional.of(answer.depth().getAsInt()),
                    length);
        }
    }

    private void verdict(Question question, Answer answer, Options way, Result result) {
        expect(question.name() + ", " + way, answer.violated() ? Verdict.VIOLATED : Verdict.HOLDS, result.verdict());
    }

    private void expect(String what, Object oracle, Object engine) {
        if (!oracle.equals(engine)) {
            differences.add(what + ": " + oracle + " by the oracle, " + engine + " by the engine");
        }
    }
}
