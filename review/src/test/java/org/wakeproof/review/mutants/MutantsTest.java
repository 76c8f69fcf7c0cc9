// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.verdict.Review;

/**
 * Handlers that lose wake-ups, and others that only look different: every third mutation of one version; with
 * {@code -Dslow=true} each of one version, and with {@code -Dreview.mutants=all} each of all.
 */
class MutantsTest {
    private static final boolean ALL = "all".equals(System.getProperty("review.mutants"));

    static Stream<Arguments> mutants() {
        List<Arguments> mutants = new ArrayList<>();
        for (Mutation mutation : Mutation.values()) {
            if (!ALL && !Boolean.getBoolean("slow") && mutation.ordinal() % 3 != 0) {
                continue;
            }
            List<Version> versions = versions(mutation);
            int one = mutation.ordinal() % versions.size();
            (ALL ? versions : versions.subList(one, one + 1))
                    .forEach(version -> mutants.add(Arguments.of(mutation, version)));
        }
        return mutants.stream();
    }

    /** Those in which there is something to change, and where a change that is to lose something does. */
    private static List<Version> versions(Mutation mutation) {
        return Stream.of(Version.values())
                .filter(version ->
                        mutation == Mutation.NONE || !mutation.of(version).equals(version.text()))
                .filter(version -> isRefactoring(mutation) || mutation.loses(version))
                .toList();
    }

    private static boolean isRefactoring(Mutation mutation) {
        return Stream.of(Version.values()).noneMatch(mutation::loses);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("mutants")
    void isFoundOrLeftAlone(Mutation mutation, Version version) {
        IdleCode code = IdleCode.read("mutant.c", mutation.of(version), null, Bindings.builtIn());
        Review review = Review.of(code, Options.defaults().withThreads(2), false);
        assertThat(review.verdict()).isEqualTo(mutation.loses(version) ? Verdict.VIOLATED : Verdict.HOLDS);
        assertThat(review.assumptions().unsupported()).isEmpty();
    }

    @Test
    void thereAreManyOfBoth() {
        long losses = 0;
        long refactorings = 0;
        for (Mutation mutation : Mutation.values()) {
            long count = versions(mutation).size();
            losses += isRefactoring(mutation) ? 0 : count;
            refactorings += isRefactoring(mutation) ? count : 0;
        }
        assertThat(losses).isGreaterThanOrEqualTo(100);
        assertThat(refactorings).isGreaterThanOrEqualTo(50);
    }
}
