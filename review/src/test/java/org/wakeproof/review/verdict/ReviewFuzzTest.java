// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Handlers whose lines were mixed up are explored like any other: a verdict, or one line that says why there is none. */
class ReviewFuzzTest {
    private static final int FILES = 60;
    private static final List<Situation> QUESTIONS = List.of(
            new Situation("idle-once", Map.of("cstate", "c3", "timers", "none")), new Situation("offline", Map.of()));

    @Test
    void mixedUpHandlersAreExplored() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/review/timers_only.c"));
        Options options =
                Options.defaults().withThreads(1).withMaxStates(60_000).withTimeout(Duration.ofSeconds(20));
        List<Verdict> verdicts = new ArrayList<>();
        for (int seed = 0; seed < FILES; seed++) {
            List<String> mixed = new ArrayList<>(lines);
            Random random = new Random(seed);
            for (int swap = 0; swap <= seed % 4; swap++) {
                int one = 17 + random.nextInt(lines.size() - 19);
                int other = 17 + random.nextInt(lines.size() - 19);
                Collections.swap(mixed, one, other);
            }
            try {
                IdleCode code = IdleCode.read("mixed.c", String.join("\n", mixed), "own_idle", Bindings.builtIn());
                verdicts.add(Review.of(code, Xen.of(code), QUESTIONS, options, false, new Searches())
                        .verdict());
            } catch (IllegalArgumentException | ModelException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
        assertThat(verdicts).contains(Verdict.HOLDS, Verdict.VIOLATED, Verdict.INCOMPLETE);
    }
}
