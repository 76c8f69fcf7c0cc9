// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.wakeproof.timed.report.JsonRuns;
import org.wakeproof.timed.report.Runs;
import org.wakeproof.timed.report.TextRuns;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Parameter;
import org.wakeproof.timed.scenario.Parameters;
import org.wakeproof.timed.scenario.Request;
import org.wakeproof.timed.scenario.TimedScenario;

/** Runs of which one has ended when a signal comes, while the other goes on. */
class TimedRunsTest {
    private static final TimedScenario IDLE = TimedScenario.all().get(0);
    private final CountDownLatch shortHasEnded = new CountDownLatch(1);
    private TimedRuns runs;

    /** What is asked for one hour goes on until it is stopped. */
    private final class LongOrShort implements TimedScenario {
        @Override
        public String name() {
            return IDLE.name();
        }

        @Override
        public String summary() {
            return IDLE.summary();
        }

        @Override
        public Map<String, String> variants() {
            return IDLE.variants();
        }

        @Override
        public double usualSeconds() {
            return 1;
        }

        @Override
        public List<Parameter> parameters() {
            return IDLE.parameters();
        }

        @Override
        public Outcome run(Request request) {
            if (request.seconds() < 1) {
                Outcome outcome = IDLE.run(request);
                shortHasEnded.countDown();
                return outcome;
            }
            shortHasEndedAndTheSignalHasCome();
            request.progress().accept(0.5);
            throw new AssertionError("it went on");
        }
    }

    private void shortHasEndedAndTheSignalHasCome() {
        try {
            shortHasEnded.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        runs.stop("Ctrl-C");
    }

    private static Request request(double seconds) {
        return Request.of("v2", Parameters.usual(IDLE.parameters()).with("cpus", 1), seconds, 1);
    }

    private void run(Request... requests) {
        runs = new TimedRuns(new LongOrShort(), List.of(requests));
        runs.run(new TimedProgress(new PrintWriter(new StringWriter()), requests.length));
    }

    @Test
    void whatHasEndedIsToldAndThatTheOtherHasNot() {
        run(request(3600), request(0.1));
        assertThat(runs.cutOff()).isEqualTo("stopped by Ctrl-C: 1 of 2 runs had come to their end");
        Runs told = new Runs(runs.ended(), Map.of(), runs.cutOff());
        assertThat(new TextRuns(told, 200).render().replaceAll("\\s+", " "))
                .startsWith("idle: 0.100 s counted in each run, seed 1,")
                .contains("(INCOMPLETE, stopped by Ctrl-C: 1 of 2 runs had come to their end)")
                .contains("mean residency, ms");
        assertThat(new JsonRuns(told).data())
                .containsEntry("cutOff", "stopped by Ctrl-C: 1 of 2 runs had come to their end");
    }

    @Test
    void whereAllHaveEndedNothingIsCutOff() {
        run(request(0.1));
        assertThat(runs.cutOff()).isEmpty();
        assertThat(new JsonRuns(new Runs(runs.ended(), Map.of())).data()).containsOnlyKeys("runs");
    }
}
