// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.FormulaText;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.report.Resource;

/** A proof as one page that needs nothing else: the invariant in words and formulas, the steps, and each question's time. */
public final class ProofPage {
    private final StringBuilder page = new StringBuilder();
    private final Proof proof;
    private final String title;
    private final List<String> rests;
    private final Map<String, Check> kept;
    private final Map<String, Check> possible;

    /**
     * @param title what was proved of which version
     * @param rests what the verdict rests on, in words
     */
    public ProofPage(Proof proof, String title, List<String> rests) {
        this.proof = proof;
        this.title = title;
        this.rests = rests;
        kept = of(Kind.STEP);
        possible = of(Kind.POSSIBLE);
    }

    private Map<String, Check> of(Kind kind) {
        return proof.checks().stream()
                .filter(check -> check.kind() == kind)
                .collect(Collectors.toMap(Check::subject, check -> check));
    }

    /** The page, as XHTML. */
    public String render() {
        page.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
                        + "<meta charset=\"utf-8\"/>\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(Resource.text(ProofPage.class, "proof.css"))
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        list(ProofText.of(proof));
        heading("What it rests on");
        list(rests);
        conjuncts("Key conjuncts of the invariant", proof.system().invariant(), true);
        conjuncts("Conjuncts that keep the books", proof.system().invariant(), false);
        conjuncts("Properties", proof.system().properties(), true);
        steps();
        page.append("</body>\n</html>\n");
        return page.toString();
    }

    private void heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    private void list(List<String> lines) {
        page.append("<ul>\n");
        lines.forEach(line -> page.append("<li>").append(escaped(line.strip())).append("</li>\n"));
        page.append("</ul>\n");
    }

    private void conjuncts(String heading, List<Conjunct> all, boolean isKey) {
        heading(heading);
        page.append("<dl>\n");
        all.stream()
                .filter(each -> each.isKey() == isKey)
                .forEach(each -> page.append("<dt>")
                        .append(escaped(each.name()))
                        .append("</dt><dd>")
                        .append(escaped(each.words()))
                        .append(".<code>∀ CPU: ")
                        .append(escaped(FormulaText.of(each.body())))
                        .append("</code></dd>\n"));
        page.append("</dl>\n");
    }

    private void steps() {
        heading("Steps");
        page.append("<table>\n<tr><th>step</th><th>keeps the invariant</th><th>possible</th></tr>\n");
        for (Step step : proof.system().steps()) {
            page.append("<tr><td><strong>")
                    .append(escaped(step.name()))
                    .append("</strong>: ")
                    .append(escaped(step.words()))
                    .append("<code>")
                    .append(escaped(FormulaText.of(step)))
                    .append("</code></td>");
            cell(kept.get(step.name()));
            cell(possible.get(step.name()));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private void cell(Check check) {
        if (check == null) {
            page.append("<td class=\"open\">not asked</td>");
            return;
        }
        page.append("<td class=\"").append(check.isProved() ? "good" : "bad").append("\">");
        page.append(check.isProved() ? "✓ " : "✗ ");
        page.append(check.cpus() == 0 ? "touches nothing" : check.millis() + " ms, " + check.cpus() + " CPUs");
        page.append("</td>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
