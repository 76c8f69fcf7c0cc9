// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.State;

/** A trace that is asked who has changed what, and who has seen it. Steps are counted from 0; -1 is the start. */
final class Run {
    private final Machine machine;
    private final Trace trace;
    private final Timeline timeline;

    Run(Machine machine, Trace trace, Timeline timeline) {
        this.machine = machine;
        this.trace = trace;
        this.timeline = timeline;
    }

    Machine machine() {
        return machine;
    }

    int length() {
        return trace.steps().size();
    }

    TraceStep step(int number) {
        return trace.steps().get(number);
    }

    State after(int step) {
        return step < 0 ? new TimelineBuilder.Initial() : step(step).after();
    }

    int value(int step, Field field) {
        return after(step).get(field);
    }

    boolean changes(int step, Field field) {
        return value(step, field) != value(step - 1, field);
    }

    /** The last step up to this one that changed a field, or -1. */
    int lastChange(int upTo, Field field) {
        int step = upTo;
        while (step >= 0 && !changes(step, field)) {
            step--;
        }
        return step;
    }

    /** The last step from one on, before another, in which somebody else than this CPU changes a field; -1 if nobody does. */
    int changedByOthers(int from, int before, int cpu, Field field) {
        int step = before - 1;
        while (step >= from && !(changes(step, field) && lane(step) != cpu)) {
            step--;
        }
        return step < from ? -1 : step;
    }

    /** The last step up to this one in which a CPU looks at a field, or -1. */
    int lastLook(int upTo, int cpu, Field field) {
        int step = upTo;
        while (step >= 0 && !(isBy(step, cpu) && looksAt(step, field))) {
            step--;
        }
        return step;
    }

    /** A sentence about a step that changes a field. */
    String toldChange(int step, Field field) {
        return deed(step) + (lane(step) < cpus() ? "" : ": " + changed(step, field)) + ".";
    }

    private String changed(int step, Field field) {
        for (int cpu = 0; cpu < cpus(); cpu++) {
            if (machine.cpu(cpu).isInterruptRequests(field)) {
                return told(cpu, value(step, field));
            }
        }
        return field + " is " + shown(step, field);
    }

    /** The interrupts that wait for a CPU. */
    private String told(int cpu, int requests) {
        List<String> vectors = machine.vectors().stream()
                .filter(vector -> (requests & vector.bit()) != 0)
                .map(vector -> "the " + vector + " interrupt")
                .toList();
        return vectors.isEmpty()
                ? "no interrupt waits for CPU" + cpu
                : String.join(" and ", vectors) + (vectors.size() == 1 ? " waits" : " wait") + " for CPU" + cpu;
    }

    /** Whose step it is: a CPU, also where its store buffer acts; devices have higher numbers. */
    int lane(int step) {
        return timeline.moments().get(step).lane();
    }

    boolean isByCpu(int step) {
        return step(step).isByCpu();
    }

    boolean isBy(int step, int cpu) {
        return isByCpu(step) && step(step).cpu() == cpu;
    }

    /** Whether a CPU's step looks at a field that software shares. */
    boolean looksAt(int step, Field field) {
        return isByCpu(step)
                && !step(step).isInterrupt()
                && Reads.of(step(step).operation()).contains(field);
    }

    /** The word that a step loads. */
    @Nullable
    Field loaded(int step) {
        Operation operation = step(step).operation();
        return operation instanceof Load load && !load.cell().isDevice()
                ? load.cell().field()
                : null;
    }

    /** What a field holds behind a step, in words. */
    String shown(int step, Field field) {
        return machine.cells().stream()
                .filter(cell -> cell.field() == field)
                .map(cell -> cell.format(value(step, field)))
                .findFirst()
                .orElse(Integer.toString(value(step, field)));
    }

    /** Cells that a sentence is about by themselves: not what wakes a CPU up, which is told of in its own way. */
    boolean isOrdinary(Field field) {
        return machine.cells().stream().anyMatch(cell -> cell.field() == field && !SoftirqWord.is(cell));
    }

    /** Who does what in a step, where, as a sentence without its full stop. */
    String deed(int step) {
        TraceStep taken = step(step);
        String at = "At step " + (step + 1) + ", ";
        if (!taken.isByCpu()) {
            return at + taken.description();
        }
        String who = taken.isInterrupt() ? actor(step) : Fact.who(timeline, step);
        String told = Verbs.of(taken.description()).replaceFirst("^CPU" + taken.cpu() + " ", "");
        return at
                + (Verbs.isDeed(told) || !told.equals(taken.description())
                        ? who + " "
                        : who.replaceAll(",$", "") + ": ")
                + told
                + (taken.isInterrupt() ? "" : Fact.where(taken));
    }

    /** Who takes a step, without the handler that it is in. */
    String actor(int step) {
        return timeline.actor(lane(step));
    }

    /** Whether a CPU sleeps behind a step. */
    boolean isAsleep(int step, int cpu) {
        return step >= 0 && timeline.moments().get(step).conditions().get(cpu).activity() == Condition.Activity.ASLEEP;
    }

    int cpus() {
        return timeline.cpus();
    }

    Timeline timeline() {
        return timeline;
    }

    /** The step that leads into what should not last, or should not be. */
    Optional<Fact> entry(Predicate<State> wrong, Function<State, String> explanation) {
        int step = length();
        while (step > 0 && wrong.test(after(step - 1))) {
            step--;
        }
        if (step == 0 && wrong.test(after(-1))) {
            return Optional.of(new Fact(0, "From the start, " + explanation.apply(after(-1)) + "."));
        }
        return step == length()
                ? Optional.empty()
                : Optional.of(leadsTo(step, "now " + explanation.apply(after(step))));
    }

    /** What a step does, and what that means. */
    Fact leadsTo(int step, String what) {
        return new Fact(step, deed(step) + "; " + what + ".");
    }
}
