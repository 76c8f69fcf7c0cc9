// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What axe-core finds wrong with pages: what keeps people from reading and using them who see or move less well. */
public final class Axe {
    /** Pixels. */
    public static final int PHONE = 390;

    /** Pixels. */
    public static final int DESKTOP = 1280;

    private static final String RUN = """
            .then((results) => results.violations.flatMap((rule) => rule.nodes.map(
              (node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`)))
            """;
    private static final String FAST = "resultTypes: ['violations'], preload: false";
    private static final String ALL =
            "{ rules: { 'target-size': { enabled: true }, 'color-contrast': { enabled: %s } }, " + FAST + " }";
    private static final String COLOURS = "{ runOnly: ['color-contrast'], " + FAST + " }";

    /** Unfolds all, at a step, but of the rows of a table the first alone. */
    private static final String UNFOLD = """
            (() => {
              document.querySelectorAll("article ~ article ~ article").forEach((each) => each.remove());
              const rows = document.querySelectorAll("details:not(.cases > details ~ details)");
              rows.forEach((row) => { row.open = true; });
              document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true }));
            })()
            """.strip();

    private static final String LEAVE_FEW = """
            (() => {
              for (const list of document.querySelectorAll("ol.steps, #trace, tbody, .strips")) {
                const first = [...list.children].filter((each) => each.checkVisibility()).slice(0, 12);
                [...list.children].filter((each) => !first.includes(each) && !each.matches(".decisive, [aria-current]"))
                  .forEach((each) => each.remove());
              }
            })()
            """.strip();

    private Axe() {}

    /**
     * What it finds in the page of a file, unfolded, at a step of its trace if it has one; on phones and
     * desktops, light and dark.
     *
     * @return a line each: page, rule, element, what is wrong with it, and in which looks; none if all is well
     */
    public static List<String> findings(Browser browser, Path page) throws IOException, InterruptedException {
        Map<String, List<String>> looks = new LinkedHashMap<>();
        for (int width : List.of(PHONE, DESKTOP)) {
            browser.emulate(width, false);
            browser.open(page.toUri().toString());
            browser.value(UNFOLD);
            leaveFewOfAlike(browser);
            findings(browser, width, "html")
                    .forEach((finding, colours) -> looks.computeIfAbsent(finding, line -> new ArrayList<>())
                            .add(width + " pixels, " + colours));
        }
        return looks.entrySet().stream()
                .map(each -> page.getFileName() + ": " + each.getKey() + " " + each.getValue())
                .toList();
    }

    /** Of rows and steps that are alike leaves the first that are seen, and what decides: to look at all takes long. */
    public static void leaveFewOfAlike(Browser browser) throws IOException, InterruptedException {
        browser.value(LEAVE_FEW);
    }

    /**
     * What it finds in a part of the page that a browser shows, at a width, in light and in dark colours, and whether the page
     * is wider than the window. What is not about colours is asked once. Colours, which take most of the time, are asked on
     * desktops only with {@code -Dslow=true}: no colour hangs on the width.
     *
     * @param part a CSS selector of the part; {@code html} for the whole page
     * @return rule, element and what is wrong with it, each with the colours in which it is so
     */
    public static Map<String, String> findings(Browser browser, int width, String part)
            throws IOException, InterruptedException {
        Map<String, String> found = new LinkedHashMap<>();
        boolean asksColours = width == PHONE || Boolean.getBoolean("slow");
        if (browser.value("window.axe === undefined").asBoolean()) {
            browser.value("(() => {" + script() + "})()");
        }
        browser.emulate(width, false);
        run(browser, part, String.format(ALL, asksColours)).forEach(line -> found.put(line, "light"));
        if (asksColours) {
            browser.emulate(width, true);
            run(browser, part, COLOURS).forEach(line -> found.merge(line, "dark", (light, dark) -> "light and dark"));
        }
        int wide = browser.value("document.documentElement.scrollWidth").asInt();
        if (wide > width) {
            found.put("wider than the window: " + wide + " pixels", "light and dark");
        }
        return found;
    }

    private static List<String> run(Browser browser, String part, String options)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        browser.value("axe.run('" + part + "', " + options + ")" + RUN).forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private static String script() throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
