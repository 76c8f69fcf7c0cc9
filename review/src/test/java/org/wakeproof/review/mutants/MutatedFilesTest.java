// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/**
 * Handlers of which some characters are lost, doubled or replaced: whatever is read, there is an answer, in one line and
 * soon. {@code -Dreview.files=1000000} reads a million of them, which takes a day, from a seed that {@code -Dreview.seed} says.
 */
class MutatedFilesTest {
    private static final int FILES = Integer.getInteger("review.files", 60);
    private static final long SEED = Long.getLong("review.seed", 1);
    private static final Bindings BINDINGS = Bindings.builtIn();
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String PIECES = "{}()[];:?*&|!=<>+-,.#\"'\\/ \n0123aeiflst_";

    @Test
    void eachIsReadOrRefused() {
        int read = 0;
        int broken = 0;
        for (int file = 0; file < FILES; file++) {
            Random random = new Random(SEED + file);
            Version version = Version.values()[random.nextInt(Version.values().length)];
            String text = damaged(version.text(), random);
            long start = System.nanoTime();
            try {
                IdleCode code = IdleCode.read("damaged.c", text, null, BINDINGS);
                read++;
                broken += code.hasErrors() ? 1 : 0;
                assertThat(code.assumptions().sentences()).doesNotContain("");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %d", SEED + file)
                    .isLessThan(LONGEST);
        }
        assertThat(read).isGreaterThan(FILES / 2);
        assertThat(broken).isPositive();
    }

    private static String damaged(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int edit = 0; edit <= random.nextInt(4); edit++) {
            int at = random.nextInt(text.length());
            int length = Math.min(random.nextInt(12), text.length() - at);
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, text.substring(at, at + length));
                default -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        return text.toString();
    }
}
