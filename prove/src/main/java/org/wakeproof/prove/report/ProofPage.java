// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.FormulaText;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.StageText;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.html.HtmlReport;

/**
 * A proof as one page that needs nothing else: what is said of it, what the ports answered, the invariant in words and
 * formulas, the steps, and each question's time.
 */
public final class ProofPage {
    private final Proof proof;
    private final HtmlReport page;
    private final Map<String, Check> kept;
    private final Map<String, Check> possible;

    /**
     * @param title what was proved of which version
     * @param about that version, in words
     * @param full whether the engine's trace shows every step at first
     * @param sources where links from its steps to Xen's source lead
     */
    public ProofPage(Proof proof, String title, String about, boolean full, SourceUrl sources) {
        this.proof = proof;
        kept = of(Kind.STEP);
        possible = of(Kind.POSSIBLE);
        page = new HtmlReport("wakeproof prove: " + title)
                .full(full)
                .sources(sources)
                .headline(title)
                .paragraph(about)
                .list(ProofText.of(proof).stream()
                        .map(line -> line.strip().replaceFirst("^- ", ""))
                        .toList());
    }

    private Map<String, Check> of(Kind kind) {
        return proof.checks().stream()
                .filter(check -> check.kind() == kind)
                .collect(Collectors.toMap(Check::subject, check -> check));
    }

    /** What the engine found in the ports, or that it was not asked. */
    public ProofPage engine(Optional<PortAnswer> asked) {
        page.section("The engine, asked about the ports");
        if (asked.isEmpty()) {
            page.paragraph(ProofText.NO_PORT);
        }
        asked.ifPresent(answer -> page.command("./wakeproof check " + answer.scenario())
                .paragraph(answer.result().verdict() + "  " + answer.scenario())
                .result(answer.ports(), answer.result(), answer.options()));
        return this;
    }

    /** How the ports compare with the system, in the words of {@link RefinementText}, or that this was not looked at. */
    public ProofPage refinement(List<String> lines) {
        page.section("Do the ports behave as the system does?").list(lines);
        return this;
    }

    /**
     * The page, as XHTML.
     *
     * @param made what made it, for its foot
     */
    public String render(String made) {
        page.section("What it rests on").list(ProofText.assumptions(proof));
        conjuncts("Key conjuncts of the invariant", proof.system().invariant(), true);
        conjuncts("Conjuncts that keep the books", proof.system().invariant(), false);
        conjuncts("Properties", proof.system().properties(), true);
        proof.system().response().ifPresent(this::stages);
        steps();
        return page.render(made);
    }

    private void conjuncts(String heading, List<Conjunct> all, boolean isKey) {
        page.section(heading);
        all.stream()
                .filter(each -> each.isKey() == isKey)
                .forEach(each ->
                        page.definition(each.name(), each.words() + ".", "\u2200 CPU: " + FormulaText.of(each.body())));
    }

    private void stages(Response response) {
        page.section("What happens in the end")
                .definition(
                        response.name(),
                        response.words() + ".",
                        FormulaText.of(response.asleep().and(response.work())) + " \u219d awake")
                .paragraph(
                        "A CPU that sleeps with work is in one of these stages, the one next to being awake first. No step "
                                + "leads to a later one" + exception(response) + ".")
                .table(
                        List.of(
                                "stage",
                                "what is the matter",
                                "formula",
                                "who helps",
                                "left by",
                                "left in time",
                                "alone"),
                        response.stages().stream().map(this::row).toList());
        page.section("Questions about what happens in the end")
                .table(
                        List.of("question", "about", "answer"),
                        proof.checks().stream()
                                .filter(check -> check.kind().part() == Part.RESPONSE && check.cpus() > 0)
                                .map(check ->
                                        List.of(ResponseText.question(check.kind()), check.subject(), cell(check)))
                                .toList());
    }

    private static String exception(Response response) {
        return response.stages().stream().anyMatch(Stage::isMeasured)
                ? ", but from one that is measured to another while "
                        + response.measure().name() + " falls"
                : "";
    }

    private List<String> row(Stage stage) {
        return List.of(
                stage.name() + (stage.isMeasured() ? " (measured)" : ""),
                stage.words(),
                FormulaText.of(stage.sleeper()),
                StageText.helper(stage),
                StageText.progress(stage),
                cell(of(Kind.ENABLED).get(stage.name())),
                cell(of(Kind.NEEDED).get(stage.name())));
    }

    private void steps() {
        page.section("Steps")
                .table(
                        List.of("step", "what it does", "formula", "keeps the invariant", "possible"),
                        proof.system().steps().stream().map(this::row).toList());
    }

    private List<String> row(Step step) {
        return List.of(
                step.name(),
                step.words(),
                FormulaText.of(step),
                cell(kept.get(step.name())),
                cell(possible.get(step.name())));
    }

    private static String cell(Check check) {
        if (check == null) {
            return "not asked";
        }
        return (check.isProved() ? "\u2713 " : "\u2717 ")
                + (check.cpus() == 0 ? "touches nothing" : check.millis() + " ms, " + check.cpus() + " CPUs");
    }
}
