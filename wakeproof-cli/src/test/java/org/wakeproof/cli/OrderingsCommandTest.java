// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What a reviewer types about orderings, and what the answer looks like. */
class OrderingsCommandTest {
    private record Run(int status, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Wakeproof.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(status, out.toString(), err.toString());
    }

    @Test
    void tableDataAndPageSayTheSame(@TempDir Path directory)
            throws IOException, ParserConfigurationException, SAXException {
        Path json = directory.resolve("block.json");
        Path html = directory.resolve("block.html");
        Run block = run(
                "orderings", "block", "--all", "--threads", "2", "--json", json.toString(), "--html", html.toString());
        assertThat(block.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(block.err).isEmpty();
        lookAtTable(block.out);
        lookAtData(new ObjectMapper().readTree(json.toFile()));
        lookAtPage(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(html.toFile()));
        assertThat(Files.readString(html))
                .contains(
                        "prefers-color-scheme: dark",
                        "width=device-width",
                        "./wakeproof orderings block --all --threads 2")
                .contains(
                        "<a href=\"#o-UEBR\">", "<article id=\"o-UEBR\">", "./wakeproof orderings block --steps UEBR<")
                .containsPattern(
                        "<summary>The trace</summary><pre>[^<]*\n +\\d+ CPU1 guest: A: set _VPF_blocked in dom1v0")
                .contains("Each explored whole: 64 orderings")
                .doesNotContain("<script", "src=", "href=\"h", "url(");
    }

    private static void lookAtTable(String table) {
        assertThat(table.lines())
                .contains(
                        "every rule kept: 8 orderings, 8 HOLDS",
                        "rules: 8 of 24 permutations hold, and each of them has, within the bounds below,",
                        "  set-blocked before check-events",
                        "      UBER HOLDS, UEBR VIOLATED",
                        "      wakeproof orderings block --steps UEBR",
                        "  check-events     needed: none of 6 without it holds, UBR VIOLATED")
                .anyMatch(line ->
                        line.matches("UEBR +VIOLATED +\\d+ +dom1v0 is blocked, with an event pending and not masked"))
                .allMatch(line -> line.length() <= 100);
        assertThat(table).contains("bound: 2 CPUs, 2 vCPUs of guests");
        // 24 permutations, 4 times 6 omissions, 4 times 4 duplications.
        assertThat(table.lines().filter(line -> line.matches("[UBER]{3,5} +(HOLDS|VIOLATED|NEVER SLEEPS) .*")))
                .hasSize(64);
    }

    private static void lookAtData(JsonNode data) {
        assertThat(data.get("orderings")).hasSize(64);
        assertThat(data.get("rules")).hasSize(2);
        assertThat(data.get("orderings").get(0).get("steps").asText())
                .isEqualTo("unmask,set-blocked,check-events,raise-schedule");
    }

    /** Every ordering is a strip, and besides two for each rule and one for each step. */
    private static void lookAtPage(Document page) {
        long strips = 0;
        for (int i = 0; i < page.getElementsByTagName("span").getLength(); i++) {
            Element span = (Element) page.getElementsByTagName("span").item(i);
            strips += span.getAttribute("class").startsWith("strip ") ? 1 : 0;
        }
        assertThat(strips).isEqualTo(64 + 2 * 2 + 4);
    }

    @Test
    void oneOrderingIsCheckedWithItsTrace() {
        Run violated = run(
                "orderings",
                "--steps",
                "interrupts-off,pending-check,suspend-tick," + "select-state,broadcast-enter,sleep");
        assertThat(violated.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(violated.out)
                .contains(
                        "falls asleep in C3",
                        "VIOLATED  idle-entry",
                        "'no lost wake-up of CPU1' is violated: CPU1 sleeps");
        Run holds = run("orderings", "block", "--steps", "BUER");
        assertThat(holds.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(holds.out).startsWith("HOLDS  block set-blocked,unmask,check-events,raise-schedule");
    }

    /** In the systems of the other paths each CPU has a part of its own. */
    @Test
    void idlePathsCanHaveMoreCpus() {
        Run three = run("orderings", "--cpus", "3", "--steps", "IPTCBZ", "--max-states", "100");
        assertThat(three.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(three.out).contains("bound: 3 CPUs");
        assertThat(run("orderings", "block", "--cpus", "3").err)
                .startsWith(
                        "wakeproof: the system of 'block' has two CPUs; more are for idle-entry, idle-return, idle-exit");
        assertThat(run("orderings", "--cpus", "1").err).startsWith("wakeproof: --cpus takes 2 to 8, not 1");
    }

    @Test
    void anOrderingThatNeverSleepsIsNotGood() {
        Run never = run("orderings", "block", "--steps", "UER");
        assertThat(never.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(never.out).startsWith("NEVER SLEEPS  block");
    }

    @Test
    void aLimitIsIncomplete(@TempDir Path directory) throws IOException {
        Path html = directory.resolve("cut.html");
        Run survey = run("orderings", "idle-return", "--max-states", "10", "--html", html.toString());
        assertThat(Files.readString(html))
                .contains("INCOMPLETE</strong>", "8 were not explored to their end: stopped by");
        assertThat(survey.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(survey.out)
                .contains(
                        "8 were not explored to their end",
                        "2 were not explored to their end, so no rule can be told",
                        "not known: 1 of 1 without it")
                .doesNotContain("HOLDS  ");
        assertThat(run("orderings", "idle-return", "--steps", "it", "--max-states", "10").status)
                .isEqualTo(ExitStatus.INCOMPLETE.code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orderings idle | wakeproof: there is no path 'idle'; there is idle-entry, idle-return, idle-exit, block, poll",
                "orderings block --steps unmask,x | wakeproof: there is no step 'x' in block; there is unmask, set-blocked, check-events, raise-schedule",
                "orderings --steps interrupts-off,sleep | wakeproof: not an ordering of idle-entry: sleep needs select-state before it: the CPU sleeps in the state that was selected",
                "orderings block --steps UBER --all | wakeproof: --steps checks one ordering; --json, --html, --all and --permutations are for all of them",
                "orderings --threads 0 | wakeproof: --threads takes 1 to 256, not 0",
                "orderings --max-states 0 | wakeproof: --max-states takes 1 or more, not 0",
            })
    void wrongUsageSaysWhatIsRight(String words, String message) {
        Run wrong = run(words.split(" "));
        assertThat(wrong.status).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(wrong.err.lines().findFirst()).contains(message);
        assertThat(wrong.out).isEmpty();
    }
}
