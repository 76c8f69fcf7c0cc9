// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The list of scheduled tasklets. Each link is the number of the next tasklet, 0 for the list's head.
 *
 * <p>Left out: the links backwards. What C finds by them is found by walking the list, under its lock.
 */
final class TaskletList {
    private final List<Word> next = new ArrayList<>();
    private final Procedure addTail;
    private final Procedure delInit;

    TaskletList(Machine machine, SpinLock lock) {
        next.add(machine.word("tasklet_list", Tasklets.MAX_TASKLETS, 0).guardedBy(lock));
        addTail = machine.procedure("list_add_tail", this::addTail);
        delInit = machine.procedure("list_del_init", this::delInit);
    }

    /** Makes a tasklet known; for wiring, in the order of their numbers. */
    void add(Tasklet tasklet) {
        next.add(tasklet.next());
    }

    /** Whether the list, or with a tasklet's number whether that tasklet is on no list. */
    @XenSource(value = "list_empty", file = "xen/include/xen/list.h")
    boolean listEmpty(int head) {
        return next.get(head).load() == head;
    }

    /** The number of the first tasklet. */
    int first() {
        return next.get(0).load();
    }

    void listAddTail(int tasklet) {
        addTail.call(tasklet);
    }

    @XenSource(value = "list_add_tail", file = "xen/include/xen/list.h")
    private void addTail(int tasklet) {
        int last = predecessor(0);
        next.get(tasklet).store(0);
        next.get(last).store(tasklet);
    }

    void listDelInit(int tasklet) {
        delInit.call(tasklet);
    }

    @XenSource(value = "list_del_init", file = "xen/include/xen/list.h")
    private void delInit(int tasklet) {
        int previous = predecessor(tasklet);
        next.get(previous).store(next.get(tasklet).load());
        next.get(tasklet).store(tasklet);
    }

    private int predecessor(int tasklet) {
        int at = 0;
        int following = next.get(at).load();
        while (following != tasklet) {
            at = following;
            following = next.get(at).load();
        }
        return at;
    }
}
