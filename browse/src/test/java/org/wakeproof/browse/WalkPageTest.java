// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.report.browser.Axe;
import org.wakeproof.report.browser.Browser;
import org.wakeproof.report.browser.WithBrowser;

/** The page in a real browser, by keyboard. */
@ExtendWith(WithBrowser.class)
class WalkPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STATUS = "document.getElementById('status').textContent";
    private static final String CONCLUSION = "document.querySelector('#searches .conclusion')?.textContent";

    private final Browser browser;

    WalkPageTest(Browser browser) {
        this.browser = browser;
    }

    private String await(String expression, String wanted) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String text = browser.value(expression).asText();
        while (!text.contains(wanted) && Instant.now().isBefore(end)) {
            Thread.sleep(30);
            text = browser.value(expression).asText();
        }
        assertThat(text).contains(wanted);
        return text;
    }

    private String fragment() throws IOException, InterruptedException {
        String address = browser.address();
        return address.contains("#") ? address.substring(address.indexOf('#')) : "";
    }

    private static List<String> texts(JsonNode log) {
        List<String> texts = new ArrayList<>();
        log.forEach(entry -> texts.add(entry.get("message").asText()));
        return texts;
    }

    private String chosen() throws IOException, InterruptedException {
        return browser.value("document.activeElement.dataset.agent").asText();
    }

    @Test
    void oneWalksByKeys() throws Exception {
        try (Served served = Served.loss()) {
            browser.emulate(1280, false);
            browser.open(served.address().toString());
            await(STATUS, "At the start. 2 steps can be taken.");
            assertThat(chosen()).as("the first step is chosen").isEqualTo("CPU0");
            browser.press("j");
            assertThat(chosen()).isEqualTo("CPU1");
            browser.press("k");
            browser.press(Browser.DOWN);
            browser.press(Browser.ENTER);
            await(STATUS, "Step 1: CPU1, ");
            assertThat(fragment()).isEqualTo("#p=1");
            assertThat(chosen()).as("one goes on with the same CPU").isEqualTo("CPU1");
            browser.press(Browser.ENTER);
            await(STATUS, "Step 2: CPU1, ");
            assertThat(fragment()).isEqualTo("#p=1x2");
            browser.press(Browser.BACKSPACE);
            await(STATUS, "Step 1: CPU1, ");
            assertThat(fragment()).as("the path stays ahead").isEqualTo("#p=1x2&at=1");
            browser.press("k");
            browser.press(Browser.SHIFT, Browser.ENTER);
            await(STATUS, "CPU0, ");
            assertThat(fragment()).matches("#p=1\\.0x\\d+");
            browser.press(Browser.HOME);
            await(STATUS, "At the start.");
            browser.press(Browser.END);
            await(STATUS, "CPU0, ");
            assertThat(browser.log()).isEmpty();
        }
    }

    @Test
    void vJumpsToTheViolationAndTheLinkLeadsThereAgain() throws Exception {
        try (Served served = Served.loss()) {
            browser.emulate(1280, true);
            browser.open(served.address().toString());
            await(STATUS, "At the start.");
            browser.press("v");
            String lost = await(STATUS, "'no lost wake-up of CPU1' is violated.");
            assertThat(lost).contains("CPU1, falls asleep in C3.");
            assertThat(browser.value("document.querySelector('#searches .jump').textContent")
                            .asText())
                    .startsWith("'no lost wake-up of CPU1' is violated: CPU1 sleeps in C3");
            assertThat(browser.value("document.querySelectorAll('#trace .decisive').length")
                            .asInt())
                    .isEqualTo(3);
            assertThat(browser.value("document.querySelector('#properties .VIOLATED').textContent")
                            .asText())
                    .startsWith("'no lost wake-up of CPU1' is violated: ");
            browser.press("n");
            await(STATUS, "A: set TIMER in softirq_pending[1], already set");
            String place = fragment();
            browser.press(Browser.LEFT);
            browser.press(Browser.LEFT);
            assertThat(fragment()).isNotEqualTo(place);
            browser.press(Browser.RIGHT);
            browser.press(Browser.RIGHT);
            await("location.hash", place);
            await(STATUS, "already set");
            browser.press("s");
            String link = browser.value("document.getElementById('link').value").asText();
            assertThat(browser.value("document.getElementById('command').value").asText())
                    .startsWith("./wakeproof explore idle-tick --path 1x");
            browser.press(Browser.ESCAPE);
            browser.open("about:blank");
            browser.open(link);
            await(STATUS, "already set");
            assertThat(browser.log()).isEmpty();
        }
    }

    @Test
    void allViolationsAreListedAndVGoesFromOneToTheNext() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            browser.emulate(1280, false);
            browser.open(served.address().toString());
            await(STATUS, "At the start.");
            browser.press("v");
            await(CONCLUSION, "nothing else is violated");
            await(STATUS, "'count stays 0' is violated.");
            assertThat(browser.value("document.querySelectorAll('#searches li').length")
                            .asInt())
                    .isEqualTo(3);
            browser.press("v");
            await(STATUS, "'count is below 2' is violated.");
            browser.press("v");
            await(STATUS, "'count stays 0' is violated.");
            browser.press(Browser.HOME);
            await(STATUS, "At the start.");
            browser.value("document.querySelectorAll('#searches .jump')[1].click()");
            await(STATUS, "'count is below 2' is violated.");
            assertThat(browser.log()).isEmpty();
        }
    }

    @Test
    void cTellsWhatCanStillGoWrongFromHere() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            browser.emulate(1280, false);
            browser.open(served.address() + "#p=0.1");
            await(STATUS, "Step 2: ");
            browser.press("c");
            await(CONCLUSION, "in all that can be reached from here");
            assertThat(browser.value("document.querySelector('#searches .state').textContent")
                            .asText())
                    .startsWith("From step 2 violated");
            assertThat(browser.value("document.querySelectorAll('#searches .jump').length")
                            .asInt())
                    .isEqualTo(1);
            assertThat(fragment()).as("the page stays where it is").isEqualTo("#p=0.1");
        }
    }

    @Test
    void whatIsAskedOfEachStateIsMarkedAlongThePath() throws Exception {
        try (Served served = Served.system(Counters.with(false))) {
            browser.emulate(1280, false);
            browser.open(served.address() + "#p=0x4&at=0");
            await(STATUS, "At the start. ");
            browser.press("e");
            browser.press("c", "o", "u", "n", "t", ">", "1");
            await("document.getElementById('watched').textContent", "false here; true in 1 of the path's 5 states");
            assertThat(browser.value("document.querySelectorAll('#trace .watched').length")
                            .asInt())
                    .isEqualTo(1);
            browser.press(Browser.ENTER);
            browser.press(".");
            await(STATUS, "Step 4: ");
            assertThat(fragment()).isEqualTo("#p=0x4&e=count%3E1");
            await("document.getElementById('watched').textContent", "true here");
            browser.press("e");
            browser.press("+");
            await("document.getElementById('watched').textContent", "'the end' stands where a name");
            browser.press(Browser.ESCAPE);
            await("String(document.getElementById('watched').hidden)", "true");
            assertThat(fragment()).isEqualTo("#p=0x4");
            assertThat(browser.log()).isEmpty();
        }
    }

    @Test
    void keysMayComeFasterThanAnswers() throws Exception {
        try (Served served = Served.scenario("block")) {
            browser.emulate(1280, false);
            browser.open(served.address() + "#p=0x40");
            await(STATUS, "Step 40: ");
            browser.value("[...Array(17)].forEach(() => document.body.dispatchEvent("
                    + "new KeyboardEvent('keydown', {key: 'Backspace', bubbles: true})))");
            await(STATUS, "Step 23: ");
            assertThat(fragment()).isEqualTo("#p=0x40&at=23");
        }
    }

    @Test
    void theBackOfTheBrowserGoesBack() throws Exception {
        try (Served served = Served.scenario("block")) {
            browser.emulate(1280, false);
            browser.open(served.address().toString());
            await(STATUS, "At the start.");
            browser.press(Browser.ENTER);
            await(STATUS, "Step 1: ");
            browser.value("history.back()");
            await(STATUS, "At the start.");
            browser.value("history.forward()");
            await(STATUS, "Step 1: ");
            browser.value("location.hash = 'p=0x5'");
            await(STATUS, "Step 5: ");
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsSaidAndNothingElseBreaks() throws Exception {
        try (Served served = Served.scenario("block")) {
            browser.emulate(1280, false);
            browser.open(served.address() + "#p=0.<b>x</b>");
            await(STATUS, "a path is numbers with dots between them");
            browser.open("about:blank");
            browser.open(served.address() + "#p=0.55");
            await(STATUS, "step 2 of the path: there is no step 55 here");
            browser.press("?");
            assertThat(browser.value("document.getElementById('keys').open").asBoolean())
                    .isTrue();
            browser.press(Browser.ESCAPE);
            browser.press(Browser.HOME);
            await(STATUS, "At the start.");
            assertThat(texts(browser.log())).allMatch(each -> each.contains("400 (Bad Request)"));
        }
    }

    /** With all that the page shows at a time, in light and dark colours; then each of its dialogs. */
    @ParameterizedTest
    @ValueSource(ints = {Axe.PHONE, Axe.DESKTOP})
    void itCanBeReadByAllOnPhonesAndDesktops(int width) throws Exception {
        try (Served served = Served.scenario("idle-once", "variant=no-check", "cstate=c3")) {
            browser.emulate(width, false);
            browser.open(served.address().toString());
            await(STATUS, "At the start.");
            browser.press("v");
            await(STATUS, "is violated.");
            await(CONCLUSION, "nothing else is violated");
            browser.press("e");
            browser.press("s", "o", "f");
            await("document.getElementById('watched').textContent", "there is softirq_pending[0]");
            Axe.leaveFewOfAlike(browser);
            assertThat(Axe.findings(browser, width, "html")).isEmpty();
            browser.press(Browser.ESCAPE);
            for (String key : List.of("s", "?")) {
                browser.press(key);
                assertThat(Axe.findings(browser, width, "dialog[open]")).as(key).isEmpty();
                browser.press(Browser.ESCAPE);
            }
        }
    }
}
