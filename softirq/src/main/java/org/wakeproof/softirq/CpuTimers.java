// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** The timers of one CPU ({@code struct timers}). A reference to a timer is its number, or 0. */
final class CpuTimers {
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

    CpuTimers(Machine machine, int cpu, SpinLock lock, Timers.Parameters parameters, IntFunction<String> shown) {
        String name = "timers[" + cpu + "]";
        int maxTimers = parameters.maxTimers();
        this.cpu = cpu;
        this.lock = lock;
        // No rule: timer_softirq_action looks at it before it takes the lock.
        this.overflow = machine.word(name + ".overflow", 1, 0);
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
        this.list = machine.word(name + ".list", maxTimers, 0).guardedBy(lock).shownAs(shown);
        // No rule: kill_timer reads it without the lock.
        this.running = machine.word(name + ".running", maxTimers, 0).shownAs(shown);
        if (parameters.confined()) {
            overflow.ownedBy(cpu);
            running.ownedBy(cpu);
        }
        this.cursor =
                machine.word(name + ".cursor", maxTimers, 0).guardedBy(lock).shownAs(shown);
    }

    int cpu() {
        return cpu;
    }

    SpinLock lock() {
        return lock;
    }

    /** Whether the heap was full and the list holds what did not fit. */
    Word overflow() {
        return overflow;
    }

    Word heapSize() {
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
    Word heap(int slot) {
        return heap.get(slot - 1);
    }

    /** The list's head. */
    Word list() {
        return list;
    }

    /** The timer whose function runs now. */
    Word running() {
        return running;
    }

    /**
     * A local variable of timer_softirq_action that the rounds of its loops hand on: first the rest
     * of the detached list ({@code next}), then the last of the new list ({@code list_tail}).
     */
    Word cursor() {
        return cursor;
    }
}
