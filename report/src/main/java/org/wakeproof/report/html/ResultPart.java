// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.List;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Vacuity;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.Summary;
import org.wakeproof.report.Violation;

/** What a run found, as part of a page. */
final class ResultPart {
    private final HtmlReport page;
    private final ClosedSystem system;
    private final Result result;
    private final Options options;

    ResultPart(HtmlReport page, ClosedSystem system, Result result, Options options) {
        this.page = page;
        this.system = system;
        this.result = result;
        this.options = options;
    }

    void add() {
        Violation.of(result).ifPresent(page::paragraph);
        if (result.verdict() == Verdict.HOLDS) {
            page.paragraph("In every order in which the steps can come, within the bounds below, this is so:")
                    .list(asked());
        }
        if (result.verdict() == Verdict.INCOMPLETE) {
            page.paragraph(result.explanation() + "; " + result.soFar() + ".");
        }
        result.trace().ifPresent(trace -> page.section("What happens").trace(system, trace, result.property()));
        result.nearest().ifPresent(nearest -> page.section("How near runs come").nearest(system, nearest));
        page.section("What was explored")
                .figures(Figures.of(result.statistics()))
                .list(Figures.how(options, system.machine().isTotalStoreOrder(), result))
                .section("Bounds and assumptions")
                .list(system.bounds());
        if (result.verdict() == Verdict.INCOMPLETE) {
            page.section("What was asked").list(asked());
        }
        if (Summary.isNothingShown(result)) {
            add(result.vacuity());
        }
    }

    private List<String> asked() {
        return system.properties().stream()
                .map(each -> each.name() + " (" + Figures.kind(each) + ")")
                .toList();
    }

    private void add(Vacuity vacuity) {
        page.section("What was never exercised");
        if (vacuity.neverReached().isEmpty() && vacuity.oneWayOnly().isEmpty()) {
            page.paragraph("Every function was reached, and every test came out either way.");
        }
        if (!vacuity.neverReached().isEmpty()) {
            page.paragraph("Functions that were never called:").names(vacuity.neverReached());
        }
        if (!vacuity.oneWayOnly().isEmpty()) {
            page.paragraph("Tests that came out the same way each time:").list(vacuity.oneWayOnly());
        }
    }
}
