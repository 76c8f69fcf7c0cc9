// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.wakeproof.explorer.Options;
import org.wakeproof.report.Resource;
import org.wakeproof.report.timeline.Violated;

/** What a page owes to those who cannot see it well, as far as it can be told from the page itself. */
class AccessibilityTest {
    /** WCAG 2, level AA, for text. */
    private static final double LEAST_CONTRAST = 4.5;

    /** How much of a colour the backgrounds of steps have, and which. */
    private static final Map<String, Double> TINTS = Map.of("running", 0.14, "bad", 0.09);

    private static Element page;

    @BeforeAll
    static void render() throws Exception {
        Violated violated = Violated.check("idle-once --variant no-check --cstate c3");
        String text = new HtmlReport("title")
                .headline("headline")
                .result(violated.system(), violated.result().withTrace(violated.trace()), Options.defaults())
                .render("made");
        page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        text.replaceFirst("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> all(String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static boolean isIn(Node node, String tag) {
        Node around = node.getParentNode();
        while (around != null && !around.getNodeName().equals(tag)) {
            around = around.getParentNode();
        }
        return around != null;
    }

    @Test
    void thereIsOneMainPartAndALanguage() {
        assertThat(all("main")).hasSize(1);
        assertThat(page.getAttribute("lang")).isEqualTo("en");
        assertThat(all("h1")).hasSize(1).allMatch(title -> isIn(title, "main"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "select"})
    void whatCanBeFilledInHasALabel(String tag) {
        assertThat(all(tag)).isNotEmpty().allMatch(each -> isIn(each, "label"));
    }

    /** A control in a control is not reached by a screen reader: a step may hold a link, so it is none. */
    @Test
    void noControlHoldsAnother() {
        assertThat(all("a")).isNotEmpty().noneMatch(link -> isIn(link, "button"));
        assertThat(all("li")).noneMatch(item -> item.hasAttribute("role"));
    }

    @Test
    void whatScrollsCanBeReachedByKeys() {
        assertThat(all("aside"))
                .isNotEmpty()
                .allMatch(aside -> aside.getAttribute("tabindex").equals("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textIsToldFromWhatIsBehindIt(String scheme) {
        Map<String, double[]> colours = colours(scheme);
        double[] paper = colours.get("paper");
        for (String text : List.of("ink", "soft", "bad", "open", "running", "guest")) {
            assertThat(contrast(colours.get(text), paper))
                    .as(text + ", " + scheme)
                    .isGreaterThan(LEAST_CONTRAST);
        }
        TINTS.forEach((tint, share) -> {
            double[] background = mixed(colours.get(tint), paper, share);
            for (String text : List.of("ink", "soft", "bad")) {
                assertThat(contrast(colours.get(text), background))
                        .as(text + " on " + tint + ", " + scheme)
                        .isGreaterThan(LEAST_CONTRAST);
            }
        });
    }

    /** The tints are those of the style sheet. */
    @Test
    void theStyleHasTheseTints() {
        String css = Resource.text(HtmlReport.class, "report.css");
        assertThat(css)
                .contains(".step[aria-current] { background: color-mix(in srgb, var(--running) 14%, transparent); }")
                .contains(".step.decisive { background: color-mix(in srgb, var(--bad) 9%, transparent); }");
    }

    /** Of the first block of colours, or of the second. */
    private static Map<String, double[]> colours(String scheme) {
        String[] blocks = Resource.text(HtmlReport.class, "lanes.css").split(":root", -1);
        Matcher colour = Pattern.compile("--(\\w+): #(\\w\\w)(\\w\\w)(\\w\\w)")
                .matcher(blocks[scheme.equals("light") ? 1 : 2].split("}", 2)[0]);
        Map<String, double[]> colours = new HashMap<>();
        while (colour.find()) {
            colours.put(colour.group(1), new double[] {part(colour, 2), part(colour, 3), part(colour, 4)});
        }
        return colours;
    }

    private static double part(Matcher colour, int group) {
        return Integer.parseInt(colour.group(group), 16) / 255.0;
    }

    private static double[] mixed(double[] one, double[] other, double share) {
        double[] mixed = new double[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = share * one[i] + (1 - share) * other[i];
        }
        return mixed;
    }

    /** As WCAG 2 has it: 1 for none, 21 for black on white. */
    private static double contrast(double[] one, double[] other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(double[] colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = colour[i];
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
