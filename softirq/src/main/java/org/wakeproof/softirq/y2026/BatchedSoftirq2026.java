// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The softirqs of 2026 with batches: a CPU that raises many notes whom to interrupt, and interrupts at the end those who have
 * something pending still.
 *
 * <p>Left out: batches within batches, raising on a mask within one, and interrupts that raise meanwhile.
 */
public class BatchedSoftirq2026 extends Softirq2026 {
    private static final String FILE = "xen/common/softirq.c";

    private final Machine machine;
    private final PerCpu<Word> batching;
    private final PerCpu<Word> batchMask;

    public BatchedSoftirq2026(Machine machine) {
        super(machine);
        this.machine = machine;
        this.batching = machine.perCpu(
                cpu -> machine.word("batching[" + cpu + "]", 1, 0).ownedBy(cpu));
        this.batchMask = machine.perCpu(cpu ->
                machine.cpuMask("batch_mask[" + cpu + "]", 0).ownedBy(cpu).notable());
    }

    /** From here on, interrupts wait for the end of the batch. */
    @XenSource(value = "cpu_raise_softirq_batch_begin", file = FILE, commit = XenSource.AUGUST_2026)
    public final void cpuRaiseSoftirqBatchBegin() {
        batching.own().store(1);
    }

    /** Interrupts those that were noted and still have something pending. */
    @XenSource(value = "cpu_raise_softirq_batch_finish", file = FILE, commit = XenSource.AUGUST_2026)
    public final void cpuRaiseSoftirqBatchFinish() {
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
    @XenSource(value = "cpu_raise_softirq", file = FILE, commit = XenSource.AUGUST_2026)
    protected final int raiseOnCpu(int cpu, int nr) {
        if (archSetSoftirq(nr, cpu) || cpu == machine.smpProcessorId()) {
            return 0;
        }
        if (batching.own().load() == 0) {
            smp().sendEventCheckCpu(cpu);
        } else {
            batchMask.own().store(batchMask.own().load() | 1 << cpu);
        }
        return 0;
    }
}
