// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wakeproof.oracle.Question.Kind;

/**
 * The engine, plain and reduced, in every order of search and with every storage, against the oracle, on random systems.
 * {@code mvn -Poracle test -pl explorer -am} looks at many more: {@code -Doracle.systems=100000 -Doracle.seed=1000000}.
 */
class OracleTest {
    /** So many for every answer to every kind of question to be met. */
    private static final int ENOUGH = 250;

    private static final int SYSTEMS = Integer.getInteger("oracle.systems", Boolean.getBoolean("slow") ? 500 : ENOUGH);
    private static final long FIRST = Long.getLong("oracle.seed", 0);
    /** Larger systems are left out. */
    private static final int STATES = 1000;

    /** What is wrong with a system, and how often each kind of question was violated, or not. */
    private record Comparison(long seed, boolean whole, List<String> differences, Map<String, Integer> answers) {
        static Comparison of(long seed) {
            Description system = new RandomSystem(seed).described();
            Space space = new Space(system, STATES);
            Map<String, Integer> answers = new TreeMap<>();
            if (!space.isWhole()) {
                return new Comparison(seed, false, List.of(), answers);
            }
            if (space.breaches.isEmpty()) {
                Verdicts verdicts = new Verdicts(space);
                for (Question question : system.questions()) {
                    answers.merge(name(question.kind(), verdicts.to(question).violated()), 1, Integer::sum);
                }
            } else {
                space.breaches.keySet().forEach(rule -> answers.merge(rule.name(), 1, Integer::sum));
            }
            return new Comparison(seed, true, Agreement.differences(system, space, seed), answers);
        }
    }

    private static String name(Kind kind, boolean violated) {
        return kind + (violated ? " violated" : " holds");
    }

    @Test
    void theEngineSaysWhatTheOracleSays() {
        List<Comparison> all = LongStream.range(FIRST, FIRST + SYSTEMS)
                .parallel()
                .mapToObj(Comparison::of)
                .toList();
        assertThat(all.stream()
                        .filter(each -> !each.differences().isEmpty())
                        .limit(1)
                        .map(OracleTest::shrunk))
                .isEmpty();
        assumeTrue(SYSTEMS >= ENOUGH, "enough systems for every answer to every kind of question");
        assertThat(all.stream().filter(Comparison::whole))
                .as("systems that were small enough")
                .hasSizeGreaterThan(SYSTEMS * 9 / 10);
        Map<String, Integer> answers = all.stream()
                .flatMap(each -> each.answers().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum));
        for (Breach.Rule rule : Breach.Rule.values()) {
            assertThat(answers).containsKey(rule.name());
        }
        for (Kind kind : Kind.values()) {
            assertThat(answers)
                    .as("nothing holds, or is violated, for want of a chance")
                    .containsKeys(name(kind, true), name(kind, false));
        }
    }

    /** A system as small as it gets and still wrong, with what is. */
    private static String shrunk(Comparison wrong) {
        Description small = new Shrinking(
                        system -> !differences(system, wrong.seed()).isEmpty())
                .of(new RandomSystem(wrong.seed()).described());
        return "seed " + wrong.seed() + ": " + wrong.differences() + "\nshrunk: " + differences(small, wrong.seed())
                + "\n" + small;
    }

    private static List<String> differences(Description system, long seed) {
        Space space = new Space(system, STATES);
        return space.isWhole() ? Agreement.differences(system, space, seed) : List.of();
    }
}
