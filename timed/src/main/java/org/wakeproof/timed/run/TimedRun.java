// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;

/**
 * A deterministic discrete-event run of a machine. Each CPU carries out the machine's own code ({@link Program}), and
 * each operation takes its time; a CPU goes on until somebody else is due. All runs on one thread.
 *
 * <p>Each step is one that the explored machine can take too: only its moment is chosen here. Memory is sequentially
 * consistent.
 */
public final class TimedRun extends TimedState {
    private final Costs costs;
    private final Outside outside;
    private final EventQueue queue;
    private final Interrupts interrupts;
    private final CodeRun code;
    private final List<Processor> processors = new ArrayList<>();
    private final int firstProcessor;

    /**
     * Prepares a run.
     *
     * @param machine sealed
     * @param set how it is run
     */
    public TimedRun(Machine machine, Setup set) {
        super(withoutBuffers(machine), set.start());
        costs = set.costs();
        outside = new Outside(machine, set, this);
        queue = outside.queue();
        firstProcessor = outside.agents();
        interrupts = new Interrupts(machine, set, this, outside, processors);
        code = new CodeRun(machine, set, this, outside, interrupts);
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            int agent = firstProcessor + cpu;
            processors.add(
                    new Processor(machine.cpu(cpu), agent, machine.vectors().size()));
            queue.set(agent, set.start() + set.bootOffset().applyAsLong(cpu));
        }
        outside.start(set.start());
    }

    private static Machine withoutBuffers(Machine machine) {
        if (machine.isTotalStoreOrder()) {
            throw new IllegalArgumentException("a timed run knows no store buffers");
        }
        return machine;
    }

    /** Runs until a time, in nanoseconds since the machine was started; may be called again to go on. */
    public void runUntil(long end) {
        while (queue.earliest() < end) {
            int agent = queue.first();
            long time = queue.earliest();
            if (agent >= firstProcessor) {
                Processor processor = processors.get(agent - firstProcessor);
                processor.time = Math.max(processor.time, time);
                queue.set(agent, EventQueue.NEVER);
                code.resume(processor);
            } else {
                stepAt(time);
                outside.happen(agent, time);
                interrupts.notice(time, costs.device());
                code.recheckSpinning(time);
            }
        }
    }

    /** Has a source happen at a time, in nanoseconds, if it does not happen before. */
    public void happensAt(Source source, long time) {
        outside.happensAt(source, time);
    }
}
