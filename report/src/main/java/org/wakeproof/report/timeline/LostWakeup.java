// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.CpuOperation.EnterSleep;
import org.wakeproof.machine.MonitorOperation.Arm;
import org.wakeproof.machine.MonitorOperation.EnterMwait;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.State;

/** The usual shape: a CPU looks at its pending softirqs, is given one, sleeps, and is not interrupted. */
final class LostWakeup {
    private final Trace trace;
    private final Timeline timeline;
    private final Subject subject;
    private final Cpu cpu;
    private int looked = -1;
    private int raised = -1;
    private int slept = -1;

    LostWakeup(ClosedSystem system, Trace trace, Timeline timeline, Subject subject) {
        this.trace = trace;
        this.timeline = timeline;
        this.subject = subject;
        this.cpu = system.machine().cpu(subject.cpu());
        find();
    }

    private void find() {
        int before = subject.pending().initial();
        int lastLook = -1;
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            int pending = step.after().get(subject.pending());
            if (pending != 0 && before == 0) {
                raised = i;
            }
            before = pending;
            if (!step.isByCpu() || step.cpu() != subject.cpu()) {
                continue;
            }
            if (step.operation() instanceof Load load && load.cell().field() == subject.pending()) {
                lastLook = i;
            } else if (isSleep(step.operation()) && cpu.isAsleep(step.after())) {
                slept = i;
                looked = lastLook;
            }
        }
    }

    private static boolean isSleep(Operation operation) {
        return operation instanceof EnterSleep || operation instanceof EnterMwait;
    }

    private State end() {
        return trace.steps().get(trace.steps().size() - 1).after();
    }

    /** Whether the CPU sleeps at the end with work that was raised on the way. */
    boolean isShown() {
        return slept >= 0 && raised >= 0 && cpu.isAsleep(end()) && end().get(subject.pending()) != 0;
    }

    /** Whether nothing says yet why no interrupt came of the work that was raised. */
    boolean isUntold() {
        return absent().isEmpty() && raised > slept;
    }

    /** Work that was raised and is followed by no interrupt, though its bit was new. */
    Optional<Message> missing() {
        return absent().stream()
                .filter(message -> message.kind() == Message.Kind.MISSING)
                .findFirst();
    }

    /** The step, from 0, in which the work was raised. */
    int raised() {
        return raised;
    }

    String name() {
        return cpu.toString();
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        if (looked >= 0) {
            facts.add(new Fact(
                    looked,
                    at(looked) + cpu + " looks at " + subject.pending() + " for the last time before it sleeps: "
                            + description(looked) + "."));
        }
        List<Message> absent = absent();
        if (absent.stream().noneMatch(message -> message.sent() == raised)) {
            facts.add(new Fact(raised, raise()));
        }
        facts.add(new Fact(slept, sleep()));
        monitor().ifPresent(facts::add);
        if (!absent.isEmpty()) {
            Message first = absent.get(0);
            facts.add(new Fact(first.sent(), Fact.notSent(timeline, first) + again(absent.size() - 1)));
        }
        return facts;
    }

    /** The arming of the monitor that it sleeps at, where that is to blame: it misses the store that should end the sleep. */
    private Optional<Fact> monitor() {
        if (raised < slept || !(trace.steps().get(slept).operation() instanceof EnterMwait)) {
            return Optional.empty();
        }
        int step = slept;
        while (step >= 0 && !isArming(trace.steps().get(step))) {
            step--;
        }
        if (step < 0 || !((Arm) trace.steps().get(step).operation()).inVain()) {
            return Optional.empty();
        }
        TraceStep arming = trace.steps().get(step);
        return Optional.of(new Fact(step, at(step) + cpu + " " + arming.description() + Fact.where(arming) + "."));
    }

    private boolean isArming(TraceStep step) {
        return step.isByCpu() && step.cpu() == subject.cpu() && step.operation() instanceof Arm;
    }

    /** Interrupts to the CPU that are not sent: the raise itself, and what comes when the CPU sleeps. */
    private List<Message> absent() {
        return timeline.messages().stream()
                .filter(message -> message.kind().isAbsent()
                        && message.to() == subject.cpu()
                        && (message.sent() == raised || message.sent() > Math.max(raised, slept)))
                .toList();
    }

    private String raise() {
        TraceStep step = trace.steps().get(raised);
        String bits = timeline.moments().get(raised).changes().stream()
                .filter(change -> timeline.variables()
                        .get(change.variable())
                        .name()
                        .equals(subject.pending().name()))
                .map(Change::after)
                .findFirst()
                .orElse("a bit");
        String who = Fact.who(timeline, raised);
        return at(raised) + who + " sets " + bits + " in " + subject.pending() + beside(step) + Fact.where(step) + ".";
    }

    /** What the store saw beside the bit that it set: who sees an mwait there sends nothing. */
    private static String beside(TraceStep step) {
        int beside = step.description().indexOf(", was clear, beside ");
        return beside < 0 ? "" : step.description().substring(beside + ", was clear,".length());
    }

    private String sleep() {
        String state = trace.steps().get(slept).description();
        String stopped = cpu.sleepState(trace.steps().get(slept).after()).stopsLocalApicTimer()
                ? ", which stops its local APIC timer,"
                : "";
        String how = raised > slept ? "" : looked < raised ? " without another look" : " all the same";
        String sentence = at(slept) + cpu + " " + state + stopped + how;
        return (sentence.endsWith(",") ? sentence.substring(0, sentence.length() - 1) : sentence) + ".";
    }

    private static String again(int more) {
        return more == 0 ? "" : " The trace shows this " + more + (more == 1 ? " time more." : " times more.");
    }

    private String description(int step) {
        String text = trace.steps().get(step).description();
        return text.startsWith("R: ") ? text.substring("R: ".length()) : text;
    }

    private static String at(int step) {
        return "At step " + (step + 1) + ", ";
    }
}
