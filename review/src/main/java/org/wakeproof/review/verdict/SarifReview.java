// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.report.JsonEnvelope;

/** A review as SARIF 2.1.0, with the decisive lines of a trace as its code flow. */
final class SarifReview {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final Comparison comparison;
    private final Review review;

    private SarifReview(Comparison comparison) {
        this.comparison = comparison;
        this.review = comparison.last();
    }

    /** Of two reviews the later one, with what it says of the earlier one as its baseline. */
    static String render(Comparison comparison) {
        return render(List.of(comparison), Overall.of(comparison));
    }

    /** Of several handlers, in one run. */
    static String render(List<Comparison> comparisons, Overall overall) {
        List<Map<String, Object>> results = new ArrayList<>();
        comparisons.forEach(comparison -> results.addAll(new SarifReview(comparison).results()));
        overall.unread()
                .forEach(unread -> results.add(result("incomplete", "warning", unread.why(), unread.file(), 1)));
        Map<String, Object> verdict =
                ordered("verdict", overall.headline(), "about", overall.about(), "because", overall.words());
        Map<String, Object> driver = ordered("name", "wakeproof", "rules", rules());
        return JsonEnvelope.text(ordered(
                "$schema",
                SCHEMA,
                "version",
                "2.1.0",
                "runs",
                List.of(ordered("tool", ordered("driver", driver), "properties", verdict, "results", results))));
    }

    private List<Map<String, Object>> results() {
        List<Map<String, Object>> results = new ArrayList<>();
        review.violated().forEach(finding -> results.add(violated(finding)));
        comparison.repaired().forEach(finding -> results.add(absent(finding)));
        if (review.verdict() == Verdict.INCOMPLETE) {
            results.add(result(
                    "incomplete",
                    "warning",
                    review.whyIncomplete(),
                    review.code().line()));
        } else if (review.verdict() == Verdict.HOLDS && !review.assumptions().isNone()) {
            String assumed = String.join("; ", review.assumptions().sentences());
            results.add(result(
                    "assumption",
                    "note",
                    "HOLDS assuming " + assumed,
                    review.code().line()));
        }
        review.code()
                .notAsked()
                .forEach((name, line) -> results.add(result("not-asked", "note", notAsked(name), line)));
        return results;
    }

    private static String notAsked(String handler) {
        return handler + " is an idle handler, too, and was not asked: --function " + handler + " asks it";
    }

    /** Names and values by turns; a map that keeps their order, so that the same review is the same text. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static List<Map<String, Object>> rules() {
        return List.of(
                rule("violated", "A wake-up can be lost, or another property of the idle path is violated."),
                rule("incomplete", "The code could not be judged."),
                rule("assumption", "The verdict rests on assumptions."),
                rule("not-asked", "An idle handler of the same file was not asked."));
    }

    private static Map<String, Object> rule(String id, String text) {
        return ordered("id", id, "shortDescription", ordered("text", text));
    }

    private Map<String, Object> violated(Finding finding) {
        List<DecisiveLine> lines = finding.decisiveLines();
        Map<String, Object> result = result(
                "violated",
                "error",
                finding.violation().orElse("VIOLATED") + " (" + finding.situation() + ")",
                finding.line());
        if (comparison.after() != null) {
            result.put("baselineState", comparison.isNew(finding) ? "new" : "unchanged");
        }
        if (!lines.isEmpty()) {
            List<Map<String, Object>> flow = lines.stream()
                    .map(each -> ordered("location", location(each.line(), each.what())))
                    .toList();
            result.put("codeFlows", List.of(ordered("threadFlows", List.of(ordered("locations", flow)))));
        }
        return result;
    }

    /** What was wrong before the patch, at the line that it had then. */
    private Map<String, Object> absent(Finding finding) {
        Map<String, Object> result = result(
                "violated",
                "error",
                finding.violation().orElse("VIOLATED") + " (" + finding.situation() + ")",
                finding.line());
        result.put("baselineState", "absent");
        return result;
    }

    private Map<String, Object> result(String rule, String level, String message, int line) {
        return result(rule, level, message, review.code().file().name(), line);
    }

    private static Map<String, Object> result(String rule, String level, String message, String file, int line) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", rule);
        result.put("level", level);
        result.put("message", ordered("text", message));
        result.put("locations", List.of(location(file, line, message)));
        return result;
    }

    private Map<String, Object> location(int line, String message) {
        return location(review.code().file().name(), line, message);
    }

    private static Map<String, Object> location(String file, int line, String message) {
        return ordered(
                "physicalLocation",
                ordered(
                        "artifactLocation",
                        ordered("uri", RepositoryPath.uri(file), "uriBaseId", "SRCROOT"),
                        "region",
                        ordered("startLine", line)),
                "message",
                ordered("text", message));
    }
}
