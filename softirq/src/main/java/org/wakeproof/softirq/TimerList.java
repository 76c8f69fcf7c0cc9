// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/** The linked list operations of timer.c. The list's lock is held; it ascends by expiry. */
public final class TimerList {
    private final List<Timer> timers;
    private final PerCpu<CpuTimers> cpuTimers;
    private final Procedure remove;
    private final Procedure add;

    /**
     * @param timers by number, from 1
     * @param cpuTimers whose lists these are
     */
    TimerList(Machine machine, List<Timer> timers, PerCpu<CpuTimers> cpuTimers) {
        this.timers = timers;
        this.cpuTimers = cpuTimers;
        this.remove = machine.function("remove_from_list", this::remove);
        this.add = machine.function("add_to_list", this::add);
    }

    /** Deletes a timer; returns whether it was the head. */
    public boolean removeFromList(CpuTimers ts, Timer t) {
        return remove.call(ts.cpu(), t.number()) != 0;
    }

    @XenSource(value = "remove_from_list", file = "xen/common/timer.c")
    private int remove(int cpu, int number) {
        Word head = cpuTimers.of(cpu).list();
        Word pprev = head;
        int curr = pprev.load();
        while (curr != number) {
            pprev = timers.get(curr).position();
            curr = pprev.load();
        }
        pprev.store(timers.get(number).position().load());
        return pprev == head ? 1 : 0;
    }

    /** Adds a timer behind those that expire no later; returns whether it is the head. */
    public boolean addToList(CpuTimers ts, Timer t) {
        return add.call(ts.cpu(), t.number()) != 0;
    }

    @XenSource(value = "add_to_list", file = "xen/common/timer.c")
    private int add(int cpu, int number) {
        Timer t = timers.get(number);
        Word head = cpuTimers.of(cpu).list();
        Word pprev = head;
        int curr = pprev.load();
        while (curr != 0 && timers.get(curr).expires().isAtOrBefore(t.expires())) {
            pprev = timers.get(curr).position();
            curr = pprev.load();
        }
        t.position().store(curr);
        pprev.store(number);
        return pprev == head ? 1 : 0;
    }
}
