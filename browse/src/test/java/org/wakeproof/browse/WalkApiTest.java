// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;

/** Walking by asking the server, as the page does. */
class WalkApiTest {
    private static List<String> texts(JsonNode all, String field) {
        List<String> texts = new ArrayList<>();
        all.forEach(each -> texts.add(each.get(field).asText()));
        return texts;
    }

    private static JsonNode named(JsonNode all, String name) {
        for (JsonNode each : all) {
            if (each.get("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("there is no " + name + " in " + all);
    }

    @Test
    void aWalkShowsWhatEachStepChanges() throws Exception {
        try (Served served = Served.scenario("block")) {
            JsonNode start = served.state("");
            assertThat(start.get("trace")).isEmpty();
            assertThat(start.get("changes")).isEmpty();
            assertThat(texts(start.get("cpus"), "name")).containsExactly("CPU0", "CPU1");
            JsonNode state = start;
            String path = "";
            for (int step = 0; step < 40 && !state.get("moves").isEmpty(); step++) {
                JsonNode move = state.get("moves").get(0);
                path += (path.isEmpty() ? "" : ".") + "0";
                JsonNode next = served.state(path);
                assertThat(next.get("trace").get(step).get("what")).isEqualTo(move.get("what"));
                for (JsonNode cell : next.get("cells")) {
                    String before = named(state.get("cells"), cell.get("name").asText())
                            .get("value")
                            .asText();
                    boolean isTold = texts(next.get("changes"), "name")
                            .contains(cell.get("name").asText());
                    assertThat(isTold)
                            .as("%s after %s", cell, move)
                            .isEqualTo(!before.equals(cell.get("value").asText()));
                }
                state = next;
            }
            assertThat(state.get("at").asInt()).isEqualTo(40);
        }
    }

    @Test
    void aPlaceInTheMiddleOfAPathIsThatOfThePathUpToIt() throws Exception {
        try (Served served = Served.scenario("block")) {
            JsonNode whole = served.json("api/state?path=0x30&at=12");
            JsonNode part = served.state("0x12");
            assertThat(whole.get("trace")).hasSize(30);
            for (String field : List.of("moves", "cpus", "changes", "cells", "properties")) {
                assertThat(whole.get(field)).as(field).isEqualTo(part.get(field));
            }
        }
    }

    @Test
    void aRunIsTheStepsThatNobodyElseSees() throws Exception {
        try (Served served = Served.loss()) {
            JsonNode run = served.state("").get("moves").get(0).get("run");
            assertThat(run.size()).isGreaterThan(10);
            JsonNode trace = served.state("0x" + run.size()).get("trace");
            for (int step = 1; step < run.size(); step++) {
                assertThat(trace.get(step).get("isPrivate").asBoolean()).isTrue();
            }
            JsonNode next = served.state("0x" + (run.size() + 1)).get("trace").get(run.size());
            assertThat(next.get("agent").asText()).isEqualTo("CPU0");
            assertThat(next.get("isPrivate").asBoolean()).as("%s", next).isFalse();
        }
    }

    @Test
    void localTimesAreNamedWithTheirFunctionAndCpu() throws Exception {
        try (Served served = Served.loss()) {
            assertThat(texts(served.state("").get("cells"), "name"))
                    .doesNotHaveDuplicates()
                    .anyMatch(name -> name.matches("now of .* on CPU1"));
        }
    }

    @Test
    void theJumpLeadsToTheLossThatCheckFinds() throws Exception {
        try (Served served = Served.loss()) {
            assertThat(served.json("api/search").get("stage").asText()).isEqualTo("IDLE");
            JsonNode found = served.firstViolation();
            assertThat(found.get("text").asText())
                    .startsWith("'no lost wake-up of CPU1' is violated: CPU1 sleeps in C3");
            String path = found.get("path").asText();
            JsonNode lost = served.json("api/state?path=" + path + "&at=" + found.get("at"));
            assertThat(lost.get("path").asText()).isEqualTo(path);
            assertThat(named(lost.get("properties"), "no lost wake-up of CPU1")
                            .get("kind")
                            .asText())
                    .isEqualTo("VIOLATED");
            assertThat(named(lost.get("cpus"), "CPU1").get("condition").asText())
                    .isEqualTo("asleep in C3");
            List<String> notes = new ArrayList<>();
            for (JsonNode row : lost.get("trace")) {
                if (row.get("isDecisive").asBoolean()) {
                    notes.add(row.get("note").asText());
                }
            }
            assertThat(notes)
                    .containsExactly(
                            "CPU1 has work pending from here on",
                            "from here on the wake-up can be lost for good",
                            "the bit is set already, so no interrupt is sent to CPU1");
            int before = found.get("at").asInt() - 1;
            assertThat(named(
                                    served.json("api/state?path=" + path + "&at=" + before)
                                            .get("properties"),
                                    "no lost wake-up of CPU1")
                            .get("kind")
                            .asText())
                    .as("before it falls asleep, nothing is lost")
                    .isEqualTo("FINE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poll change=poll-looks-at-ports-only",
                "poll change=polls-by-plain-stores memory=tso",
                "block change=block-looks-first",
                "tickle",
                "affinity-race",
                "offline",
                "idle-once cstate=c3 change=handler-keeps-interrupts-on",
            })
    void whateverTheSearchFindsIsViolatedWhereTheJumpLeads(String words) throws Exception {
        String[] given = words.split(" ");
        try (Served served = Served.scenario(given[0], Arrays.copyOfRange(given, 1, given.length))) {
            JsonNode found = served.firstViolation();
            JsonNode state = served.json("api/state?path=" + found.get("path").asText() + "&at=" + found.get("at"));
            List<String> violated = new ArrayList<>();
            for (JsonNode each : state.get("properties")) {
                if (each.get("kind").asText().equals("VIOLATED")) {
                    violated.add(each.get("name").asText());
                }
            }
            assertThat(violated).hasSize(1);
            assertThat(found.get("text").asText()).startsWith("'" + violated.get(0) + "' is violated: ");
        }
    }

    /** In v1-alt a CPU always finds work and never sleeps: no run shows what is missing, but one comes near. */
    @Test
    void whatIsNeverMetLeadsToWhereTheNearestRunTurnsAway() throws Exception {
        try (Served served = Served.scenario("idle-once", "variant=v1-alt", "cstate=c3", "timers=none")) {
            JsonNode never = served.firstViolation();
            assertThat(never.get("text").asText())
                    .startsWith("'sometimes asleep' is violated: never met")
                    .contains("always 'R: softirq_pending[1] is TIMER', never 'R: softirq_pending[1] is 0'");
            JsonNode trace = served.state(never.get("path").asText()).get("trace");
            assertThat(trace).hasSize(never.get("at").asInt());
            assertThat(trace.get(trace.size() - 1).get("what").asText()).isEqualTo("R: softirq_pending[1] is TIMER");
        }
    }

    @Test
    void aSleepWithWorkIsOpenUntilTheSearchHasDecided() throws Exception {
        try (Served served = Served.loss();
                Served other = Served.loss()) {
            JsonNode found = served.firstViolation();
            String place = "api/state?path=" + found.get("path").asText() + "&at=" + found.get("at");
            assertThat(named(other.json(place).get("properties"), "no lost wake-up of CPU1")
                            .get("kind")
                            .asText())
                    .isEqualTo("OPEN");
        }
    }

    @Test
    void whereAllHoldsTheBoundsAreTold() throws Exception {
        try (Served served = Served.scenario("block")) {
            JsonNode ended = served.search();
            assertThat(ended.get("stage").asText()).isEqualTo("HOLDS");
            assertThat(ended.get("text").asText()).contains("bounds: ").contains("states stored");
            assertThat(ended.get("violations")).isEmpty();
        }
    }

    @Test
    void aLimitIsIncompleteAndTheSearchMayBeStartedAgain() throws Exception {
        try (Served served = Served.scenario(Options.defaults().withMaxStates(1_000), "idle-tick")) {
            for (int time = 0; time < 2; time++) {
                JsonNode ended = served.search();
                assertThat(ended.get("stage").asText()).isEqualTo("INCOMPLETE");
                assertThat(ended.get("text").asText())
                        .startsWith("stopped by the limit of 1,000 states (--max-states); nothing was violated so far");
            }
        }
    }

    @Test
    void aSearchCanBeStopped() throws Exception {
        try (Served served = Served.scenario("idle-tick", "cpus=3")) {
            served.send("POST", served.address().resolve("api/search"));
            served.send("POST", served.address().resolve("api/stop"));
            assertThat(served.await("", each -> !each.get("stage").asText().equals("RUNNING"))
                            .get("text")
                            .asText())
                    .startsWith("stopped by request; nothing was violated");
        }
    }

    @Test
    void severalTabsWalkEachTheirOwnWay() throws Exception {
        try (Served served = Served.scenario("block")) {
            ExecutorService tabs = Executors.newFixedThreadPool(4);
            List<Future<JsonNode>> same = new ArrayList<>();
            List<Future<JsonNode>> other = new ArrayList<>();
            for (int time = 0; time < 40; time++) {
                same.add(tabs.submit(() -> served.state("0x30")));
                other.add(tabs.submit(() -> served.state("1x5.0x3")));
            }
            for (int time = 0; time < 40; time++) {
                assertThat(same.get(time).get()).isEqualTo(served.state("0x30"));
                assertThat(other.get(time).get()).isEqualTo(served.state("1x5.0x3"));
            }
            tabs.shutdown();
        }
    }

    @Test
    void storesThatHaveNotReachedMemoryAreShown() throws Exception {
        try (Served served = Served.scenario("poll", "memory=tso")) {
            boolean isSeen = false;
            for (int length = 1; length < 60 && !isSeen; length++) {
                for (JsonNode cpu : served.state("0x" + length).get("cpus")) {
                    isSeen |= !cpu.get("stores").isEmpty();
                }
            }
            assertThat(isSeen).isTrue();
        }
    }
}
