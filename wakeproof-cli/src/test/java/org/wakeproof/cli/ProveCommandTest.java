// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.wakeproof.docs.JsonTest;
import org.wakeproof.report.browser.Axe;
import org.wakeproof.report.browser.Browser;
import org.wakeproof.report.browser.WithBrowser;
import org.xml.sax.SAXException;

/** What is typed about proofs for any number of CPUs, and what the answer looks like. */
class ProveCommandTest {
    @TempDir
    private static Path directory;

    private static Path html;
    private static Path json;
    private static Typed bug;

    /** Once for all who look at it, as it takes seconds. */
    @BeforeAll
    static void proveWhatIsWrong() {
        html = directory.resolve("bug.html");
        json = directory.resolve("bug.json");
        String line = "prove --variant no-check --source-url file:///xen/{commit}/{file}:{line} --html " + html
                + " --json " + json;
        bug = Typed.of(List.of(line.split(" ")));
    }

    /** As {@link AxeTest} has it. */
    @ExtendWith(WithBrowser.class)
    @Test
    void itsPageCanBeReadByAll(Browser browser) throws Exception {
        assertThat(Axe.findings(browser, html)).isEmpty();
    }

    /** A failed induction alone is no bug; it becomes one by the engine's trace through the ports. */
    @Test
    void aBugIsShownAsItsStepAndAsTheEnginesTrace() throws IOException, ParserConfigurationException, SAXException {
        assertThat(bug.err()).isEmpty();
        assertThat(bug.out())
                .contains(
                        "NOT INDUCTIVE  idle-path --variant no-check",
                        "step that leads out of the invariant: no look",
                        "in a state of 1 CPU",
                        "That state need not be one that can be reached: a failed induction alone is no bug.",
                        "The engine, asked about the ports: check idle-once --variant no-check --cstate c3",
                        "VIOLATED  idle-once --variant no-check --cstate c3\n'no lost wake-up of CPU")
                .containsPattern("step \\d+  file:///xen/964fae8ac2/xen/")
                .doesNotContain("PROVED");
        assertThat(bug.status()).isEqualTo(ExitStatus.VIOLATED.code());
        Document page =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(html.toFile());
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).contains("NOT INDUCTIVE");
        assertThat(Files.readString(html))
                .as("what the engine found, as on the terminal")
                .contains("The engine, asked about the ports", "check idle-once --variant no-check --cstate c3<")
                .contains("class=\"timeline\"", "class=\"story\"", "no lost wake-up of CPU1")
                .contains(
                        "That state need not be one that can be reached",
                        "What it rests on",
                        "./wakeproof prove --variant");
        JsonNode record = new ObjectMapper().readTree(json.toFile());
        assertThat(record.get("failing").get(0).asText()).isEqualTo("no look");
        assertThat(record.get("verdict").asText()).isEqualTo("NOT_INDUCTIVE");
        assertThat(record.get("engine").get("verdict").asText()).isEqualTo("VIOLATED");
        assertThat(record.get("engine").get("steps").asInt()).isPositive();
        assertThat(record.get("response").isNull())
                .as("nothing is asked of stages where the invariant is none")
                .isTrue();
        assertThat(record.get("refinement").isNull()).isTrue();
        ViolatedLinesTest.assertPlain(bug.out(), "prove --variant no-check");
        JsonNode kept = new ObjectMapper()
                .readTree(Path.of("../proofs/prove/rearms-for-equal-deadline-z3.json")
                        .toFile());
        JsonTest.assertKeysOfThePage("prove", List.of(record, kept));
    }

    /** Nothing is slept through, and yet who sleeps may be kept waiting for ever; no port has this, so it stays open. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void aBugThatOnlyDelaysForEverIsShownAsTheStepThatDoesNotFit() throws IOException {
        Path page = directory.resolve("proof.html");
        Path data = directory.resolve("proof.json");
        Typed delay = Typed.of(
                List.of(("prove --variant rearms-for-equal-deadline --html " + page + " --json " + data).split(" ")));
        assertThat(delay.out())
                .contains(
                        "RESPONSE NOT PROVED  idle-path --variant rearms-for-equal-deadline",
                        "proved of every state that the system can reach, whatever the number of CPUs:",
                        "not proved to happen in the end:",
                        "step that leads from 'armed' to a later stage, or to none: enter: write next_event")
                .doesNotContain("PROVED FOR ANY NUMBER OF CPUS");
        assertThat(delay.status()).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(Files.readString(page))
                .contains("What happens in the end", "written by who enters (measured)", "RESPONSE NOT PROVED");
        JsonNode record = new ObjectMapper().readTree(data.toFile());
        assertThat(record.get("verdict").asText()).isEqualTo("NO_RESPONSE");
        assertThat(record.get("failing")).isEmpty();
        assertThat(record.get("response").get("proved").asBoolean()).isFalse();
        assertThat(record.get("response").get("failing").get(0).asText()).isEqualTo("enter: write next_event");
    }

    /** What is proved of a part is said of that part, and no more: nothing of the ports. */
    @Test
    void whatIsProvedOfThePitIsSaidOfThePit() {
        Typed run = Typed.of(List.of("prove --hpet pit --variant pit-exit-raises-timer".split(" ")));
        assertThat(run.out())
                .startsWith("PROVED FOR ANY NUMBER OF CPUS  idle-path --hpet pit --variant pit-exit-raises-timer")
                .contains("rests on: no HPET: the PIT goes on interrupting, any CPU", "in every fair run, by 14 stages")
                .contains("whether the ports behave as the system does was not looked at")
                .doesNotContain("rests on: safety only");
        assertThat(run.status()).isEqualTo(ExitStatus.HOLDS.code());
    }

    /** An option's value may have spaces. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check idle-once | 'check idle-once' is to be a scenario and options with a value each, and 'idle-once' is none",
                "idle-once --cstate c3 --hpet | --hpet needs a value in 'idle-once --cstate c3 --hpet'",
                "idle-once --memory=tso | these ports are of another system than the one that is proved",
            })
    void whichPortsAreTypedWrongIsSaid(String ports, String said) {
        Typed run = Typed.of(List.of("prove", "--refine", "--ports", ports));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(run.err()).contains("wakeproof: " + said + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prove idle | wakeproof: there is no system 'idle' to prove; there is idle-path",
                "prove --variant v3 | wakeproof: --variant takes v2, v1, no-check, exit-ignores-deadline, trace, halt-in-two-steps, interrupts-before-raising, handler-forgets-to-rearm, clears-bit-after-handler, broadcast-off, handler-ignores-miss, handler-sends-no-ipi, handler-goes-round, rewrites-same-time, rearms-for-equal-deadline with --hpet legacy-any, not 'v3'",
                "prove --solver yices | wakeproof: Invalid value for option '--solver': expected one of smtinterpol, z3, cvc5 but was 'yices'",
                "prove --variant v1 --refine | wakeproof: --refine compares the ports as committed: --variant v2, or with --offline timers-only or v2-online, without --mwait flags",
                "prove --hpet pit --find-invariant found.txt | wakeproof: --find-invariant is for --hpet legacy-any, without --offline and --mwait",
                "prove --hpet legacy | wakeproof: --hpet takes legacy-any, msi-shared, pit, not 'legacy'",
                "prove --hpet msi-shared --offline | wakeproof: --offline and --mwait are for --hpet legacy-any, one at a time",
                "prove --offline --mwait in-mwait | wakeproof: --offline and --mwait are for --hpet legacy-any, one at a time",
                "prove --memory tso | wakeproof: --memory takes sc, or with --mwait in-mwait tso, not 'tso'",
                "prove --mwait yes | wakeproof: --mwait takes flags, in-mwait, not 'yes'",
                "prove --offline --variant v1 | wakeproof: --variant takes v2, timers-only, v2-online with --offline, not 'v1'",
                "prove --offline --refine | wakeproof: --refine compares the ports as committed: --variant v2, or with --offline timers-only or v2-online, without --mwait flags",
                "prove --hpet pit --variant trace | wakeproof: --variant takes v2, v1, no-check, pit-exit-stops-timer, pit-exit-raises-timer, pit-handler-sends-no-ipi, pit-handler-waits-for-others, pit-handler-raises-on-one, pit-may-stop with --hpet pit, not 'trace'",
                "prove --full | wakeproof: --full is for the engine's trace, and there is none of --variant v2: the engine is asked about v1, no-check, exit-ignores-deadline, trace, halt-in-two-steps, interrupts-before-raising, handler-forgets-to-rearm, clears-bit-after-handler, broadcast-off",
                "prove --variant handler-ignores-miss --source-url file:///{commit}/{file}/{line} | wakeproof: --source-url is for the engine's trace, and there is none of --variant handler-ignores-miss: the engine is asked about v1, no-check, exit-ignores-deadline, trace, halt-in-two-steps, interrupts-before-raising, handler-forgets-to-rearm, clears-bit-after-handler, broadcast-off",
                "prove --ports idle-once | wakeproof: --ports is for --refine",
                "prove --max-states 5 | wakeproof: --max-states is for --refine",
                "prove --refine --max-states 0 | wakeproof: --max-states takes 1 or more, not 0",
                "prove --refine --hpet pit --ports idle-once | wakeproof: these ports are of another system than the one that is proved",
                "prove --refine --mwait in-mwait --ports mwait-broadcast | wakeproof: these ports have the HPET's handler of October 2025, which drops ch->lock; the system has that of March 2009",
                "prove --refine --mwait in-mwait --memory tso --ports in-mwait | wakeproof: these ports are of another system than the one that is proved",
                "prove --refine --ports flush-mask | wakeproof: there is neither a HPET channel nor a PIT in this system",
                "prove --threads 0 | wakeproof: --threads takes 1 to 256, not 0",
            })
    void whatIsTypedWrongIsSaid(String typed, String said) {
        Typed run = Typed.of(List.of(typed.split(" ")));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(run.err().lines().findFirst()).contains(said);
    }
}
