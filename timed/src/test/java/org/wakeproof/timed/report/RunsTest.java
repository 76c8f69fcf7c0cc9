// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Outcome.Axis;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Limit;
import org.wakeproof.timed.scenario.Outcome.Point;
import org.wakeproof.timed.scenario.Parameters;
import org.wakeproof.timed.scenario.Request;
import org.wakeproof.timed.scenario.TimedScenario;
import org.xml.sax.InputSource;

/** Runs side by side, in each format. */
class RunsTest {
    private static final Runs RUNS = runs();

    private static Runs runs() {
        TimedScenario lateTimer = TimedScenario.all().get(1);
        Parameters usual = Parameters.usual(lateTimer.parameters());
        List<Outcome> all = new ArrayList<>();
        for (String variant : List.of("v1", "v2")) {
            for (double foreign : new double[] {1, 10}) {
                all.add(lateTimer.run(
                        Request.of(variant, usual.with("cpus", 2).with("foreign-interrupts", foreign), 4, 1)));
            }
        }
        return new Runs(all, usual.written());
    }

    @Test
    void areToldApartByWhatDiffers() {
        assertThat(RUNS.all().stream().map(RUNS::label))
                .containsExactly(
                        "v1 foreign-interrupts=1Hz",
                        "v1 foreign-interrupts=10Hz",
                        "v2 foreign-interrupts=1Hz",
                        "v2 foreign-interrupts=10Hz");
        assertThat(RUNS.title()).isEqualTo("late-timer: 4 s counted in each run, seed 1, cpus=2");
    }

    @Test
    void asText() {
        assertThat(new TextRuns(RUNS, 100).render())
                .startsWith("late-timer: 4 s counted in each run, seed 1, cpus=2\n")
                .contains("late by, most, ms", "v1 foreign-interrupts=1Hz, what has ended waits of more than 5 ms");
    }

    /** Nothing is lost of what a wide screen shows: each word is there, and no line is longer but for a long word. */
    @Test
    void asTextOnANarrowScreen() {
        String narrow = new TextRuns(RUNS, 40).render();
        assertThat(narrow.lines())
                .allMatch(line -> line.length() <= 40 || !line.strip().contains(" "));
        assertThat(Arrays.asList(narrow.split(":?\\s+")))
                .containsAll(Arrays.asList(
                        new TextRuns(RUNS, Integer.MAX_VALUE).render().split(":?\\s+")));
    }

    @Test
    void asLinesOfEqualLength() {
        List<String> lines = new CsvRuns(RUNS).render().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("scenario,variant,seed,seconds,cpus,");
        assertThat(lines.get(0)).contains("\"late by, most, ms\"");
        assertThat(lines.get(1)).startsWith("late-timer,v1,1,4.0,2,");
    }

    @Test
    void asJson() throws Exception {
        JsonNode runs =
                new ObjectMapper().valueToTree(new JsonRuns(RUNS).data()).get("runs");
        assertThat(runs).hasSize(4);
        assertThat(runs.get(0).get("parameters").get("foreign-interrupts").asText())
                .isEqualTo("1Hz");
        assertThat(runs.get(0).get("distributions").get(0).get("count").asLong())
                .isEqualTo((long) RUNS.all().get(0).figure("timers"));
    }

    @Test
    void asAPageThatIsWellFormedAndNeedsNothingElse() throws Exception {
        String page = new RunsPage(RUNS).render("made");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
        assertThat(page.replace("http://www.w3.org/", "")).doesNotContain("http", "src=", "@import", "url(");
        assertThat(page).contains("prefers-color-scheme: dark", "@media print", "ms late");
    }

    @Test
    void aCurveIsDrawnWithTheLinesThatItIsComparedWith() {
        Curve curve = new Curve(
                "by threads",
                new Axis("threads", true),
                new Axis("requests a second", false),
                List.of(new Point(1, 500_000), new Point(16, 4_000_000)),
                List.of(new Limit("10 GbE", 8_000_000, false), new Limit("far away", 1e9, false)));
        String svg = new CurveChart(List.of(curve)).svg();
        assertThat(svg).contains("10 GbE", ">8 M<", ">16: 4000000<").doesNotContain("far away");
    }

    @Test
    void aDistributionInNanosecondsIsShownInMicroseconds() {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(5700);
        List<Exceeding> points = Exceeding.of(new Distribution("x", histogram, 1000));
        assertThat(points.get(points.size() - 1).value()).isBetween(5.7, 5.7 * 1.12);
    }

    @Test
    void axesHaveRoundValues() {
        assertThat(new Scale(0, 88_000, false, 0, 100).ticks())
                .containsExactly(0.0, 20_000.0, 40_000.0, 60_000.0, 80_000.0);
        assertThat(new Scale(1, 16, true, 0, 100).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0);
        assertThat(new Scale(1, 16, true, 0, 100).at(4)).isEqualTo(50);
        assertThat(Numbers.brief(2_500_000)).isEqualTo("2.5 M");
        assertThat(Numbers.brief(100)).isEqualTo("100");
    }

    @Test
    void aDistributionFallsFromOneToNothing() {
        Histogram histogram = new Histogram(3);
        for (int i = 1; i <= 1000; i++) {
            histogram.recordValue(i * 1000L);
        }
        List<Exceeding> points = Exceeding.of(new Distribution("x", histogram));
        assertThat(points.get(0).share()).isEqualTo(1);
        assertThat(points.get(points.size() - 1).share()).isZero();
        assertThat(points).isSortedAccordingTo((a, b) -> Double.compare(b.share(), a.share()));
    }
}
