// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.report.timeline.Decisive;
import org.wakeproof.report.timeline.Folding;
import org.wakeproof.report.timeline.Functions;
import org.wakeproof.report.timeline.Moment;
import org.wakeproof.report.timeline.Narrative;
import org.wakeproof.report.timeline.Timeline;

/** A trace as text: a column for each CPU and one for the devices, time downwards, decisive steps marked. */
public final class TextTrace {
    private static final int NUMBER = 6;
    private static final int MIN_COLUMN = 28;

    private final ClosedSystem system;
    private final int width;
    private final Ansi ansi;
    private final boolean full;
    private final String hint;
    private final Optional<SourceUrl> sources;

    /** For traces in which what a reader can do without is left out, where nothing can bring it back. */
    public TextTrace(ClosedSystem system, int width, Ansi ansi) {
        this(system, width, ansi, false, "", Optional.empty());
    }

    /**
     * For a command that takes {@code --full}, and says so.
     *
     * @param full whether every step is shown
     */
    public TextTrace(ClosedSystem system, int width, Ansi ansi, boolean full) {
        this(system, width, ansi, full, Optional.empty());
    }

    /**
     * With an address in Xen's source for each step that decides.
     *
     * @param sources where it leads, if it is to be shown
     */
    public TextTrace(ClosedSystem system, int width, Ansi ansi, boolean full, Optional<SourceUrl> sources) {
        this(system, width, ansi, full, "; --full shows them", sources);
    }

    private TextTrace(
            ClosedSystem system, int width, Ansi ansi, boolean full, String hint, Optional<SourceUrl> sources) {
        this.sources = sources;
        this.system = system;
        this.width = width;
        this.ansi = ansi;
        this.full = full;
        this.hint = hint;
    }

    /** Renders the trace of a violated property, and a paragraph that says what it shows. */
    public String render(Trace trace, Optional<String> property) {
        Timeline timeline = Timeline.of(system, trace, property);
        Optional<Subject> subject = property.map(system.subjects()::get);
        return steps(trace, new Decisive(trace, subject), timeline)
                + paragraph(Narrative.of(system, trace, timeline, property))
                + addresses(timeline);
    }

    /** Renders the steps of the trace of a violated property, without the paragraph. */
    public String renderSteps(Trace trace, Optional<String> property) {
        Optional<Subject> subject = property.map(system.subjects()::get);
        return steps(trace, new Decisive(trace, subject), Timeline.of(system, trace, property));
    }

    /** Renders a run that violates nothing. */
    public String renderRun(Trace run) {
        Timeline timeline = Timeline.of(system, run, Optional.empty());
        return steps(run, Decisive.ofRun(run), timeline) + "\n" + addresses(timeline);
    }

    private String steps(Trace trace, Decisive decisive, Timeline timeline) {
        int columns = system.machine().cpuCount() + 1;
        int column = (width - NUMBER) / columns;
        Folding folding = timeline.folding();
        String text = column >= MIN_COLUMN
                ? columns(trace, decisive, folding, columns, column)
                : list(trace, decisive, folding);
        long leftOut = full ? 0 : folding.count(Folding.Reason.PRIVATE);
        long folded = full ? 0 : folding.count(Folding.Reason.REST_OF_ROUND);
        return text
                + (folded == 0 ? "" : remark("... and " + folded + " more steps, back to where the round began"))
                + (leftOut == 0 ? "" : remark("(steps that nobody else can see are left out" + hint + ")"));
    }

    private String remark(String words) {
        List<String> lines = new ArrayList<>();
        wrap(words, width - 6, "", lines);
        return lines.stream().map(line -> "      " + line + "\n").collect(Collectors.joining());
    }

    /** An address is not broken: it is to be opened. */
    private String addresses(Timeline timeline) {
        StringBuilder text = new StringBuilder();
        sources.ifPresent(url -> timeline.moments().stream()
                .filter(Moment::isDecisive)
                .forEach(moment -> moment.source()
                        .ifPresent(place -> text.append("step ")
                                .append(moment.number())
                                .append("  ")
                                .append(url.of(place))
                                .append('\n'))));
        return text.length() == 0 ? "" : text.append('\n').toString();
    }

    private String paragraph(String narrative) {
        List<String> lines = new ArrayList<>();
        wrap(narrative, width, "", lines);
        return "\n" + String.join("\n", lines) + "\n\n";
    }

    private String columns(Trace trace, Decisive decisive, Folding folding, int columns, int column) {
        StringBuilder text = new StringBuilder();
        String[] head = new String[columns];
        for (int cpu = 0; cpu < columns - 1; cpu++) {
            head[cpu] = "CPU" + cpu;
        }
        head[columns - 1] = "devices";
        text.append(" ".repeat(NUMBER));
        for (String title : head) {
            text.append(pad(title, column));
        }
        trim(text).append('\n');
        String[] functions = new String[columns];
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            if (isLeftOut(folding, i)) {
                folding.note(i).ifPresent(note -> remark(text, note));
                continue;
            }
            int at = step.isByCpu() ? step.cpu() : columns - 1;
            String function = Functions.innermost(step.functions());
            boolean isDecisive = decisive.is(i);
            List<String> lines = new ArrayList<>();
            if (step.isByCpu() && !step.isInterrupt() && (isDecisive || !function.equals(functions[at]))) {
                wrap(isDecisive ? chain(step) : function, column - 1, "", lines);
                lines.replaceAll(ansi::dim);
            }
            functions[at] = step.isInterrupt() ? null : function;
            List<String> words = new ArrayList<>();
            wrap(description(step), column - 3, "  ", words);
            if (decisive.is(i)) {
                words.replaceAll(ansi::bold);
            }
            lines.addAll(words);
            for (int line = 0; line < lines.size(); line++) {
                boolean last = line == lines.size() - words.size();
                String mark = last ? (decisive.is(i) ? "*" : " ") + String.format("%4d ", i + 1) : " ".repeat(NUMBER);
                text.append(mark)
                        .append(" ".repeat(at * column))
                        .append(lines.get(line))
                        .append('\n');
            }
            note(text, decisive, i);
        }
        return text.toString();
    }

    private String list(Trace trace, Decisive decisive, Folding folding) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            if (isLeftOut(folding, i)) {
                folding.note(i).ifPresent(note -> remark(text, note));
                continue;
            }
            String who = step.isByCpu() ? "CPU" + step.cpu() + " " : "";
            List<String> lines = new ArrayList<>();
            String function = step.isInterrupt() ? "" : Functions.innermost(step.functions()) + ": ";
            wrap(who + function + description(step), Math.max(30, width - NUMBER), "  ", lines);
            if (decisive.is(i)) {
                lines.replaceAll(ansi::bold);
            }
            for (int line = 0; line < lines.size(); line++) {
                text.append(
                                line == 0
                                        ? (decisive.is(i) ? "*" : " ") + String.format("%4d ", i + 1)
                                        : " ".repeat(NUMBER))
                        .append(lines.get(line))
                        .append('\n');
            }
            note(text, decisive, i);
        }
        return text.toString();
    }

    private void note(StringBuilder text, Decisive decisive, int step) {
        decisive.note(step).ifPresent(note -> remark(text, note));
    }

    private void remark(StringBuilder text, String remark) {
        List<String> lines = new ArrayList<>();
        wrap("--- " + remark, Math.max(30, width - NUMBER), "    ", lines);
        for (String line : lines) {
            text.append(" ".repeat(NUMBER)).append(ansi.bold(line)).append('\n');
        }
    }

    private boolean isLeftOut(Folding folding, int step) {
        return !full && folding.reason(step) != Folding.Reason.SHOWN;
    }

    private static String description(TraceStep step) {
        return step.description();
    }

    /** The function that performs the step, without those that lead to it; a lock is taken by who calls for it. */
    public static String innermost(TraceStep step) {
        String[] functions = step.functions().split(" > ");
        int last = functions.length - 1;
        while (last > 0 && functions[last].startsWith("_spin_")) {
            last--;
        }
        return functions[last];
    }

    /** Every function that leads to the step, each with a mark of its own so that lines break between them. */
    private static String chain(TraceStep step) {
        return step.functions().replace(" > ", "> ");
    }

    private static String pad(String text, int length) {
        return text.length() >= length ? text : text + " ".repeat(length - text.length());
    }

    private static StringBuilder trim(StringBuilder text) {
        while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        return text;
    }

    /** Breaks at blanks; later lines are indented. */
    public static void wrap(String text, int length, String indent, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : Arrays.asList(text.split(" "))) {
            if (line.length() > 0 && line.length() + 1 + word.length() > length) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            } else if (line.length() > 0 && !line.toString().isBlank()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
    }
}
