// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.machine.Word;

/** Where another CPU reads an old value, because the new one is still in a store buffer. */
final class BufferedStores {
    private final Trace trace;
    private final Timeline timeline;
    private final List<Fact> facts = new ArrayList<>();

    /** A store on its way; the word is null for one that is of no interest, as a lock's release. */
    private record Waiting(int step, int cpu, Word word, int value) {}

    BufferedStores(Trace trace, Timeline timeline) {
        this.trace = trace;
        this.timeline = timeline;
    }

    List<Fact> facts() {
        List<Deque<Waiting>> buffers = new ArrayList<>();
        for (int cpu = 0; cpu < timeline.cpus(); cpu++) {
            buffers.add(new ArrayDeque<>());
        }
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            int lane = timeline.moments().get(i).lane();
            if (lane < buffers.size()) {
                follow(i, step, lane, buffers.get(lane));
            }
            if (step.isByCpu() && step.operation() instanceof Load load) {
                read(i, step, load.cell(), buffers);
            }
        }
        return facts;
    }

    private void follow(int number, TraceStep step, int cpu, Deque<Waiting> buffer) {
        int now = timeline.moments().get(number).conditions().get(cpu).buffered();
        if (now > buffer.size()) {
            buffer.add(
                    step.operation() instanceof Store store
                            ? new Waiting(number, cpu, store.cell(), store.value())
                            : new Waiting(number, cpu, null, 0));
        } else if (now < buffer.size()) {
            buffer.remove();
        }
    }

    private void read(int number, TraceStep step, Cell cell, List<Deque<Waiting>> buffers) {
        for (Deque<Waiting> buffer : buffers) {
            for (Waiting store : buffer) {
                if (store.cpu() != step.cpu()
                        && store.word() == cell
                        && store.value() != step.after().get(cell.field())) {
                    facts.add(new Fact(
                            number,
                            "At step " + (number + 1) + ", CPU" + step.cpu() + " reads " + cell + " as "
                                    + cell.format(step.after().get(cell.field())) + Fact.where(step) + ": CPU"
                                    + store.cpu() + "'s store of " + cell.format(store.value()) + " at step "
                                    + (store.step() + 1) + " is still in its store buffer."));
                }
            }
        }
    }
}
