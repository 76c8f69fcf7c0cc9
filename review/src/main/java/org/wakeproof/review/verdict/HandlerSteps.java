// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.report.DecisiveLine;

/** The steps of a trace that one CPU takes in the handler, by their positions. */
final class HandlerSteps {
    private static final Pattern PLACE = Pattern.compile("\\w+:\\d{1,9}");

    private final Trace trace;
    private final Cpu cpu;
    private final String file;

    HandlerSteps(Finding finding, Trace trace, int cpu) {
        this.trace = trace;
        this.cpu = finding.system().machine().cpu(cpu);
        String name = finding.code().file().name();
        this.file = name.substring(name.lastIndexOf('/') + 1);
    }

    /** Where the machine keeps what has this name; empty if it has no such thing. */
    static Optional<Field> field(Finding finding, String name) {
        return finding.system().machine().cells().stream()
                .filter(cell -> cell.name().equals(name))
                .map(Cell::field)
                .findFirst();
    }

    /** Where the handler was last, on whichever CPU; empty if the trace has none of its steps. */
    static Optional<DecisiveLine> lastLine(Finding finding, Trace trace) {
        return IntStream.range(0, finding.system().machine().cpuCount())
                .mapToObj(cpu -> new HandlerSteps(finding, trace, cpu))
                .flatMap(steps -> steps.lastLine().stream())
                .max(Comparator.comparingInt(DecisiveLine::step));
    }

    private Optional<DecisiveLine> lastLine() {
        int step = last(count() - 1, this::isInside);
        return step < 0
                ? Optional.empty()
                : Optional.of(line(step, places(trace.steps().get(step)), what(step)));
    }

    int cpu() {
        return cpu.number();
    }

    int count() {
        return trace.steps().size();
    }

    /** What it does, in words. */
    String what(int step) {
        return trace.steps().get(step).description();
    }

    /** The last one up to there of which that is so; -1 if it is of none. */
    int last(int from, Predicate<Integer> is) {
        int step = from;
        while (step >= 0 && !is.test(step)) {
            step--;
        }
        return step;
    }

    /** Where the run of the handler begins that is under way there. */
    int start(int from) {
        return Math.max(0, last(from, this::isOutside));
    }

    /** Whether the CPU takes it, wherever it is. */
    boolean isOwn(int step) {
        TraceStep at = trace.steps().get(step);
        return at.isByCpu() && at.cpu() == cpu.number();
    }

    /** Whether the handler, or what it calls, takes the step; an interrupt that it is in the middle of does not count. */
    boolean isInside(int step) {
        TraceStep at = trace.steps().get(step);
        return isOwn(step) && !at.isInterrupt() && !places(at).isEmpty();
    }

    /** Whether it is a step of this function of Xen's, or of what that calls. */
    boolean isIn(int step, String function) {
        return (" > " + trace.steps().get(step).functions() + " > ").contains(" > " + function + " > ");
    }

    /** Whether it is the idle loop's own. */
    private boolean isOutside(int step) {
        return isOwn(step) && isIn(step, "idle_loop") && !isIn(step, file);
    }

    boolean fallsAsleep(int step) {
        return isInside(step) && what(step).startsWith("falls asleep");
    }

    /** Whether it arms the CPU's monitor, for whatever. */
    boolean arms(int step) {
        return isInside(step) && what(step).startsWith("arms its monitor");
    }

    /** Whether it arms it for what nobody stores to. */
    boolean armsInVain(int step) {
        return arms(step) && what(step).contains("miss all stores");
    }

    /** Whether another CPU stores there to what only this one's monitor sees. */
    boolean wakesByStore(int step) {
        return !isOwn(step) && what(step).startsWith("W: mwait_wakeup[" + cpu.number() + "]");
    }

    /** Whether interrupts are on behind it. */
    boolean isOn(int step) {
        return cpu.interruptsEnabled(trace.steps().get(step).after());
    }

    /** Whether it is a step of one of these functions, or of what they call, on behalf of the handler. */
    boolean isInOne(int step, List<String> functions) {
        return isInside(step) && functions.stream().anyMatch(function -> isIn(step, function));
    }

    /** Whether the handler itself disables interrupts there: what it calls of Xen's leaves them as they were. */
    boolean disables(int step) {
        return step > 0 && isOfText(step) && isOn(step - 1) && !isOn(step);
    }

    /** Whether it is an instruction of the file's own. */
    private boolean isOfText(int step) {
        return isInside(step)
                && PLACE.matcher(trace.steps().get(step).functions().replaceFirst(".* > ", ""))
                        .matches();
    }

    /** Whether the handler is at this line there, whatever it calls. */
    boolean isAtLine(int step, int line) {
        return isInside(step) && places(trace.steps().get(step)).get(0).endsWith(":" + line);
    }

    /** Whether it is a sleep of the handler's, or would be one, or a look of its own at the softirqs. */
    boolean decides(int step) {
        boolean isLook = isOfText(step) && what(step).startsWith("R: softirq_pending[");
        return isLook || isInside(step) && what(step).matches("(falls asleep|(mwait )?does not sleep).*");
    }

    /** Whether the CPU sleeps behind it. */
    boolean isAsleep(int step) {
        return cpu.isAsleep(trace.steps().get(step).after());
    }

    /** Whether the CPU sleeps behind it in a state in which its LAPIC timer does not run. */
    boolean stopsTimer(int step) {
        return cpu.sleepState(trace.steps().get(step).after()).stopsLocalApicTimer();
    }

    /** Whether it changes what is there; of what is not there, it does not. */
    boolean changes(int step, Field field) {
        return field != null && value(step - 1, field) != value(step, field);
    }

    /** The bits that it sets there. */
    int added(int step, Field field) {
        return value(step, field) & ~value(step - 1, field);
    }

    /** What is there behind it. */
    int value(int step, Field field) {
        return trace.steps().get(step).after().get(field);
    }

    private List<String> places(TraceStep step) {
        boolean isOfFile = (" > " + step.functions() + " > ").contains(" > " + file + " > ");
        return isOfFile
                ? Arrays.stream(step.functions().split(" > "))
                        .filter(function -> PLACE.matcher(function).matches())
                        .toList()
                : List.of();
    }

    /** The step as a cause, at its line; it is inside. */
    Cause cause(Cause.Kind kind, int step) {
        List<String> places = places(trace.steps().get(step));
        return cause(kind, step, places);
    }

    /** The same at the line of the handler itself, whatever that calls there. */
    Cause causeInHandler(Cause.Kind kind, int step) {
        return cause(kind, step, places(trace.steps().get(step)).subList(0, 1));
    }

    /** The same where its way and that of a later step part: not inside of what only wraps an instruction. */
    Cause causeBefore(Cause.Kind kind, int step, int later) {
        List<String> places = places(trace.steps().get(step));
        List<String> others = places(trace.steps().get(later));
        int common = 0;
        while (common < Math.min(places.size(), others.size()) - 1
                && places.get(common).equals(others.get(common))) {
            common++;
        }
        return cause(kind, step, places.subList(0, common + 1));
    }

    private static Cause cause(Cause.Kind kind, int step, List<String> places) {
        return new Cause(kind, line(step, places, kind.words()));
    }

    private static DecisiveLine line(int step, List<String> places, String what) {
        String last = places.get(places.size() - 1);
        int line = Integer.parseInt(last.substring(last.indexOf(':') + 1));
        return new DecisiveLine(line, step + 1, String.join(" > ", places), what);
    }
}
