// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakeproof.explorer.Options;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.verdict.Review;

/**
 * What C means the compiler says: handlers are made at random, compiled, and run with each word of pending softirqs, and no
 * verdict may contradict what they do. {@code -Dreview.compiler} says how many, {@code -Dreview.seed} from which seed on.
 */
class CompilerTest {
    private static final int HANDLERS = Integer.getInteger("review.compiler", 40);
    private static final boolean IS_LONG = System.getProperty("review.compiler") != null;
    private static final long SEED = Long.getLong("review.seed", 1);
    private static final int BATCH = 100;
    private static final Bindings BINDINGS = Bindings.builtIn();
    private static final Options OPTIONS = Options.defaults().withThreads(1);

    @TempDir
    private Path directory;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private Grammar grammar;

    @Test
    void noVerdictContradictsTheCompiler() throws IOException {
        assumeThat(new Gcc(directory).isThere())
                .as("gcc is there, 12 or newer, with its sanitizers")
                .isTrue();
        grammar = new Grammar(Gcc.resource("handlers.grammar"));
        for (int done = 0; done < HANDLERS; done += BATCH) {
            long first = SEED + done;
            batch(IntStream.range(0, Math.min(BATCH, HANDLERS - done))
                    .mapToObj(i -> Handler.of(first + i))
                    .toList());
        }
        if (IS_LONG) {
            counts.forEach((what, count) -> System.out.println(count + " " + what));
            faults.forEach(System.out::println);
        }
        assertThat(faults).isEmpty();
        assertThat(counts).containsKeys("LOSES VIOLATED", "RIGHT HOLDS");
    }

    private void batch(List<Handler> handlers) {
        List<Outcome> outcomes = outcomes(handlers);
        for (int i = 0; i < handlers.size(); i++) {
            Outcome outcome = outcomes.get(i);
            if (!outcome.isJudged()) {
                counts.merge(outcome.kind().toString(), 1, Integer::sum);
                continue;
            }
            Review review = review(handlers.get(i));
            counts.merge(outcome.kind() + " " + review.verdict(), 1, Integer::sum);
            if (outcome.contradicts(review)) {
                faults.add(described(minimal(handlers.get(i), Outcome::contradicts)));
            } else if (IS_LONG && outcome.isRightAndNotFollowed(review)) {
                System.out.println(described(minimal(handlers.get(i), Outcome::isRightAndNotFollowed)));
            }
        }
    }

    private List<Outcome> outcomes(List<Handler> handlers) {
        return new Gcc(directory)
                .run(IntStream.range(0, handlers.size())
                        .mapToObj(i -> handlers.get(i)
                                .text(grammar, "_" + i)
                                .replace("void " + Handler.NAME + "(", "void " + Handler.NAME + "_" + i + "("))
                        .toList());
    }

    private Review review(Handler handler) {
        return Review.of(IdleCode.read("own.c", handler.text(grammar, ""), Handler.NAME, BINDINGS), OPTIONS, false);
    }

    /** The smallest handler that comes of leaving out steps, and of which the same is so. */
    private Handler minimal(Handler handler, BiPredicate<Outcome, Review> is) {
        Optional<Handler> smaller =
                handler.smaller().stream().filter(each -> is(each, is)).findFirst();
        return smaller.map(each -> minimal(each, is)).orElse(handler);
    }

    private boolean is(Handler handler, BiPredicate<Outcome, Review> is) {
        Outcome outcome = outcomes(List.of(handler)).get(0);
        return outcome.isJudged() && is.test(outcome, review(handler));
    }

    private String described(Handler handler) {
        return outcomes(List.of(handler)).get(0).kind() + ", and yet "
                + review(handler).headline() + " "
                + review(handler).assumptions().sentences() + "\n" + handler.text(grammar, "");
    }
}
