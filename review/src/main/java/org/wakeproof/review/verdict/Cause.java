// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.report.DecisiveLine;

/**
 * What led into a sleep that is not ended, by the lines of the file: its last look at the softirqs, and what it did behind
 * that which a CPU about to sleep must not do.
 *
 * @param kind what it is
 * @param line where it is, with the step of the trace
 */
record Cause(Kind kind, DecisiveLine line) {
    private static final Pattern PLACE = Pattern.compile("\\w+:\\d{1,9}");

    /** What can lead into it, the likeliest first, with the bug of the catalogue that is of this kind. */
    enum Kind {
        /** Softirqs are processed inside the handler, and what they do is not looked for again. */
        GOES_OFFLINE("F04", "the CPU is taken offline in here, and goes on to sleep"),
        SWITCHES_AWAY("F02", "schedule() is entered in here and does not come back"),
        ENABLES_INTERRUPTS("F31", "interrupts are enabled here, behind the last look and before the sleep"),
        RAISES("F01", "a softirq is raised here, behind the last look"),
        SLEEPS_MASKED("", "sleeps with interrupts off, which nothing ends"),
        NEVER_LOOKS("F03", "sleeps without a look at the softirqs since interrupts were disabled"),
        LAST_LOOK("", "looks at the softirqs for the last time");

        private final String bug;
        private final String words;

        Kind(String bug, String words) {
            this.bug = bug;
            this.words = words;
        }

        /** The bug of the catalogue; empty if there is none. */
        String bug() {
            return bug;
        }
    }

    /** The causes in a trace, in its order; none if nothing of the file leads into what is wrong. */
    static List<Cause> of(Finding finding) {
        Optional<Trace> trace = finding.result().trace();
        Optional<Subject> subject =
                finding.result().property().map(finding.system().subjects()::get);
        return trace.isEmpty() || subject.isEmpty()
                ? List.of()
                : new Search(finding, trace.get(), subject.get()).causes();
    }

    /** Goes back from where the CPU falls asleep to where its handler began. */
    private static final class Search {
        private final Trace trace;
        private final Subject subject;
        private final Cpu cpu;
        private final String file;
        private final Field online;
        private final Field current;
        private final List<Cause> causes = new ArrayList<>();

        Search(Finding finding, Trace trace, Subject subject) {
            this.trace = trace;
            this.subject = subject;
            this.cpu = finding.system().machine().cpu(subject.cpu());
            String name = finding.code().file().name();
            this.file = name.substring(name.lastIndexOf('/') + 1);
            this.online = field(finding, "cpu_online_map");
            this.current = field(finding, "current[" + subject.cpu() + "]");
        }

        private static Field field(Finding finding, String name) {
            return finding.system().machine().cells().stream()
                    .filter(cell -> cell.name().equals(name))
                    .map(Cell::field)
                    .findFirst()
                    .orElse(null);
        }

        List<Cause> causes() {
            int sleep = last(trace.steps().size() - 1, this::fallsAsleep);
            int end = sleep >= 0 ? sleep : trace.steps().size() - 1;
            int start = end;
            while (start > 0 && !isOutside(start)) {
                start--;
            }
            // With interrupts on, a look says nothing of what comes next; mwait_idle_with_hints has one that may be
            // such.
            int guarded = last(end, step -> isInside(step) && looks(step) && !isOn(step));
            int look = guarded >= start ? guarded : last(end, step -> isInside(step) && looks(step));
            int from = look >= start ? look : last(end, step -> isInside(step) && isDisabled(step));
            for (int step = Math.max(start, 1); step < end; step++) {
                if (sleep >= 0 && isInside(step)) {
                    inspect(step, step > from && from >= 0);
                }
            }
            inspectSleep(sleep, look, start);
            return causes;
        }

        private void inspect(int step, boolean isBehindTheLook) {
            if (changed(step, online)) {
                add(Kind.GOES_OFFLINE, step);
            }
            if (isBehindTheLook && isEnabled(step)) {
                add(Kind.ENABLES_INTERRUPTS, step);
            }
            if (isBehindTheLook && isSet(step)) {
                add(Kind.RAISES, step);
            }
        }

        private void inspectSleep(int sleep, int look, int start) {
            if (sleep < 0) {
                int away =
                        last(trace.steps().size() - 1, step -> isOwn(step) && isInside(step) && changed(step, current));
                if (away >= 0) {
                    add(Kind.SWITCHES_AWAY, away);
                }
                return;
            }
            if (!cpu.interruptsEnabled(trace.steps().get(sleep).after())
                    && trace.steps().get(sleep).description().contains("hlt")) {
                add(Kind.SLEEPS_MASKED, sleep);
            } else if (look < start && subject.isWakeup()) {
                add(Kind.NEVER_LOOKS, sleep);
            } else if (look >= start) {
                add(Kind.LAST_LOOK, look);
            }
        }

        private int last(int from, Predicate<Integer> is) {
            int step = from;
            while (step >= 0 && !is.test(step)) {
                step--;
            }
            return step;
        }

        private boolean isOwn(int step) {
            TraceStep at = trace.steps().get(step);
            return at.isByCpu() && at.cpu() == cpu.number();
        }

        /** Whether the handler, or what it calls, takes the step; an interrupt that it is in the middle of does not count. */
        private boolean isInside(int step) {
            TraceStep at = trace.steps().get(step);
            return isOwn(step) && !at.isInterrupt() && !places(at).isEmpty();
        }

        /** Whether it is the idle loop's own. */
        private boolean isOutside(int step) {
            String functions = " > " + trace.steps().get(step).functions() + " > ";
            return isOwn(step) && functions.contains(" > idle_loop > ") && !functions.contains(" > " + file + " > ");
        }

        private boolean fallsAsleep(int step) {
            return isInside(step) && trace.steps().get(step).description().startsWith("falls asleep");
        }

        private boolean looks(int step) {
            return trace.steps().get(step).description().startsWith("R: " + subject.pending());
        }

        private boolean changed(int step, Field field) {
            return field != null
                    && trace.steps().get(step - 1).after().get(field)
                            != trace.steps().get(step).after().get(field);
        }

        private boolean isSet(int step) {
            int before = trace.steps().get(step - 1).after().get(subject.pending());
            return (trace.steps().get(step).after().get(subject.pending()) & ~before) != 0;
        }

        private boolean isEnabled(int step) {
            return !isOn(step - 1) && isOn(step);
        }

        private boolean isDisabled(int step) {
            return step > 0 && isOn(step - 1) && !isOn(step);
        }

        private boolean isOn(int step) {
            return cpu.interruptsEnabled(trace.steps().get(step).after());
        }

        private List<String> places(TraceStep step) {
            boolean isOfFile = (" > " + step.functions() + " > ").contains(" > " + file + " > ");
            return isOfFile
                    ? Arrays.stream(step.functions().split(" > "))
                            .filter(function -> PLACE.matcher(function).matches())
                            .toList()
                    : List.of();
        }

        private void add(Kind kind, int step) {
            List<String> places = places(trace.steps().get(step));
            String last = places.get(places.size() - 1);
            int line = Integer.parseInt(last.substring(last.indexOf(':') + 1));
            boolean isKnown = causes.stream().anyMatch(each -> each.kind == kind && each.line.line() == line);
            if (!isKnown) {
                causes.add(new Cause(kind, new DecisiveLine(line, step + 1, String.join(" > ", places), kind.words)));
            }
        }
    }
}
