// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/**
 * Handlers of which some characters are lost, doubled or replaced: whatever is read, there is an answer, in one line and
 * soon, and where parentheses do not match it is not that all was understood. Here small ones are read and followed through
 * all that they can do, and none is explored; {@code -Pfuzz} reads a million of all sizes, from a seed that
 * {@code -Dreview.seed} says.
 */
class MutatedFilesTest {
    private static final int FILES = Integer.getInteger("review.files", 10_000);
    private static final boolean IS_LONG = Boolean.getBoolean("review.fuzz");
    private static final long SEED = Long.getLong("review.seed", 1);
    private static final Bindings BINDINGS = Bindings.builtIn();
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String PIECES = "{}()[];:?*&|!=<>+-,.#\"'\\/ \n0123aeiflst_";
    private static final List<String> SMALL = List.of(
            "local_irq_disable(); if ( !softirq_pending(cpu) ) { safe_halt(); return; } local_irq_enable();",
            "int n = 0; while ( n++ < 2 ) if ( a[n] & 7u ) __mwait(0x10, 1); else goto out; out: safe_halt();",
            "#define LOOK(x) (softirq_pending(x) != 0)\nif ( LOOK(0) ) /* no */ return; asm ( \"sti; hlt\" );",
            "switch ( cx->type ) { case 1 ... 2: mb(); break; default: p->f = &q; *p->f -= 1; } safe_halt();");

    @Test
    void eachIsReadOrRefused() {
        int read = 0;
        int broken = 0;
        Duration slowest = Duration.ZERO;
        for (int file = 0; file < FILES; file++) {
            Random random = new Random(SEED + file);
            String text = damaged(good(random), random);
            long start = System.nanoTime();
            try {
                IdleCode code = IdleCode.read("damaged.c", text, IS_LONG ? null : "idle", BINDINGS);
                read++;
                broken += code.hasErrors() ? 1 : 0;
                assertThat(code.assumptions().sentences()).doesNotContain("");
                if (!IS_LONG && !isBalanced(text)) {
                    assertThat(code.hasErrors()).as(text).isTrue();
                }
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            assertThat(time).as("seed %d", SEED + file).isLessThan(LONGEST);
            slowest = time.compareTo(slowest) > 0 ? time : slowest;
        }
        if (IS_LONG) {
            System.out.printf(
                    "%d files, %d read, %d with errors, slowest %d ms%n", FILES, read, broken, slowest.toMillis());
        }
        assertThat(read).isGreaterThan(FILES / 2);
        assertThat(broken).isGreaterThan(FILES / 10);
    }

    private static String good(Random random) {
        return IS_LONG
                ? Version.values()[random.nextInt(Version.values().length)].text()
                : "void idle(void)\n{\n" + SMALL.get(random.nextInt(SMALL.size())) + "\n}\n";
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

    /** Whether each parenthesis has its partner; true, too, where literals, comments or directives make that hard to say. */
    private static boolean isBalanced(String text) {
        if (text.matches("(?s).*([\"'#\\\\]|/[/*]).*")) {
            return true;
        }
        Deque<Character> open = new ArrayDeque<>();
        for (char each : text.toCharArray()) {
            int closing = ")]}".indexOf(each);
            if ("([{".indexOf(each) >= 0) {
                open.push(each);
            } else if (closing >= 0 && (open.isEmpty() || "([{".indexOf(open.pop()) != closing)) {
                return false;
            }
        }
        return open.isEmpty();
    }
}
