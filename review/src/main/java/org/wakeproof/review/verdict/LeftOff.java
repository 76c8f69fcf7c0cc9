// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.wakeproof.explorer.Trace;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.verdict.Cause.Kind;

/** What a handler has switched off and is to switch on again, with the causes where it comes to its end without that. */
enum LeftOff {
    INTERRUPTS(Code.LEAVES_INTERRUPTS_OFF, Kind.DISABLES, Kind.ENDS_WITH_INTERRUPTS_OFF, HandlerSteps::disables),
    TIMER(
            Code.LEAVES_TIMER_OFF,
            Kind.HANDS_OVER,
            Kind.ENDS_WITH_TIMER_OFF,
            (steps, step) -> steps.isInOne(step, Cause.HANDS_OVER)),
    TICK(
            Code.LEAVES_TICK_OFF,
            Kind.SUSPENDS,
            Kind.ENDS_WITH_TICK_OFF,
            (steps, step) -> steps.isInOne(step, List.of("sched_tick_suspend")));

    /** Functions of other files that sleep, or find in a look of their own that they may not. */
    private static final List<String> SLEEPS = List.of("mwait_idle_with_hints");

    private final String words;
    private final Kind begin;
    private final Kind missing;
    private final BiPredicate<HandlerSteps, Integer> switchesOff;

    LeftOff(String words, Kind begin, Kind missing, BiPredicate<HandlerSteps, Integer> switchesOff) {
        this.words = words;
        this.begin = begin;
        this.missing = missing;
        this.switchesOff = switchesOff;
    }

    /** Which of them is violated; empty if none is. */
    static Optional<LeftOff> of(Finding finding) {
        return Stream.of(values())
                .filter(each -> Cause.says(finding, each.words))
                .findFirst();
    }

    /** Where it was switched off, and, where no return says that it is the end, what was done last before that. */
    List<Cause> causes(Finding finding, Trace trace) {
        int last = trace.steps().size() - 1;
        HandlerSteps steps =
                new HandlerSteps(finding, trace, trace.steps().get(last).cpu());
        List<Cause> causes = new ArrayList<>();
        int off = steps.last(last - 1, step -> switchesOff.test(steps, step));
        if (off >= 0) {
            causes.add(steps.causeInHandler(begin, off));
        }
        if (steps.isAtLine(last, finding.code().lastLine())) {
            int start = steps.start(last);
            int decides = steps.last(last - 1, step -> steps.decides(step) || steps.isInOne(step, SLEEPS));
            int before = decides > start ? decides : steps.last(last - 1, steps::isInside);
            if (before > Math.max(start, off)) {
                causes.add(steps.causeInHandler(missing, before));
            }
        }
        return causes;
    }
}
