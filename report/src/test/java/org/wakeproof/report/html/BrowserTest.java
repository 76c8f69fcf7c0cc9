// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wakeproof.explorer.Options;
import org.wakeproof.report.browser.Browser;
import org.wakeproof.report.browser.WithBrowser;
import org.wakeproof.report.timeline.Violated;

/** Steps through a page as a reader does, in a Chromium without a window. */
@ExtendWith(WithBrowser.class)
class BrowserTest {
    /** Too narrow for the state beside the steps. */
    private static final int WIDTH = 500;

    private static String page;

    private final Browser browser;

    @TempDir
    private Path directory;

    BrowserTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void render() {
        Violated violated = Violated.check("idle-once --variant no-check --cstate c3");
        page = new HtmlReport("title")
                .result(violated.system(), violated.result().withTrace(violated.trace()), Options.defaults())
                .render("made");
    }

    /** The document after these keys have been pressed. */
    private String after(String fragment, String... keys) throws IOException, InterruptedException {
        boolean hasScript = keys.length > 0 && keys[0].contains("(");
        return after(fragment, hasScript ? keys[0] : "", List.of(keys).subList(hasScript ? 1 : 0, keys.length));
    }

    private String after(String fragment, String before, List<String> keys) throws IOException, InterruptedException {
        StringBuilder script =
                new StringBuilder("<script>window.onerror = function (e) { document.title = 'error ' + e; };");
        script.append(before);
        for (String key : keys) {
            script.append("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '")
                    .append(key)
                    .append("', bubbles: true}));");
        }
        Path file = Files.createTempFile(directory, "page", ".html");
        Files.writeString(file, page.replace("</body>", script + "</script></body>"));
        browser.emulate(WIDTH, false);
        browser.open(file.toUri() + fragment);
        String document = browser.value("document.documentElement.outerHTML").asText();
        assertThat(document).contains("<title>title</title>");
        return document;
    }

    private static String selected(String document) {
        return document.lines()
                .filter(line -> line.startsWith("<li ") && line.contains("aria-current=\"step\""))
                .map(line -> line.replaceAll(".*id=\"(step-\\d+)\".*", "$1"))
                .reduce("", (one, other) -> one.isEmpty() ? other : one + " and " + other);
    }

    @Test
    void onAPhoneNothingIsSelectedUntilItIsAskedFor() throws Exception {
        String document = after("");
        assertThat(selected(document)).isEmpty();
        assertThat(document).doesNotContain("<h2>After step");
    }

    @Test
    void theKeysStepThroughTheTrace() throws Exception {
        String script =
                "addEventListener('keydown', function () { document.body.dataset.at = (document.body.dataset.at || '')"
                        + " + document.querySelector('li[aria-current=step]').id + ' '; });";
        String document = after("", script, "Home", "j", "Home", "ArrowDown", "k", "End", "j");
        String[] at = document.replaceAll("(?s).*data-at=\"([^\"]*)\".*", "$1").split(" ");
        assertThat(at).hasSize(7).allMatch(step -> step.startsWith("step-"));
        String first = at[0];
        assertThat(at[1]).isNotEqualTo(first);
        assertThat(at[2]).isEqualTo(first);
        assertThat(at[4]).isEqualTo(first);
        assertThat(at[5]).as("the last").isNotEqualTo(first);
        assertThat(at[6]).isEqualTo(at[5]).isEqualTo(selected(document));
    }

    @Test
    void theStateBesideAStepMarksWhatChanged() throws Exception {
        String document = after("", "n");
        assertThat(selected(document)).startsWith("step-");
        assertThat(document)
                .containsPattern("<tr class=\"changed\"><td class=\"mono\">softirq_pending\\[1]</td>"
                        + "<td class=\"mono\"><del>0</del> \u2192 TIMER</td></tr>")
                .contains("CPU1: in the handler of the local timer interrupt");
    }

    /** What is told begins on the first screen; the steps before it are one click away. */
    @Test
    void theStartIsFoldedAndStepsInProseAreLinks() throws Exception {
        String document = after("");
        assertThat(document).containsPattern("class=\"start\">\u2026 show the \\d+ steps before that</button>");
        String story = document.lines()
                .filter(line -> line.contains("class=\"story\""))
                .findFirst()
                .orElseThrow();
        assertThat(story).containsPattern("At <a href=\"#step-\\d+\">step \\d+</a>, CPU1 ");
        String first = story.replaceAll(".*?href=\"#(step-\\d+)\".*", "$1");
        assertThat(selected(after("", "Home"))).isEqualTo(first);
        assertThat(after("#step-2")).doesNotContain("class=\"start\"");
    }

    /** A step that is looked at can be sent to somebody. */
    @Test
    void theAddressNamesTheStep() throws Exception {
        String script = "addEventListener('keydown', function () { document.body.dataset.at = location.hash; });";
        String document = after("", script, "Home", "j");
        assertThat(document).contains("data-at=\"#" + selected(document) + "\"");
    }

    @Test
    void aLinkLeadsToAStepThatIsFolded() throws Exception {
        String document = after("#step-2");
        assertThat(selected(document)).isEqualTo("step-2");
        assertThat(document).contains("class=\"timeline all\"");
    }

    @Test
    void aFilterLeavesTheStepsOfOneCpuInWhichAWordOccurs() throws Exception {
        String document = after("", """
                const word = document.querySelector('input.cell');
                word.value = 'SOFTIRQ_pending[1]';
                const actor = document.querySelector('select.actor');
                actor.value = '0';
                word.dispatchEvent(new Event('input'));
                """);
        List<String> left = document.lines()
                .filter(line -> line.startsWith("<li class=\"step"))
                .filter(line -> !line.contains(" other"))
                .toList();
        assertThat(left).isNotEmpty().allSatisfy(line -> assertThat(line).contains("softirq_pending[1]", ", CPU0"));
        assertThat(document).containsPattern("<p class=\"none soft\" role=\"status\">\\d+ steps?");
    }

    /** A link from prose leads to its step, filtered out or not. */
    @Test
    void aLinkTakesTheFilterBack() throws Exception {
        String document = after("", """
                const actor = document.querySelector('select.actor');
                actor.value = '0';
                actor.dispatchEvent(new Event('change'));
                location.hash = '#step-2';
                window.dispatchEvent(new Event('hashchange'));
                """);
        assertThat(selected(document)).isEqualTo("step-2");
        assertThat(document).doesNotContain(" other\"");
    }

    @Test
    void aLongTraceHasAMapWithItsDecisiveSteps() throws Exception {
        assertThat(after("")).contains("<div class=\"map\" hidden=\"\"");
        String all = after("", """
                const all = document.querySelector('input.all');
                all.checked = true;
                all.dispatchEvent(new Event('change'));
                """);
        assertThat(all).containsPattern("<div class=\"map\" aria-hidden=\"true\"><svg");
        assertThat(all.split("class=\"decisive\"></rect>", -1)).hasSizeGreaterThan(2);
    }

    /** The state beside a step says in words what the notation says in signs. */
    @Test
    void theStepIsToldInWords() throws Exception {
        assertThat(after("", "n")).containsPattern("<p>CPU1[^<]*: sets TIMER in softirq_pending\\[1]</p>");
    }

    /** Open is what leads to what decides; what is looked at stays looked at, and its call is closed and opened by keys. */
    @Test
    void asACallTreeTheStepsLieInCallsThatUnfold() throws Exception {
        String script = """
                addEventListener('keydown', function () {
                  const at = document.querySelector('li[aria-current=step]');
                  const shut = function (row) { return row.classList.contains('shut') ? 'shut' : 'open'; };
                  document.body.dataset.at = (document.body.dataset.at || '')
                      + [at.id, shut(at), shut(document.getElementById('step-2'))].join() + ' ';
                });
                (function () { }());
                """;
        String document = after("", script, "n", "t", "ArrowLeft", "ArrowRight", "t");
        String[] at = document.replaceAll("(?s).*data-at=\"([^\"]*)\".*", "$1").split(" ");
        String step = at[0].replaceAll(",.*", "");
        assertThat(at)
                .containsExactly(
                        step + ",open,open",
                        step + ",open,shut",
                        step + ",shut,shut",
                        step + ",open,shut",
                        step + ",open,open");
        assertThat(document)
                .containsPattern("<li class=\"call\"[^>]*><button type=\"button\" aria-expanded=\"true\">CPU1");
    }

    /** A link from prose or from elsewhere opens all calls around its step. */
    @Test
    void aLinkOpensTheCallsAroundItsStep() throws Exception {
        String document = after("", """
                const tree = document.querySelector('input.tree');
                tree.checked = true;
                tree.dispatchEvent(new Event('change'));
                location.hash = '#step-2';
                window.dispatchEvent(new Event('hashchange'));
                """);
        assertThat(selected(document)).isEqualTo("step-2");
        assertThat(document)
                .containsPattern("class=\"step[^\"]* shut[^\"]*\" id=\"step-")
                .doesNotContainPattern("class=\"step[^\"]* shut[^\"]*\" id=\"step-2\"");
    }

    @Test
    void aFilterOpensAllCallsInWhichSomethingIsLeft() throws Exception {
        String document = after("", """
                const word = document.querySelector('input.cell');
                word.value = 'softirq_pending[1]';
                const tree = document.querySelector('input.tree');
                tree.checked = true;
                tree.dispatchEvent(new Event('change'));
                """);
        List<String> left = document.lines()
                .filter(line -> line.startsWith("<li class=\"step") && !line.contains(" other"))
                .toList();
        assertThat(left)
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line).contains("softirq_pending[1]").doesNotContain(" shut"));
        assertThat(document).doesNotContain("aria-expanded=\"false\"");
    }
}
