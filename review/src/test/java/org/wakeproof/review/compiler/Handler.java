// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A handler that works out from the word of pending softirqs whether to sleep, by steps of which each hands a value to the next.
 *
 * @param form the seed of what is around the steps
 * @param steps the seed of each step
 * @param deepest how deep expressions are
 */
record Handler(long form, List<Long> steps, int deepest) {
    /** What the function is called, in the text for the review. */
    static final String NAME = "acpi_processor_idle";

    private static final int MOST_STEPS = 4;
    private static final int DEEPEST = 5;
    private static final int OTHER_FORMS = 4;

    /** The handler of a seed. */
    static Handler of(long seed) {
        Random random = new Random(seed);
        return new Handler(
                random.nextLong(),
                LongStream.generate(random::nextLong)
                        .limit(1 + random.nextInt(MOST_STEPS))
                        .boxed()
                        .toList(),
                DEEPEST);
    }

    /** Some with less in them: one step less, expressions that are less deep, or another form. */
    List<Handler> smaller() {
        List<Handler> all = new ArrayList<>();
        for (int left = 0; left < steps.size(); left++) {
            List<Long> fewer = new ArrayList<>(steps);
            fewer.remove(left);
            all.add(new Handler(form, fewer, deepest));
        }
        if (deepest > 1) {
            all.add(new Handler(form, steps, deepest - 1));
        }
        for (long other = 0; other < OTHER_FORMS && other != form; other++) {
            all.add(new Handler(other, steps, deepest));
        }
        return all;
    }

    /** Its text; with a suffix, each name that the file defines ends with it, so that many go into one file. */
    String text(Grammar grammar, String suffix) {
        int[] names = {0};
        StringBuilder outside = new StringBuilder();
        StringBuilder inside = new StringBuilder();
        int number = 0;
        for (long seed : steps) {
            String step = grammar.expand("Step", "r" + number, "r" + ++number, deepest, new Random(seed), names);
            outside.append(part(step, 0));
            inside.append("        ").append(part(step, 1).strip()).append('\n');
        }
        String around = grammar.expand("Form", "r" + number, "", deepest, new Random(form), names);
        return (outside + part(around, 0) + part(around, 1))
                .replace("%steps%", inside)
                .replace("%leave%", part(around, 2).strip())
                .replaceAll("(?<!')\\\\n", "\n")
                .replace("@", suffix);
    }

    private static String part(String text, int number) {
        String[] parts = text.split("%%", -1);
        String part = number < parts.length ? parts[number].strip() : "";
        return part.isEmpty() ? "" : part + "\n";
    }
}
