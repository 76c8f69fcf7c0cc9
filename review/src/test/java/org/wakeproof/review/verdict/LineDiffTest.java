// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fewest lines that were removed and added: each letter is a line. */
class LineDiffTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "abc, abc, ' a  b  c'",
        "abc, ac, ' a -b  c'",
        "ac, abc, ' a +b  c'",
        "abc, axc, ' a -b +x  c'",
        "abcd, bcda, '-a  b  c  d +a'",
        "abc, '', '-a -b -c'",
        "'', ab, '+a +b'",
        "aab, ab, ' a -a  b'",
    })
    void isTheShortest(String before, String after, String expected) {
        assertThat(told(lines(before), lines(after))).isEqualTo(expected);
    }

    @Test
    void numbersAreThoseBehindTheChange() {
        assertThat(LineDiff.of(lines("abc"), lines("xac")))
                .extracting(LineDiff.Line::number)
                .containsExactly(1, 2, 0, 3);
    }

    /** Where comparing them all would take too long, what differs is one block. */
    @Test
    void whatIsVeryDifferentIsOneBlock() {
        List<String> before = Collections.nCopies(5_000, "a");
        List<String> after = Collections.nCopies(5_001, "b");
        assertThat(LineDiff.of(before, after)).hasSize(10_001).allMatch(LineDiff.Line::isChanged);
    }

    private static List<String> lines(String letters) {
        return letters.isEmpty() ? List.of() : List.of(letters.split(""));
    }

    private static String told(List<String> before, List<String> after) {
        return LineDiff.of(before, after).stream()
                .map(line -> line.sign() + line.text())
                .collect(Collectors.joining(" "));
    }
}
