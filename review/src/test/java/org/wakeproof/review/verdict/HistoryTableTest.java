// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded tables say what docs/review.md says of them. */
class HistoryTableTest {
    private static final Path PROOFS = Path.of("../proofs");

    private static List<History.Row> rows(String table) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return json.convertValue(
                json.readTree(PROOFS.resolve(table).toFile()).get("rows"), new TypeReference<List<History.Row>>() {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"review-cpu_idle.json", "review-idle_loop.json", "review-mwait-idle.json"})
    void rowsAreWholeAndNineOfTenAreUnderstood(String table) throws IOException {
        List<History.Row> rows = rows(table);
        Set<String> explored = new HashSet<>();
        for (History.Row row : rows) {
            assertThat(row.commit()).matches("[0-9a-f]{10}");
            assertThat(row.date()).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
            assertThat(row.command()).contains("git show " + row.commit() + ":xen/");
            assertThat(row.situations().values()).isSubsetOf("HOLDS", "VIOLATED", "INCOMPLETE");
            // What is no C is INCOMPLETE, whatever was found in it.
            assertThat(row.verdict().equals("VIOLATED"))
                    .isEqualTo(row.situations().containsValue("VIOLATED")
                            && !row.verdict().equals("INCOMPLETE"));
            if (row.sameAs() == null) {
                explored.add(row.commit());
            } else {
                assertThat(explored).contains(row.sameAs());
            }
        }
        long understood =
                rows.stream().filter(row -> row.unsupported().isEmpty()).count();
        assertThat(understood * 10).isGreaterThanOrEqualTo(rows.size() * 9L);
    }

    /** What the history itself says: softirqs are looked at from June 2008 on (F03), and F04 lies between two commits. */
    @ParameterizedTest
    @CsvSource({
        "74c4a80c2b, VIOLATED VIOLATED HOLDS",
        "7534d30b43, HOLDS VIOLATED HOLDS",
        "b21c09a4ff, HOLDS HOLDS HOLDS",
        "964fae8ac2, HOLDS HOLDS VIOLATED",
        "71eb0dfc66, HOLDS HOLDS VIOLATED",
        "ae9820b4b0, HOLDS HOLDS HOLDS"
    })
    void turningPoints(String commit, String situations) throws IOException {
        assertThat(rows("review-cpu_idle.json"))
                .filteredOn(row -> row.commit().equals(commit))
                .extracting(row -> row.situations().get("idle-once --cstate c3 --timers none") + " "
                        + row.situations().get("idle-once --cstate any --rounds 2") + " "
                        + row.situations().get("offline"))
                .containsExactly(situations);
    }

    @Test
    void everyVersionSinceTheFirstIsThere() throws IOException {
        List<History.Row> rows = rows("review-cpu_idle.json");
        assertThat(rows.get(0).commit()).isEqualTo("0cf7486004");
        assertThat(rows.size()).isGreaterThanOrEqualTo(189);
    }

    /** An accidental commit, reverted the same day, of a file that no compiler takes. */
    @Test
    void theOneVersionThatIsNoC() throws IOException {
        assertThat(rows("review-idle_loop.json"))
                .filteredOn(row -> row.verdict().equals("INCOMPLETE"))
                .extracting(History.Row::commit)
                .containsExactly("f61bc4e0b8");
    }

    /** F31: interrupts are enabled before the sleep from b17e0ec72e on, and together with it from 9b0f0f6e23 on. */
    @Test
    void mwaitIdleLosesWakeUpsBetweenTwoCommits() throws IOException {
        List<History.Row> rows = rows("review-mwait-idle.json");
        List<String> commits = rows.stream().map(History.Row::commit).toList();
        int broken = commits.indexOf("b17e0ec72e");
        int repaired = commits.indexOf("9b0f0f6e23");
        assertThat(rows).hasSizeGreaterThanOrEqualTo(107);
        assertThat(repaired - broken).isEqualTo(18);
        for (int at = 0; at < rows.size(); at++) {
            boolean isBroken = at >= broken && at < repaired;
            assertThat(rows.get(at).verdict()).as(commits.get(at)).startsWith(isBroken ? "VIOLATED" : "HOLDS");
        }
    }
}
