// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Trace;
import org.wakeproof.machine.Field;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.review.code.Code;

/**
 * What led into a sleep that is not ended, by the lines of the file: its last look at the softirqs, and what it did behind
 * that which a CPU about to sleep must not do.
 *
 * @param kind what it is
 * @param line where it is, with the step of the trace
 */
record Cause(Kind kind, DecisiveLine line) {
    /** What looks for itself, and not for the handler. */
    private static final List<String> PROCESSES =
            List.of("do_softirq", "process_pending_timers", "process_pending_softirqs");

    /** What the rule for locks says of one that is held with interrupts on. */
    private static final String HELD_OPEN = " holds it with interrupts on";

    private static final Pattern LOCK = Pattern.compile("waits for (\\S+) in an interrupt, and CPU(\\d{1,2})\\b");

    static final List<String> HANDS_OVER = List.of("hpet_broadcast_enter", "pit_broadcast_enter");

    /** What can lead into it, the likeliest first, with the bug of the catalogue that is of this kind. */
    enum Kind {
        /** Softirqs are processed inside the handler, and what they do is not looked for again. */
        GOES_OFFLINE("F04", "the CPU is taken offline in here, and goes on to sleep"),
        SWITCHES_AWAY("F02", "schedule() is entered in here and does not come back"),
        ENABLES_INTERRUPTS("F31", "interrupts are enabled here, behind the last look and before the sleep"),
        TAKES_LOCK_WITH_INTERRUPTS_ON(
                "",
                "takes a lock in here, on this way or another with interrupts on, for which a handler of an interrupt waits"),
        RAISES("F01", "a softirq is raised here, behind the last look"),
        SLEEPS_MASKED("", "sleeps with interrupts off, which nothing ends"),
        LOOKS_AT_ANOTHER("", "looks at the softirqs of another CPU here, and not at those of its own"),
        NEVER_LOOKS("F03", "sleeps without a look at the softirqs since interrupts were disabled"),
        PROMISES_TOO_MUCH("", "says here that it needs no interrupt, and still says so where it halts"),
        MONITORS_ANOTHER("", "arms its monitor here for what nobody stores to when a softirq is raised on this CPU"),
        ARMS_TOO_LATE("", "arms its monitor here, behind the last look: a store in between is not seen"),
        TELLS_RCU_LATE("", "RCU is told here that the CPU idles, behind the last look and before the sleep"),
        NEVER_TELLS_RCU("F18", "sleeps, and has not told RCU that the CPU idles"),
        STAYS_IDLE_FOR_RCU("", "RCU is told here that the CPU idles, and not behind it that it no longer does"),
        DOES_NOT_ASK_RCU("F19", "looks at the softirqs, and not whether RCU needs the CPU"),
        KEEPS_ITS_TIMER(
                "", "sleeps from here, where the LAPIC timer stops, and has not handed it over by lapic_timer_off"),
        LOOKS_TOO_EARLY(
                "",
                "looks at the softirqs for the last time with interrupts on: what one of them raises then is not seen"),
        SEES_AND_SLEEPS("", "looks at the softirqs, finds some pending, and goes on to sleep"),
        ENDS_WITH_INTERRUPTS_OFF("", "interrupts are off here, and nothing from here to the end enables them"),
        ENDS_WITH_TIMER_OFF("", "nothing from here to the end takes back the LAPIC timer"),
        ENDS_WITH_TICK_OFF("", "nothing from here to the end resumes the tick"),
        LAST_LOOK("", "looks at the softirqs for the last time"),
        DISABLES("", "interrupts are disabled here, and not enabled on the way out"),
        HANDS_OVER("", "the LAPIC timer is handed over here, and not taken back on the way out"),
        SUSPENDS("", "the tick is suspended here, and not resumed on the way out");

        private final String bug;
        private final String words;

        Kind(String bug, String words) {
            this.bug = bug;
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether it is what went wrong itself, and not what was right until something else did. */
        boolean isWrong() {
            return compareTo(LAST_LOOK) < 0;
        }

        /** The bug of the catalogue; empty if there is none. */
        String bug() {
            return bug;
        }
    }

    /** The causes in a trace, in its order; none if nothing of the file leads into what is wrong. */
    static List<Cause> of(Finding finding) {
        Optional<Trace> trace = finding.result().trace();
        if (trace.isEmpty()) {
            return List.of();
        }
        Optional<List<Cause>> left = leftOff(finding, trace.get());
        if (left.isPresent()) {
            return left.get();
        }
        if (says(finding, HELD_OPEN)) {
            return heldOpen(finding, trace.get());
        }
        if (RcuCause.isAskedIn(finding)) {
            return RcuCause.of(finding, trace.get());
        }
        return finding.result()
                .property()
                .map(finding.system().subjects()::get)
                .map(subject -> new Search(finding, trace.get(), subject).causes())
                .orElse(List.of());
    }

    /** Where the handler takes the lock: the trace ends at whoever waits for it, and may show a way with interrupts off. */
    private static List<Cause> heldOpen(Finding finding, Trace trace) {
        Matcher what = LOCK.matcher(finding.violation().orElse(""));
        if (!what.find()) {
            return List.of();
        }
        HandlerSteps steps = new HandlerSteps(finding, trace, Integer.parseInt(what.group(2)));
        int taken = steps.last(
                steps.count() - 1,
                step -> steps.isInside(step) && steps.what(step).equals("L+ " + what.group(1)));
        return taken < 0 ? List.of() : List.of(steps.cause(Kind.TAKES_LOCK_WITH_INTERRUPTS_ON, taken));
    }

    static boolean says(Finding finding, String words) {
        return finding.violation().filter(what -> what.contains(words)).isPresent();
    }

    /** Of what is wrong in every situation, whatever that asks about; empty if it is nothing of that. */
    private static Optional<List<Cause>> leftOff(Finding finding, Trace trace) {
        if (says(finding, Code.PROCESSES_MASKED)) {
            return Optional.of(List.of());
        }
        return LeftOff.of(finding).map(left -> left.causes(finding, trace));
    }

    /** Goes back from where the CPU falls asleep to where its handler began. */
    private static final class Search {
        private final HandlerSteps steps;
        /** Whether it is a timer that has passed meanwhile. */
        private final boolean isLate;

        private final Subject subject;
        private final Field online;
        private final Field current;
        private final Field promise;
        private final int promised;
        private final List<Cause> causes = new ArrayList<>();

        Search(Finding finding, Trace trace, Subject subject) {
            this.steps = new HandlerSteps(finding, trace, subject.cpu());
            this.subject = subject;
            this.isLate = finding.violation()
                    .filter(what -> what.contains("timer deadline"))
                    .isPresent();
            this.online = HandlerSteps.field(finding, "cpu_online_map").orElse(null);
            this.current = HandlerSteps.field(finding, "current[" + subject.cpu() + "]")
                    .orElse(null);
            Optional<Field> flags = HandlerSteps.field(finding, "cpuidle_mwait_flags");
            this.promise = flags.or(() -> HandlerSteps.field(finding, "in_mwait[" + subject.cpu() + "]"))
                    .orElse(null);
            this.promised = flags.isPresent() ? 1 << subject.cpu() : 1;
        }

        List<Cause> causes() {
            int promise = brokenPromise();
            if (promise >= 0) {
                add(Kind.PROMISES_TOO_MUCH, promise);
                return causes;
            }
            int sleep = steps.last(steps.count() - 1, steps::fallsAsleep);
            int end = sleep >= 0 ? sleep : steps.count() - 1;
            int start = steps.start(end);
            // A look before an earlier sleep says nothing of this one.
            int slept = steps.last(end - 1, steps::fallsAsleep);
            int since = Math.max(start, slept);
            // With interrupts on, a look says nothing of what comes next; mwait_idle_with_hints has one that may be
            // such.
            int guarded = steps.last(end, step -> looks(step) && !steps.isOn(step));
            int look = guarded >= since ? guarded : steps.last(end, this::looks);
            int disabled = steps.last(end, steps::disables);
            int from = look >= since ? look : slept > start ? Math.max(disabled, slept) : disabled;
            for (int step = Math.max(start, 1); step < end; step++) {
                if (sleep >= 0 && steps.isInside(step)) {
                    inspect(step, step > from && from >= 0);
                }
            }
            inspectSleep(sleep, look, since);
            if (causes.stream().anyMatch(each -> each.kind == Kind.NEVER_LOOKS || each.kind == Kind.LOOKS_AT_ANOTHER)) {
                // Whoever does not look does not see that it is offline either.
                causes.removeIf(each -> each.kind == Kind.GOES_OFFLINE);
            }
            return causes;
        }

        /** Where it says that it needs no interrupt, and halts with that, which no store ends; -1 if it does not. */
        private int brokenPromise() {
            int sleep = steps.last(
                    steps.count() - 1,
                    step -> steps.isOwn(step) && steps.what(step).startsWith("falls asleep"));
            if (promise == null || sleep < 1 || !halts(sleep) || !isPromised(sleep)) {
                return -1;
            }
            return steps.last(
                    sleep, step -> step > 0 && steps.isInside(step) && isPromised(step) && !isPromised(step - 1));
        }

        /** Whether no store ends the sleep. */
        private boolean halts(int step) {
            return steps.what(step).contains("hlt") && !steps.what(step).contains("mwait");
        }

        private boolean isPromised(int step) {
            return (steps.value(step, promise) & promised) != 0;
        }

        private void inspect(int step, boolean isBehindTheLook) {
            if (steps.changes(step, online)) {
                add(Kind.GOES_OFFLINE, step);
            }
            if (isBehindTheLook && !steps.isOn(step - 1) && steps.isOn(step)) {
                add(Kind.ENABLES_INTERRUPTS, step);
            }
            if (isBehindTheLook && steps.added(step, subject.pending()) != 0) {
                add(Kind.RAISES, step);
            }
        }

        private void inspectSleep(int sleep, int look, int start) {
            if (sleep < 0) {
                int away = steps.last(steps.count() - 1, step -> steps.isInside(step) && steps.changes(step, current));
                if (away >= 0) {
                    add(Kind.SWITCHES_AWAY, away);
                }
                return;
            }
            if (!steps.isOn(sleep) && steps.what(sleep).contains("hlt")) {
                add(Kind.SLEEPS_MASKED, sleep);
            } else if (look < start && subject.isWakeup()) {
                int other = steps.last(sleep, this::looksElsewhere);
                boolean isElsewhere = other >= Math.max(start, 1);
                add(isElsewhere ? Kind.LOOKS_AT_ANOTHER : Kind.NEVER_LOOKS, isElsewhere ? other : sleep);
            } else if (look >= start) {
                add(lookedInVain(look), look);
            }
            inspectMonitor(sleep, look, start);
            int handedOver = steps.last(sleep, step -> steps.isInOne(step, HANDS_OVER));
            if (isLate && handedOver < start && steps.stopsTimer(sleep)) {
                causes.add(steps.causeInHandler(Kind.KEEPS_ITS_TIMER, sleep));
            }
        }

        /** What is looked for behind the monitor is seen whatever came before. */
        private void inspectMonitor(int sleep, int look, int start) {
            int armed = steps.last(sleep, steps::arms);
            if (armed < Math.max(start, 1) || halts(sleep) || (promise != null && !isPromised(sleep))) {
                return;
            }
            if (steps.armsInVain(armed)) {
                causes.add(steps.causeBefore(Kind.MONITORS_ANOTHER, armed, sleep));
            } else if (look < armed && isStoredBetween(Math.max(look, start), armed)) {
                causes.add(steps.causeBefore(Kind.ARMS_TOO_LATE, armed, sleep));
            }
        }

        /** Whether what is to wake the CPU has been stored in between, and is never looked for. */
        private boolean isStoredBetween(int from, int to) {
            int missed = steps.value(steps.count() - 1, subject.pending());
            int added = steps.value(to, subject.pending()) & ~steps.value(from, subject.pending());
            return (added & missed) != 0 || isLate && steps.last(to, steps::wakesByStore) > from;
        }

        private Kind lookedInVain(int look) {
            int seen = steps.value(look, subject.pending());
            int missed = steps.value(steps.count() - 1, subject.pending());
            return (seen & missed) != 0
                    ? Kind.SEES_AND_SLEEPS
                    : steps.isOn(look) ? Kind.LOOKS_TOO_EARLY : Kind.LAST_LOOK;
        }

        private boolean looks(int step) {
            return steps.isInside(step)
                    && steps.what(step).startsWith("R: " + subject.pending())
                    && PROCESSES.stream().noneMatch(function -> steps.isIn(step, function));
        }

        /** Whether it is a look of the handler at the word of another CPU. */
        private boolean looksElsewhere(int step) {
            return steps.decides(step) && steps.what(step).startsWith("R: softirq_pending[") && !looks(step);
        }

        private void add(Kind kind, int step) {
            Cause cause = steps.cause(kind, step);
            boolean isKnown =
                    causes.stream().anyMatch(each -> each.kind == kind && each.line.line() == cause.line.line());
            if (!isKnown) {
                causes.add(cause);
            }
        }
    }
}
