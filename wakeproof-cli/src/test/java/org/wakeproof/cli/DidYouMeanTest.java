// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slip of the fingers is answered with the word that was meant, and nothing else is. */
class DidYouMeanTest {
    private static String answer(String line) {
        return Typed.of(List.of(line.split(" "))).err();
    }

    @ParameterizedTest
    @CsvSource({
        "check idle-tik, idle-tick",
        "check block --change block-looks-frist, block-looks-first",
        "check idle-tick --variant v2-onlin, v2-online",
        "check tickle --net quantim, quantum",
        "check block --search bsf, bfs",
        "check block --storage exactt, exact",
        "explore idel-once, idle-once",
        "list pol, poll",
        "orderings idle-entri, idle-entry",
        "orderings block --steps unmask;set-blokced, ''",
        "time idel, idle",
        "time idle --variant timer-only, timers-only",
        "time idle --set cpu=4, cpus",
        "prove --variant no-chek, no-check",
        "review x.c --system linus, linux",
        "review x.c --xen todya, today",
        "review x.c --format srif, sarif",
        "completion fsh, zsh",
        "check poll --change poll-looks, poll-looks-at-ports-only",
        "fixes F5, F05",
        "agree idle-once-v3, idle-once-v1",
        "chekc block, check",
        "help chekc, check",
        "check idle-tick --varient v1, --variant",
        "check idle-tick --VARIANT=v1, --variant",
        "fixes --mutant, --mutants",
    })
    void theWordThatWasMeantIsNamed(String line, String meant) {
        String answer = answer(line);
        assertThat(answer.lines().findFirst().orElseThrow()).startsWith("wakeproof: ");
        if (meant.isEmpty()) {
            assertThat(answer).doesNotContain("Did you mean");
        } else {
            assertThat(answer.lines()).contains("Did you mean '" + meant + "'?");
        }
    }

    @Test
    void whatIsLikeNothingGetsNoGuess() {
        assertThat(answer("check nothing")).doesNotContain("Did you mean");
        assertThat(answer("prove --variant x")).doesNotContain("Did you mean");
        assertThat(answer("fixes F01 F02")).startsWith("wakeproof: 'F02' is one word too many\n");
    }

    @Test
    void lettersPutInLeftOutChangedOrExchangedAreCounted() {
        assertThat(DidYouMean.distance("", "abc")).isEqualTo(3);
        assertThat(DidYouMean.distance("abc", "abc")).isZero();
        assertThat(DidYouMean.distance("frist", "first")).isEqualTo(1);
        assertThat(DidYouMean.distance("chekc", "check")).isEqualTo(1);
        assertThat(DidYouMean.distance("kitten", "sitting")).isEqualTo(3);
    }

    /** Names are lower case; who types them otherwise means them. */
    @Test
    void upperAndLowerCaseAreOne() {
        Typed check = Typed.of(List.of("check", "Raise-Batch", "--change", "Notes-Softirq-Number"));
        assertThat(check.status()).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(check.out()).contains("VIOLATED  raise-batch change=notes-softirq-number");
        assertThat(Typed.of(List.of("List", "POLL")).out()).startsWith("poll\n");
        assertThat(Typed.of(List.of("fixes", "f05", "--after")).status()).isZero();
        assertThat(Typed.of(List.of("time", "Idle", "--variant", "V1", "--seconds", "1"))
                        .status())
                .isZero();
        assertThat(Typed.of(List.of("orderings", "BLOCK", "--steps", "buer")).out())
                .startsWith("HOLDS  block ");
    }

    @Test
    void helpIsACommand() {
        assertThat(Typed.of(List.of("help", "check")).out()).startsWith("Usage: wakeproof check");
        assertThat(Typed.of(List.of("help")).out()).contains("replay");
    }
}
