// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** The timers of one CPU ({@code struct timers}). A reference to a timer is its number, or 0. */
public final class CpuTimers {
    private final int cpu;
    private final SpinLock lock;
    private final Word overflow;
    private final Word heapSize;
    private final List<Integer> limits = new ArrayList<>();
    private final Word generation;
    private final List<Word> heap = new ArrayList<>();
    private final Word list;
    private final Word running;
    private final Word cursor;

    CpuTimers(
            Machine machine,
            int cpu,
            SpinLock lock,
            Timers.Parameters parameters,
            TimerQueues.Overflow how,
            IntFunction<String> shown) {
        String name = "timers[" + cpu + "]";
        int maxTimers = parameters.maxTimers();
        this.cpu = cpu;
        this.lock = lock;
        // timer_softirq_action looks at it before it takes the lock.
        boolean flags = how == TimerQueues.Overflow.FLAG;
        this.overflow = flags ? machine.word(name + ".overflow", 1, 0) : list(machine, name, maxTimers, shown);
        this.heapSize =
                machine.word(name + ".heap_size", parameters.capacity(), 0).guardedBy(lock);
        limits.add(parameters.initialHeapLimit());
        while (limits.get(limits.size() - 1) < parameters.capacity()) {
            limits.add((limits.get(limits.size() - 1) + 1) * 16 - 1);
        }
        this.generation = machine.word(name + ".heap_limit", limits.size() - 1, 0)
                .guardedBy(lock)
                .shownAs(grown -> limits.get(grown).toString());
        for (int slot = 1; slot <= parameters.capacity(); slot++) {
            heap.add(machine.word(name + ".heap[" + slot + "]", maxTimers, 0)
                    .guardedBy(lock)
                    .shownAs(shown));
        }
        this.list = flags ? list(machine, name, maxTimers, shown).guardedBy(lock) : overflow;
        // No rule: kill_timer reads it without the lock.
        this.running = machine.word(name + ".running", maxTimers, 0).shownAs(shown);
        if (parameters.confined()) {
            overflow.ownedBy(cpu);
            running.ownedBy(cpu);
        } else if (!flags) {
            list.writtenUnder(lock);
        }
        this.cursor =
                machine.word(name + ".cursor", maxTimers, 0).guardedBy(lock).shownAs(shown);
    }

    private static Word list(Machine machine, String name, int maxTimers, IntFunction<String> shown) {
        return machine.word(name + ".list", maxTimers, 0).shownAs(shown);
    }

    int cpu() {
        return cpu;
    }

    /** Guards all that is here, but for what says otherwise. */
    public SpinLock lock() {
        return lock;
    }

    /** Not 0 once the heap was full and the list holds what did not fit: a flag, or the list's head; read without the lock, too. */
    public Word overflow() {
        return overflow;
    }

    /** How many timers are in the heap. */
    public Word heapSize() {
        return heapSize;
    }

    /** The heap's limit, as how often it has grown. */
    Word generation() {
        return generation;
    }

    /** How many timers the heap holds once it has grown that often. */
    int limit(int grown) {
        return limits.get(grown);
    }

    /** A slot of the heap, from 1. */
    public Word heap(int slot) {
        return heap.get(slot - 1);
    }

    /** The list's head. */
    public Word list() {
        return list;
    }

    /** The timer whose function runs now. */
    public Word running() {
        return running;
    }

    /**
     * A local variable of timer_softirq_action that the rounds of its loops hand on: first the rest
     * of the detached list ({@code next}), then the last of the new list ({@code list_tail}).
     */
    public Word cursor() {
        return cursor;
    }
}
