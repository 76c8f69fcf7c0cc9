// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate.Kind;
import org.wakeproof.machine.CpuOperation.SendIpi;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Vector;

/** The interrupts of a trace, sent and taken, and those that are not sent because a softirq was pending already. */
final class Messages {
    private final Machine machine;
    private final Lanes lanes;
    private final boolean isWhole;
    private final List<Message> messages = new ArrayList<>();

    /**
     * @param isWhole whether the trace shows all that still happens, so that an interrupt that is not in it is not
     *     sent at all
     */
    Messages(Machine machine, Lanes lanes, boolean isWhole) {
        this.machine = machine;
        this.lanes = lanes;
        this.isWhole = isWhole;
    }

    void step(int number, TraceStep step, State before) {
        if (step.isInterrupt()) {
            take(number, step);
        } else if (step.operation() instanceof SendIpi ipi) {
            forEachCpu(
                    ipi.mask(),
                    cpu -> add(Message.Kind.IPI, step, cpu, ipi.vector().toString(), number));
        } else {
            raise(number, step, before);
            if (step.operation() instanceof AtomicUpdate update && update.kind() == Kind.TEST_AND_SET_BIT) {
                mark(number, step, update, before);
            }
        }
    }

    private void forEachCpu(int mask, IntConsumer told) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((mask >>> cpu & 1) != 0) {
                told.accept(cpu);
            }
        }
    }

    private void add(Message.Kind kind, TraceStep step, int to, String label, int number) {
        messages.add(new Message(kind, lanes.of(step), to, label, number, -1));
    }

    private void take(int number, TraceStep step) {
        String vector = machine.vectors().get(Step.detail(step.step())).toString();
        messages.replaceAll(message -> isWaiting(message, step.cpu(), vector) ? message.takenAt(number) : message);
    }

    private static boolean isWaiting(Message message, int cpu, String vector) {
        return !message.kind().isAbsent()
                && message.taken() < 0
                && message.to() == cpu
                && message.label().equals(vector);
    }

    /** What a device makes pending. */
    private void raise(int number, TraceStep step, State before) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            int raised = machine.cpu(cpu).interruptRequests(step.after())
                    & ~machine.cpu(cpu).interruptRequests(before);
            for (Vector vector : machine.vectors()) {
                if ((raised & vector.bit()) != 0) {
                    add(Message.Kind.INTERRUPT, step, cpu, vector.toString(), number);
                }
            }
        }
    }

    /** A softirq is raised for another CPU; an interrupt follows only if the bit is new. */
    private void mark(int number, TraceStep step, AtomicUpdate update, State before) {
        int cpu = SoftirqWord.cpu(update.cell()).orElse(step.cpu());
        if (cpu == step.cpu()) {
            return;
        }
        boolean isNew = step.after().get(update.cell().field())
                != before.get(update.cell().field());
        String label = update.cell().format(1 << update.operand());
        add(isNew ? Message.Kind.MISSING : Message.Kind.ELIDED, step, cpu, label, number);
    }

    /** All, once the trace has been gone through. */
    List<Message> all() {
        return messages.stream()
                .filter(message -> message.kind() != Message.Kind.MISSING || isWhole && isNeverSent(message))
                .toList();
    }

    private boolean isNeverSent(Message missing) {
        return messages.stream()
                .noneMatch(sent -> sent.kind() == Message.Kind.IPI
                        && sent.sent() > missing.sent()
                        && sent.from() == missing.from()
                        && sent.to() == missing.to());
    }
}
