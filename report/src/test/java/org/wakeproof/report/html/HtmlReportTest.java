// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.StateGraph;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.report.Summary;
import org.wakeproof.report.html.TimelineSvg.Detail;
import org.wakeproof.report.timeline.Violated;
import org.xml.sax.InputSource;

/** A page is whole, needs nothing from elsewhere, and shows what it is given and nothing of it as markup. */
class HtmlReportTest {
    private static final String HOSTILE = "</script><b onclick=\"x\">&'{{title}}";

    private static Document parsed(String markup) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(markup)));
    }

    private static String page(ClosedSystem system, Result result) {
        return new HtmlReport("title")
                .verdict(result.verdict(), "about")
                .result(system, result, Options.defaults())
                .render("made");
    }

    private static int count(Document page, String kind) {
        int found = 0;
        NodeList items = page.getElementsByTagName("li");
        for (int i = 0; i < items.getLength(); i++) {
            String classes = items.item(i).getAttributes().getNamedItem("class") == null
                    ? ""
                    : items.item(i).getAttributes().getNamedItem("class").getNodeValue();
            found += List.of(classes.split(" ")).contains(kind) ? 1 : 0;
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idle-tick --variant v1 --cstate c3 --timers none",
                "poll --memory tso --change polls-by-plain-stores",
                "affinity-race"
            })
    void aViolationIsAWellFormedPageWithARowForEachStep(String commandLine) throws Exception {
        Violated violated = Violated.check(commandLine);
        String page = page(violated.system(), violated.result().withTrace(violated.trace()));
        Document document = parsed(page);
        assertThat(count(document, "step")).isEqualTo(violated.trace().steps().size());
        assertThat(count(document, "decisive")).isPositive();
        assertThat(page).contains(Markup.escape(violated.narrative()));
        needsNothingFromElsewhere(page);
    }

    /** The legend has the signs that occur, and no others. */
    @Test
    void theLegendHasOnlyWhatOccurs() {
        assertThat(Legend.html(Violated.check("idle-tick --variant v1 --cstate c3 --timers none")
                        .timeline()))
                .contains("asleep", "interrupt not sent", "decisive step")
                .doesNotContain("in the guest", "stores that have not reached memory");
        assertThat(Legend.html(Violated.check("poll --memory tso --change polls-by-plain-stores")
                        .timeline()))
                .contains("in the guest", "stores that have not reached memory")
                .doesNotContain("interrupt not sent");
    }

    /** Nobody need know that {@code irq-} turns interrupts off: it stands beside it, and what occurs stands above. */
    @Test
    void theNotationOfStepsIsToldInWords() throws Exception {
        Violated violated = Violated.check("raise-batch --change notes-softirq-number");
        assertThat(page(violated.system(), violated.result().withTrace(violated.trace())))
                .contains("<code class=\"op\">irq- <span class=\"says\">turns interrupts off</span></code>")
                .contains("<code>A:</code> a locked operation")
                .as("no interrupt is sent, and no lock is taken")
                .doesNotContain("<code>IPI:</code>", "<code>L+</code>");
    }

    private static void needsNothingFromElsewhere(String page) {
        String others = page.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xhtml", "");
        String linksApart = others.replaceAll("<a class=\"source\"[^>]*>", "");
        assertThat(linksApart).doesNotContain("http:", "https:", "src=", "href=", "@import", "url(");
        assertThat(page).doesNotContain("{{");
    }

    /** There is no run to show; what no run did is what there is to look at. */
    @Test
    void whatIsNeverMetShowsTheNearestRunAndWhichTestsAlwaysCameOutTheSameWay() throws Exception {
        ClosedSystem system = Scenarios.wired("idle-once --variant v1-alt --cstate c3 --timers none");
        Explorer explorer = new Explorer(
                system.machine(), system.properties(), Options.defaults().withThreads(1));
        Result result = explorer.run();
        assertThat(page(system, result))
                .contains("&#39;sometimes asleep&#39; is violated: never met in the whole state space")
                .contains("Tests that came out the same way each time:")
                .doesNotContain("How near runs come");
        String shown = page(system, explorer.shown(result));
        parsed(shown);
        assertThat(shown)
                .contains("How near runs come", "never &#39;R: softirq_pending[1] is 0&#39;")
                .as("the last step, and the one that wrote what it reads")
                .contains("A: set TIMER in softirq_pending[1]", "what the last step reads")
                .as("no property is violated by that run")
                .doesNotContain("What happens", "breaks the rule");
    }

    /** What a search has not come to when it finds a violation is not what no run does. */
    @Test
    void whereALimitEndsTheSearchForARunNothingIsSaidToBeNeverReached() {
        ClosedSystem system = Scenarios.wired("tickle-both --change tickles-for-the-preempted");
        Options few = Options.defaults().withThreads(1).withMaxStates(20_000);
        Result result = new Explorer(system.machine(), system.properties(), few).run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.explanation())
                .contains("(no trace: the search for it was stopped by the limit of 20,000 states");
        assertThat(page(system, result)).doesNotContain("never called", "never exercised");
        assertThat(Summary.of(system, result))
                .noneMatch(line -> line.startsWith("never reached") || line.startsWith("always the same way"));
    }

    @Test
    void whatHoldsSaysWithinWhichBounds() throws Exception {
        ClosedSystem system = Scenarios.wired("idle-tick --cpus 1 --timers none");
        Result result = new Explorer(
                        system.machine(),
                        system.properties(),
                        Options.defaults().withThreads(1))
                .run();
        String page = page(system, result);
        parsed(page);
        needsNothingFromElsewhere(page);
        assertThat(page).doesNotContain(" trace is");
        assertThat(page)
                .containsPattern("(?s)>HOLDS<.*this is so:.*no lost wake-up of CPU0.*What was explored")
                .contains("What was never exercised", "states stored");
        assertThat(system.bounds()).allSatisfy(bound -> assertThat(page).contains(Markup.escape(bound)));
        assertThat(result.vacuity().neverReached())
                .allSatisfy(name -> assertThat(page).contains(Markup.escape(name)));
    }

    /** A system whose one word is shown as something hostile, and which is violated at once. */
    private static ClosedSystem hostile() {
        Machine machine = new Machine(1);
        Word word = machine.word("word" + HOSTILE, 1, 0).shownAs(value -> value + HOSTILE);
        machine.boot(0, true, machine.procedure("set" + HOSTILE, () -> word.store(1)));
        machine.seal();
        Property never =
                new Property.Always("never" + HOSTILE, state -> state.get(word.field()) == 0, state -> "is" + HOSTILE);
        return new ClosedSystem(machine, List.of(never), List.of("bound" + HOSTILE), Map.of(), state -> HOSTILE);
    }

    @Test
    void nothingThatIsShownBecomesMarkup() throws Exception {
        ClosedSystem system = hostile();
        Result result = new Explorer(
                        system.machine(),
                        system.properties(),
                        Options.defaults().withThreads(1))
                .run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        String page = new HtmlReport(HOSTILE)
                .verdict(result.verdict(), HOSTILE)
                .headline(HOSTILE)
                .section(HOSTILE)
                .paragraph(HOSTILE)
                .command(HOSTILE)
                .names(List.of(HOSTILE))
                .figures(Map.of(HOSTILE, HOSTILE))
                .table(List.of(HOSTILE), List.of(List.of(HOSTILE)))
                .fold(HOSTILE)
                .endFold()
                .definition(HOSTILE, HOSTILE, HOSTILE)
                .listing(new Listing().line(1, HOSTILE, true).line(7, HOSTILE, false))
                .result(system, result, Options.defaults())
                .render(HOSTILE);
        Document document = parsed(page);
        assertThat(document.getElementsByTagName("b").getLength()).isZero();
        assertThat(document.getElementsByTagName("mark").item(0).getTextContent())
                .isEqualTo(">   1  " + HOSTILE);
        assertThat(document.getElementsByTagName("h2").item(0).getTextContent()).isEqualTo(HOSTILE);
        assertThat(Pattern.compile("</script>").matcher(page).results()).hasSize(2);
    }

    @Test
    void aTableOfCasesIsChosenFromAndUnfolds() throws Exception {
        HtmlReport report = new HtmlReport("title");
        Cases cases = new Cases(List.of("year", HOSTILE));
        HtmlReport details = report.part().paragraph(HOSTILE);
        cases.add("F01", Map.of("year", "2009", HOSTILE, "VIOLATED"), HOSTILE, details);
        cases.add("F02", Map.of("year", "2010", HOSTILE, "HOLDS"), "other", report.part());
        Document document = parsed(report.cases(cases).render("made"));
        assertThat(document.getElementsByTagName("details").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("select").getLength()).isEqualTo(2);
        assertThat(texts(document, "option")).containsExactly("any", "2009", "2010", "any", "HOLDS", "VIOLATED");
        assertThat(texts(document, "p")).containsExactly(HOSTILE);
    }

    private static List<String> texts(Document document, String tag) {
        NodeList found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(each -> found.item(each).getTextContent())
                .toList();
    }

    /** Two timelines of one page, one inside a row of a table: each step has an address of its own. */
    @Test
    void noTwoStepsHaveOneAddress() throws Exception {
        Violated violated = Violated.check("idle-once --variant no-check --cstate c3");
        HtmlReport report = new HtmlReport("title");
        Cases cases = new Cases(List.of());
        for (String id : List.of("one", "two")) {
            cases.add(
                    id,
                    Map.of(),
                    id,
                    report.part()
                            .trace(
                                    violated.system(),
                                    violated.trace(),
                                    violated.result().property()));
        }
        String page = report.cases(cases).render("made");
        parsed(page);
        List<String> addresses = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(addresses)
                .hasSize(2 + 2 * violated.trace().steps().size())
                .doesNotHaveDuplicates()
                .contains("step-1", "trace-2-step-1");
    }

    @Test
    void theFigureIsAWellFormedSvg() throws Exception {
        Violated violated = Violated.check("idle-tick --variant v1 --cstate c3 --timers none");
        String svg = new TimelineSvg(violated.timeline(), Detail.USUAL).render(HOSTILE);
        assertThat(parsed(svg).getDocumentElement().getLocalName()).isEqualTo("svg");
        assertThat(svg).contains("A: set TIMER in softirq_pending[1], already set", "class=\"absent\"");
        assertThat(svg).isEqualTo(new TimelineSvg(violated.timeline(), Detail.USUAL).render(HOSTILE));
        assertThat(new TimelineSvg(violated.timeline(), Detail.FULL).render("").length())
                .isGreaterThan(2 * svg.length());
        assertThat(new TimelineSvg(violated.timeline(), Detail.BRIEF).render("").length())
                .isLessThan(svg.length());
    }

    @Test
    void aSmallGraphHasEveryStateThatTheSearchMeets() {
        ClosedSystem system = Scenarios.wired("raise-batch");
        Result result = new Explorer(
                        system.machine(),
                        system.properties(),
                        Options.defaults().withThreads(1))
                .run();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        StateGraph graph =
                StateGraph.of(system.machine(), system.properties(), 500).orElseThrow();
        assertThat(graph.states()).hasSize((int) result.statistics().stored());
        assertThat(graph.edges()).hasSize((int) result.statistics().generated());
        String dot = StateGraphDot.render(system, graph, "title \" \\");
        assertThat(dot.lines()).contains("  label=\"title \\\" \\\\\\l\";", "}");
        assertThat(dot.lines().filter(line -> line.contains(" -> ")))
                .hasSize(graph.edges().size());
        assertThat(StateGraph.of(
                        system.machine(), system.properties(), graph.states().size() - 1))
                .isEqualTo(Optional.empty());
    }
}
