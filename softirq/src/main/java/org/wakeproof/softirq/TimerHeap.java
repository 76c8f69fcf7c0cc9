// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;

/**
 * The heap operations of timer.c. The heap's lock is held.
 *
 * <p>A vacated slot is cleared: left behind, its value would only tell equal states apart.
 */
public final class TimerHeap {
    private final List<Timer> timers;
    private final PerCpu<CpuTimers> cpuTimers;
    private final Procedure down;
    private final Procedure up;
    private final Procedure remove;
    private final Procedure add;

    /**
     * @param timers by number, from 1
     * @param cpuTimers whose heaps these are
     */
    TimerHeap(Machine machine, List<Timer> timers, PerCpu<CpuTimers> cpuTimers) {
        this.timers = timers;
        this.cpuTimers = cpuTimers;
        this.down = machine.function("down_heap", this::downHeap);
        this.up = machine.function("up_heap", this::upHeap);
        this.remove = machine.function("remove_from_heap", this::remove);
        this.add = machine.function("add_to_heap", this::add);
    }

    /** Sinks the element at a position. */
    @XenSource(value = "down_heap", file = "xen/common/timer.c")
    private int downHeap(int cpu, int start) {
        CpuTimers ts = cpuTimers.of(cpu);
        int pos = start;
        int sz = ts.heapSize().load();
        Timer t = at(ts, pos);
        int nxt = pos << 1;
        while (nxt <= sz) {
            Timer child = at(ts, nxt);
            if (nxt + 1 <= sz) {
                Timer sibling = at(ts, nxt + 1);
                if (sibling.expires().isBefore(child.expires())) {
                    nxt++;
                    child = sibling;
                }
            }
            if (t.expires().isBefore(child.expires())) {
                break;
            }
            place(ts, pos, child);
            pos = nxt;
            nxt = pos << 1;
        }
        place(ts, pos, t);
        return 0;
    }

    /** Floats the element at a position. */
    @XenSource(value = "up_heap", file = "xen/common/timer.c")
    private int upHeap(int cpu, int start) {
        CpuTimers ts = cpuTimers.of(cpu);
        int pos = start;
        Timer t = at(ts, pos);
        while (pos > 1) {
            Timer parent = at(ts, pos >> 1);
            if (!t.expires().isBefore(parent.expires())) {
                break;
            }
            place(ts, pos, parent);
            pos >>= 1;
        }
        place(ts, pos, t);
        return 0;
    }

    /** Deletes a timer; returns whether it was the top. */
    public boolean removeFromHeap(CpuTimers ts, Timer t) {
        return remove.call(ts.cpu(), t.number()) != 0;
    }

    @XenSource(value = "remove_from_heap", file = "xen/common/timer.c")
    private int remove(int cpu, int number) {
        CpuTimers ts = cpuTimers.of(cpu);
        int sz = ts.heapSize().load();
        int pos = timers.get(number).position().load();
        if (pos == sz) {
            ts.heap(sz).store(0);
            ts.heapSize().store(sz - 1);
        } else {
            Timer last = at(ts, sz);
            place(ts, pos, last);
            ts.heap(sz).store(0);
            ts.heapSize().store(sz - 1);
            if (pos > 1 && last.expires().isBefore(at(ts, pos >> 1).expires())) {
                up.call(cpu, pos);
            } else {
                down.call(cpu, pos);
            }
        }
        return pos == 1 ? 1 : 0;
    }

    /** Adds a timer; returns whether it is the top. A full heap leaves the timer's heap offset 0. */
    public boolean addToHeap(CpuTimers ts, Timer t) {
        return add.call(ts.cpu(), t.number()) != 0;
    }

    @XenSource(value = "add_to_heap", file = "xen/common/timer.c")
    private int add(int cpu, int number) {
        CpuTimers ts = cpuTimers.of(cpu);
        int sz = ts.heapSize().load();
        if (sz == ts.limit(ts.generation().load())) {
            return 0;
        }
        // More timers than Parameters.capacity() end here: the size is out of its range.
        ts.heapSize().store(sz + 1);
        place(ts, sz + 1, timers.get(number));
        up.call(cpu, sz + 1);
        return timers.get(number).position().load() == 1 ? 1 : 0;
    }

    private Timer at(CpuTimers ts, int pos) {
        return timers.get(ts.heap(pos).load());
    }

    private static void place(CpuTimers ts, int pos, Timer t) {
        ts.heap(pos).store(t.number());
        t.position().store(pos);
    }
}
