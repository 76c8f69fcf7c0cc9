// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of each state of a path. */
class WatchTest {
    private static List<String> values(JsonNode watch) {
        List<String> values = new ArrayList<>();
        watch.get("values").forEach(each -> values.add(each.asText()));
        return values;
    }

    @Test
    void anExpressionIsAskedInEveryStateOfThePath() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            JsonNode watch = served.watch("0.1.0.0", "count == 1");
            assertThat(watch.get("isTruth").asBoolean()).isTrue();
            assertThat(values(watch)).containsExactly("false", "false", "false", "true", "true");
            assertThat(values(served.watch("0.1.0.0", "count"))).containsExactly("0", "0", "0", "1", "1");
        }
    }

    @Test
    void whatIsWrongIsSaidAndTheStateIsShownAllTheSame() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            JsonNode state = served.json("api/state?path=0&expression=cuont");
            assertThat(state.get("watch").get("error").asText()).startsWith("there is no cell 'cuont'");
            assertThat(state.get("moves")).isNotEmpty();
            assertThat(served.state("0").has("watch")).as("nothing is asked").isFalse();
        }
    }

    @Test
    void aSystemOfPortsIsAskedByTheNamesThatThePageShows() throws Exception {
        try (Served served = Served.loss()) {
            String path = "0x5";
            assertThat(values(served.watch(path, "softirq_pending[1] has TIMER or CPU1.asleep")))
                    .containsOnly("false");
            assertThat(values(served.watch(path, "timer_deadline[0] == none and TMICT[0] == never")))
                    .startsWith("true");
            assertThat(values(served.watch(path, "\"now of handle_hpet_broadcast on CPU0\" < now")))
                    .containsOnly("true");
            assertThat(values(served.watch(path, "CPU0.functions has set_timer")))
                    .startsWith("true");
            assertThat(values(served.watch(path, "cpu_online_map has CPU1 and idle0.runstate == running")))
                    .containsOnly("true");
            assertThat(served.watch(path, "softirq_pending[1] has TIMR")
                            .get("error")
                            .asText())
                    .startsWith("there is no cell 'TIMR', and 'softirq_pending[1]' is never called so: it is ")
                    .contains("TIMER");
        }
    }
}
