// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * Softirqs as of February 2015: a CPU that is about to raise many notes whom to interrupt, and interrupts them all at the
 * end of the batch. What its interrupts raise meanwhile is sent at once.
 *
 * <p>Left out: batches within batches, raising on a mask, and arch_skip_send_event_check, which tells of sleepers in mwait.
 */
public class BatchedSoftirq extends Softirq {
    private static final String FILE = "xen/common/softirq.c";
    private static final String HARDIRQ = "xen/include/asm-x86/hardirq.h";
    private static final String COMMIT = "5dbdf33c57";
    private static final int MOST_NESTED = 3;

    private final Machine machine;
    private final PerCpu<Word> batching;
    private final PerCpu<Word> batchMask;
    private final PerCpu<Word> localIrqCount;

    public BatchedSoftirq(Machine machine) {
        super(machine);
        this.machine = machine;
        this.batching = machine.perCpu(
                cpu -> machine.word("batching[" + cpu + "]", 1, 0).ownedBy(cpu));
        this.batchMask = machine.perCpu(cpu ->
                machine.cpuMask("batch_mask[" + cpu + "]", 0).ownedBy(cpu).notable());
        this.localIrqCount = machine.perCpu(cpu ->
                machine.word("local_irq_count[" + cpu + "]", MOST_NESTED, 0).ownedBy(cpu));
    }

    /** The handler of an interrupt in which softirqs may be raised begins. */
    @XenSource(value = "irq_enter", file = HARDIRQ, commit = COMMIT)
    public void irqEnter() {
        localIrqCount.own().store(localIrqCount.own().load() + 1);
    }

    /** It ends. */
    @XenSource(value = "irq_exit", file = HARDIRQ, commit = COMMIT)
    public void irqExit() {
        localIrqCount.own().store(localIrqCount.own().load() - 1);
    }

    /** Whether the executing CPU is in an interrupt: those it raises for then are not part of a batch. */
    @XenSource(value = "in_irq", file = HARDIRQ, commit = COMMIT)
    private boolean inIrq() {
        return localIrqCount.own().load() != 0;
    }

    /** From here on, interrupts wait for the end of the batch. */
    @XenSource(value = "cpu_raise_softirq_batch_begin", file = FILE, commit = COMMIT)
    public void cpuRaiseSoftirqBatchBegin() {
        batching.own().store(1);
    }

    /** Interrupts those that were noted and still have something pending. */
    @XenSource(value = "cpu_raise_softirq_batch_finish", file = FILE, commit = COMMIT)
    public void cpuRaiseSoftirqBatchFinish() {
        int mask = batchMask.own().load();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((mask >>> cpu & 1) != 0 && softirqPending(cpu).load() == 0) {
                mask &= ~(1 << cpu);
            }
        }
        smp().sendEventCheckMask(mask);
        batchMask.own().store(0);
        batching.own().store(0);
    }

    @Override
    @XenSource(value = "cpu_raise_softirq", file = FILE, commit = COMMIT)
    protected int raiseOnCpu(int cpu, int nr) {
        if (softirqPending(cpu).testAndSetBit(nr) || cpu == machine.smpProcessorId()) {
            return 0;
        }
        if (batching.own().load() == 0 || inIrq()) {
            smp().sendEventCheckCpu(cpu);
        } else {
            batchMask.own().store(batchMask.own().load() | 1 << noted(cpu, nr));
        }
        return 0;
    }

    /** Whom the end of the batch is to interrupt. */
    protected int noted(int cpu, int nr) {
        return cpu;
    }
}
