// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.orderings.Ordering.Kind;

/** Rules and guards, computed from verdicts: invented ones, and those of the ports. */
class RulesTest {
    private static final Options OPTIONS = Options.defaults().withThreads(2);

    private static List<Judged> permutations(String path, Predicate<String> chosen, Predicate<String> holds) {
        return LegalOrderings.of(Paths.named(path)).stream()
                .filter(ordering -> ordering.kind() == Kind.PERMUTATION && chosen.test(ordering.letters()))
                .map(ordering -> new Judged(
                        ordering,
                        holds.test(ordering.letters()) ? Judgement.HOLDS : Judgement.VIOLATED,
                        "",
                        null,
                        "",
                        0,
                        0))
                .toList();
    }

    private static Rules rules(String path, Predicate<String> holds) {
        return new Rules(Paths.named(path), permutations(path, letters -> true, holds));
    }

    private static List<String> inWords(List<Rule> rules) {
        return rules.stream().map(Rule::inWords).toList();
    }

    @Test
    void aChainIsReducedToItsNeighbours() {
        Rules rules = rules("block", letters -> letters.replace("R", "").equals("UBE"));
        assertThat(inWords(rules.direct()))
                .containsExactly("unmask before set-blocked", "set-blocked before check-events");
        assertThat(inWords(rules.implied())).containsExactly("unmask before check-events");
        assertThat(rules.untold()).isZero();
        assertThat(rules.direct().get(0).kept().ordering().letters()).isEqualTo("UBER");
        assertThat(rules.direct().get(0).broken().ordering().letters()).isEqualTo("BUER");
    }

    @Test
    void whatPairsCannotTellIsCounted() {
        Rules rules = rules("block", letters -> letters.startsWith("R") || letters.endsWith("R"));
        assertThat(rules.direct()).isEmpty();
        assertThat(rules.untold()).isEqualTo(12);
        assertThat(rules.conclusion()).startsWith("12 permutations keep every rule and do not hold");
    }

    /** It might hold, and then what all others have in common would be none. */
    @Test
    void anOpenVerdictLeavesNoRule() {
        List<Judged> judged = new ArrayList<>(permutations("block", letters -> true, letters -> letters.endsWith("E")));
        Judged last = judged.remove(judged.size() - 1);
        assertThat(new Rules(Paths.named("block"), judged).direct()).isNotEmpty();
        judged.add(Judged.notExplored(last.ordering(), "a test"));
        Rules rules = new Rules(Paths.named("block"), judged);
        assertThat(rules.direct()).isEmpty();
        assertThat(rules.implied()).isEmpty();
        assertThat(rules.conclusion()).isEqualTo("1 were not explored to their end, so no rule can be told");
    }

    @Test
    void whereNothingHoldsThereIsNoRule() {
        assertThat(rules("block", letters -> false).direct()).isEmpty();
    }

    @Test
    void blockHasTwoRulesAndNeedsEachStep() {
        OrderedPath block = Paths.named("block");
        SurveyReport report = SurveyReport.of(block, new Survey(block, OPTIONS).run(judged -> {}), OPTIONS.search(), 0);
        // 8 permutations keep both rules; raise-schedule or set-blocked left out, it never sleeps.
        assertThat(report.inWords())
                .startsWith("64 orderings: ")
                .contains(
                        report.all().stream().filter(Judged::holds).count() + " HOLDS, ",
                        " VIOLATED; ",
                        " states stored, ");
        assertThat(new SurveyReport(block, report.all(), report.rules(), report.guards(), Order.SYMBOLIC, 0).inWords())
                .contains(" states, explored as sets, ");
        assertThat(inWords(report.rules().direct()))
                .containsExactly("unmask before check-events", "set-blocked before check-events");
        // Of each three orders of unmask, set-blocked and check-events one has the check last.
        assertThat(report.rules().holding()).isEqualTo(24 / 3);
        assertThat(report.rules().untold()).isZero();
        assertThat(report.guards()).allMatch(Guard::isNeeded).hasSize(4);
    }

    /** After three states on each system nothing is decided, so that each is explored as sets. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "ten seconds; -Dslow=true")
    @Test
    void whatIsNotDecidedSoonIsExploredAsSets() {
        OrderedPath block = Paths.named("block");
        Options auto = OPTIONS.withSearch(Order.AUTO);
        List<Judged> soon = new Survey(block, auto).run(EnumSet.of(Kind.PERMUTATION), judged -> {});
        List<Judged> late = new Survey(block, auto, 3).run(EnumSet.of(Kind.PERMUTATION), judged -> {});
        assertThat(soon)
                .hasSize(24)
                .extracting(Judged::judgement)
                .isEqualTo(late.stream().map(Judged::judgement).toList());
        assertThat(late).filteredOn(Judged::holds).hasSize(8);
        assertThat(SurveyReport.of(block, late, Order.AUTO, 0).guards()).isEmpty();
    }

    /** Who stops a survey knows what loses something; what holds is explored as sets, and takes long. The path itself comes last. */
    @Test
    void whatIsExploredAsSetsComesLastAndThePathItselfAtTheEnd() {
        OrderedPath block = Paths.named("block");
        List<Ordering> told = new ArrayList<>();
        List<Judged> all = new Survey(block, OPTIONS.withSearch(Order.AUTO).withThreads(1), 600)
                .run(EnumSet.of(Kind.PERMUTATION), judged -> told.add(judged.ordering()));
        List<Ordering> open = new Survey(block, OPTIONS.withMaxStates(600))
                .run(EnumSet.of(Kind.PERMUTATION), judged -> {}).stream()
                        .filter(judged -> judged.judgement() == Judgement.INCOMPLETE)
                        .map(Judged::ordering)
                        .collect(Collectors.toList());
        assertThat(open).hasSizeBetween(8, 23).contains(all.get(0).ordering());
        assertThat(told).hasSize(24);
        Collections.reverse(open);
        assertThat(told.subList(24 - open.size(), 24)).isEqualTo(open);
    }

    /** Of a system where nobody sleeps no more is asked, and no other system is. */
    @Test
    void whoNeverSleepsIsFoundByReachingAlone() {
        OrderedPath entry = Paths.named("idle-entry");
        Ordering neverSleeps = Ordering.typed(entry.parse("TIPCBZ"));
        Judged plain = new Survey(entry, OPTIONS).explore(neverSleeps).judged();
        Judged sets = new Survey(entry, OPTIONS.withSearch(Order.AUTO), 3)
                .explore(neverSleeps)
                .judged();
        assertThat(sets.judgement()).isEqualTo(plain.judgement()).isEqualTo(Judgement.NEVER_SLEEPS);
        assertThat(sets.property()).isEqualTo(plain.property());
        assertThat(sets.stage()).isEqualTo(entry.stages().get(0).name());
    }

    /** Nobody sleeps here, either, and a lock is taken with interrupts on that the HPET's handler takes: that is told. */
    @Test
    void whoNeverSleepsAndBreaksARuleOfLocksIsViolated() {
        OrderedPath entry = Paths.named("idle-entry");
        Judged sets = new Survey(entry, OPTIONS.withSearch(Order.AUTO), 3)
                .explore(Ordering.typed(entry.parse("CISTBPZ")))
                .judged();
        assertThat(sets.judgement()).isEqualTo(Judgement.VIOLATED);
        assertThat(sets.property()).isEqualTo("locks safe from interrupts");
    }

    /** A limit that was asked for is not gone round by exploring sets. */
    @Test
    void aLimitOfStatesEndsAnOrderingThatIsExploredByBothWays() {
        OrderedPath block = Paths.named("block");
        Survey survey = new Survey(block, OPTIONS.withSearch(Order.AUTO).withMaxStates(3));
        Judged judged = survey.explore(Ordering.typed(block.steps())).judged();
        assertThat(judged.judgement()).isEqualTo(Judgement.INCOMPLETE);
        assertThat(judged.lost()).contains("limit of 3 states");
    }

    /** What is violated within a few states is shown by a trace, however few they were. */
    @ParameterizedTest
    @ValueSource(longs = {3, 30, 100, 200, 300, 400})
    void whatIsViolatedHasATraceHoweverSoonItWasLookedAt(long soon) {
        OrderedPath block = Paths.named("block");
        Survey survey = new Survey(block, OPTIONS.withSearch(Order.AUTO), soon);
        Trial trial = survey.explore(Ordering.typed(block.parse("BEUR")));
        assertThat(trial.judged().judgement()).isEqualTo(Judgement.VIOLATED);
        assertThat(trial.result().trace()).isPresent();
    }

    /** The four steps whose order matters, in every order, with the state selected and the device told at the end. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void theTickIsSuspendedBeforeThePendingCheck() {
        OrderedPath entry = Paths.named("idle-entry");
        Survey survey = new Survey(entry, OPTIONS);
        List<Judged> judged = permutations("idle-entry", letters -> letters.endsWith("CBZ"), letters -> false).stream()
                .parallel()
                .map(each -> survey.explore(each.ordering()).judged())
                .toList();
        assertThat(judged).hasSize(24);
        Rules rules = new Rules(entry, judged);
        assertThat(rules.holding()).isEqualTo(1);
        assertThat(inWords(rules.direct()))
                .containsExactly(
                        "suspend-tick before softirq-pass",
                        "softirq-pass before interrupts-off",
                        "interrupts-off before pending-check");
        assertThat(inWords(rules.implied())).contains("suspend-tick before pending-check");
        assertThat(rules.direct()).allMatch(rule -> rule.kept() != null && rule.broken() != null);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "a large system; -Dslow=true")
    @Test
    void theTickNeedNotBeSuspended() {
        aStepThatIsLeftOutOrElsewhere("idle-entry", "SIPCBZ", Judgement.HOLDS, null);
    }

    /** Of the neighbours in TSIPCBZ, which holds, each pair the other way round, too. */
    @ParameterizedTest(name = "{0} as {1}: {2}")
    @CsvSource({
        "idle-entry, STIPCBZ, NEVER_SLEEPS, sometimes asleep",
        "idle-entry, TISPCBZ, VIOLATED, no lost wake-up of CPU1",
        "idle-entry, TSPICBZ, VIOLATED, no lost wake-up of CPU1",
        "idle-entry, TSPCBZ, VIOLATED, no lost wake-up of CPU1",
        "idle-entry, TSICBZ, VIOLATED, no lost wake-up of CPU1",
        "idle-entry, TSIPCZ, VIOLATED, a deadline of CPU1 is noticed",
        "idle-entry, TIPCBZ, NEVER_SLEEPS, sometimes asleep",
        "idle-entry, TSCBIPZ, VIOLATED, locks safe from interrupts",
        "idle-return, i, VIOLATED, CPU1's tick runs while it is awake",
        "idle-exit, ib, VIOLATED, CPU1's tick runs while it is awake",
        "idle-exit, it, VIOLATED, a deadline of CPU1 is noticed",
        "poll, BAMPNR, VIOLATED, no event slept through by dom1v0",
        "poll, BAMENR, VIOLATED, no polled port slept through by dom1v0",
        "poll, BAEPNR, VIOLATED, no polled port slept through by dom1v0",
        "poll, AMEPNR, NEVER_SLEEPS, sometimes asleep",
    })
    void aStepThatIsLeftOutOrElsewhere(String name, String letters, Judgement judgement, String property) {
        OrderedPath path = Paths.named(name);
        Judged judged = new Survey(path, OPTIONS)
                .explore(Ordering.typed(path.parse(letters)))
                .judged();
        assertThat(judged.judgement()).isEqualTo(judgement);
        assertThat(judged.property()).isEqualTo(property);
    }
}
