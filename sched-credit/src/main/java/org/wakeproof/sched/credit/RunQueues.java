// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;

/** Each CPU's run queue: the vCPUs that wait for it, sorted by priority, the idle vCPU last. */
final class RunQueues {
    private static final String FILE = "xen/common/sched_credit.c";

    private final Machine machine;
    private final Vcpus vcpus;
    private final List<CreditVcpu> svcs;
    private final ListHeads runqElem;
    private final Word runqSortStale;
    private final Procedure insert;
    private final Procedure remove;
    private final Procedure sortRound;

    /**
     * @param svcs by vCPU number
     * @param runqSortStale the CPUs whose queue the accounting has put out of order, one bit each; null where nothing is
     *     accounted. It says what comparing the epochs runq_sort and runq_sort_last says.
     */
    RunQueues(Machine machine, Vcpus vcpus, List<CreditVcpu> svcs, Word runqSortStale) {
        this.machine = machine;
        this.vcpus = vcpus;
        this.svcs = svcs;
        this.runqSortStale = runqSortStale;
        List<String> names = new ArrayList<>();
        vcpus.all().forEach(vcpu -> names.add(vcpu.name()));
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            names.add("runq[" + cpu + "]");
        }
        this.runqElem = new ListHeads(machine, "runq_elem", names, atStart(), this::guard);
        this.insert = machine.function("__runq_insert", this::insert);
        this.remove = machine.procedure("__runq_remove", this::remove);
        this.sortRound = machine.function("csched_runq_sort", this::sortRound);
    }

    /** Guests that wait when the system starts, then the idle vCPU where a guest runs. */
    private List<List<Integer>> atStart() {
        List<List<Integer>> lists = new ArrayList<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            List<Integer> list = new ArrayList<>();
            list.add(head(cpu));
            for (Vcpu vcpu : vcpus.ofGuests()) {
                if (vcpu.processorAtStart() == cpu && vcpu.start() == Vcpu.Start.RUNNABLE) {
                    list.add(vcpu.number());
                }
            }
            if (vcpus.numbered(cpu).start() == Vcpu.Start.RUNNABLE) {
                list.add(cpu);
            }
            lists.add(list);
        }
        return lists;
    }

    private Word guard(int element, Word word) {
        int cpu = element - vcpus.all().size();
        if (cpu >= 0) {
            return word.guardedBy(vcpus.scheduleLock().of(cpu));
        }
        Vcpu vcpu = vcpus.numbered(element);
        return vcpu.isIdle()
                ? word.guardedBy(vcpus.scheduleLock().of(vcpu.number()))
                : word.guardedBy(vcpu.processor(), vcpus.scheduleLock());
    }

    /** {@code RUNQ(cpu)}, as an element of the lists. */
    private int head(int cpu) {
        return vcpus.all().size() + cpu;
    }

    /** The word that says what follows an element, for properties; heads come after the vCPUs. */
    Word nextWord(int element) {
        return runqElem.nextWord(element);
    }

    /** The first of a queue. */
    int first(int cpu) {
        return runqElem.next(head(cpu));
    }

    /** The one behind another in its queue, or the head. */
    int next(int vcpu) {
        return runqElem.next(vcpu);
    }

    boolean isEmpty(int cpu) {
        return runqElem.listEmpty(head(cpu));
    }

    /** Whether an element is a queue's end. */
    boolean isHead(int element) {
        return element >= vcpus.all().size();
    }

    @XenSource(value = "__vcpu_on_runq", file = FILE)
    boolean vcpuOnRunq(int vcpu) {
        return !runqElem.listEmpty(vcpu);
    }

    /** Queues a vCPU behind those of its priority. */
    void runqInsert(int cpu, int vcpu) {
        insert.call(cpu, vcpu);
    }

    @XenSource(value = "__runq_insert", file = FILE)
    private int insert(int cpu, int vcpu) {
        CreditVcpu svc = svcs.get(vcpu);
        machine.bugOn(vcpuOnRunq(vcpu), svc, "is queued, but is in a run queue already");
        machine.bugOn(svc.vcpu().processor().load() != cpu, svc, "is queued at a CPU that it does not belong to");
        int iter = first(cpu);
        while (!isHead(iter)) {
            if (svc.pri().load() > svcs.get(iter).pri().load()) {
                break;
            }
            iter = next(iter);
        }
        runqElem.listAddTail(vcpu, iter);
        return 0;
    }

    /** Takes a vCPU out of its queue. */
    void runqRemove(int vcpu) {
        remove.call(vcpu);
    }

    @XenSource(value = "__runq_remove", file = FILE)
    private void remove(int vcpu) {
        machine.bugOn(!vcpuOnRunq(vcpu), svcs.get(vcpu), "is taken from a run queue, but is in none");
        runqElem.listDelInit(vcpu);
    }

    /** Moves those with credits before those without, once after each accounting. */
    @XenSource(value = "csched_runq_sort", file = FILE)
    void cschedRunqSort(int cpu) {
        if (!runqSortStale.testAndClearBit(cpu)) {
            return;
        }
        SpinLock lock = vcpus.scheduleLock().of(cpu);
        boolean flags = lock.lockIrqsave();
        int elem = first(cpu);
        int lastUnder = head(cpu);
        while (!isHead(elem)) {
            int next = next(elem);
            lastUnder = sortRound.call(elem, lastUnder);
            elem = next;
        }
        lock.unlockIrqrestore(flags);
    }

    @XenSource(value = "csched_runq_sort", file = FILE)
    private int sortRound(int elem, int lastUnder) {
        if (svcs.get(elem).pri().load() < CreditVcpu.PRI_TS_UNDER) {
            return lastUnder;
        }
        if (runqElem.prev(elem) != lastUnder) {
            runqElem.listDelInit(elem);
            runqElem.listAdd(elem, lastUnder);
        }
        return elem;
    }
}
