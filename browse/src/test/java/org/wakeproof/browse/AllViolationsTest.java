// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page lists: each property that is violated, from the start or from a place on the way. */
class AllViolationsTest {
    private static List<String> violated(JsonNode status) {
        List<String> names = new ArrayList<>();
        status.get("violations").forEach(each -> names.add(each.get("property").asText()));
        return names;
    }

    private static String text(JsonNode status) {
        return status.get("text").asText();
    }

    @Test
    void everyViolatedPropertyIsListedTheNearestFirst() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            JsonNode ended = served.search();
            assertThat(ended.get("stage").asText()).isEqualTo("VIOLATED");
            assertThat(violated(ended)).containsExactly("count stays 0", "count is below 2", "sometimes 3");
            assertThat(text(ended)).startsWith("nothing else is violated in the whole space; bounds: two CPUs; ");
            JsonNode never = ended.get("violations").get(2);
            assertThat(never.get("text").asText()).contains("never met in the whole state space; no path shows it");
            assertThat(never.has("path")).isFalse();
        }
    }

    @Test
    void eachIsViolatedWhereItsPathLeads() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            for (JsonNode each : served.search().get("violations")) {
                if (each.has("path")) {
                    JsonNode state =
                            served.json("api/state?path=" + each.get("path").asText() + "&at=" + each.get("at"));
                    List<String> wrong = new ArrayList<>();
                    state.get("properties").forEach(property -> {
                        if (property.get("kind").asText().equals("VIOLATED")) {
                            wrong.add(property.get("name").asText());
                        }
                    });
                    assertThat(wrong).contains(each.get("property").asText());
                }
            }
        }
    }

    /** Behind CPU0's two steps, CPU1 counts on; once CPU1 has read, too, it can only overwrite. */
    @Test
    void fromAPlaceOnlyWhatCanStillGoWrongIsListed() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            JsonNode behindStore = served.search("0x2");
            assertThat(violated(behindStore)).containsExactly("count stays 0", "count is below 2");
            assertThat(text(behindStore))
                    .startsWith(
                            "nothing else is violated in all that can be reached from here; not asked, as it may have"
                                    + " been met before: 'sometimes 3', 'sometimes 1'; bounds: ");
            JsonNode bothHaveRead = served.search("0.1");
            assertThat(violated(bothHaveRead)).containsExactly("count stays 0");
            assertThat(bothHaveRead.get("violations").get(0).get("path").asText())
                    .as("the path leads by way of that place")
                    .startsWith("0.1.");
            assertThat(served.json("api/search").get("stage").asText())
                    .as("nobody has searched from the start")
                    .isEqualTo("IDLE");
        }
    }

    /** The other runs are followed, and what they violate is listed. */
    @Test
    void aBrokenRuleOfTheMachineIsListedLikeTheOthers() throws Exception {
        try (Served served = Served.system(Counters.with(true))) {
            JsonNode ended = served.search();
            assertThat(ended.get("stage").asText()).isEqualTo("VIOLATED");
            assertThat(violated(ended))
                    .containsExactly("count stays 0", "count is below 2", "assertions hold", "sometimes 3");
            assertThat(text(ended))
                    .startsWith(
                            "nothing else is violated in the whole space; no run is followed behind a step that breaks"
                                    + " 'assertions hold'; bounds: ");
            String broken = ended.get("violations").get(2).get("path").asText();
            assertThat(served.send("POST", served.address().resolve("api/search?from=" + broken))
                            .body())
                    .contains("the last step breaks the rule 'assertions hold': nothing follows");
        }
    }

    @Test
    void whereThereIsNoPlaceThereIsNoSearch() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            assertThat(served.send("POST", served.address().resolve("api/search?from=7"))
                            .body())
                    .contains("step 1 of the path: there is no step 7 here: there are 2");
        }
    }
}
