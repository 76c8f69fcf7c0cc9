// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * Flushing the TLBs of other CPUs as of May 2009, when masks had become references.
 *
 * <p>Left out: the flush itself, on this CPU and on the others, and what is flushed.
 */
public class FlushArea {
    private static final String FILE = "xen/arch/x86/smp.c";
    private static final String COMMIT = "ac3fc35d91";

    private final Machine machine;
    private final SpinLock flushLock;
    private final Word flushCpumask;
    private final Vector invalidateTlbVector;

    public FlushArea(Machine machine) {
        this.machine = machine;
        this.flushLock = machine.lock("flush_lock");
        this.flushCpumask = machine.cpuMask("flush_cpumask", 0);
        this.invalidateTlbVector = machine.vector("invalidate TLB", this::smpInvalidateInterrupt);
    }

    /** The CPUs that have yet to flush. */
    public Word flushCpumask() {
        return flushCpumask;
    }

    /** Has the CPUs of a mask flush, and waits until they have; the mask may change meanwhile. */
    @XenSource(value = "flush_area_mask", file = FILE, commit = COMMIT)
    public void flushAreaMask(Word mask) {
        int others = ~(1 << machine.smpProcessorId());
        if ((mask.load() & others) == 0) {
            return;
        }
        flushLock.lock();
        flushCpumask.store(mask.load() & others);
        int interrupted = interrupted(mask) & others;
        if (interrupted != 0) {
            machine.cpu().sendIpi(interrupted, invalidateTlbVector);
        }
        flushCpumask.awaitValue(0);
        flushLock.unlock();
    }

    /** Whom the interrupt is sent to. */
    protected int interrupted(Word mask) {
        return flushCpumask.load();
    }

    @XenSource(value = "smp_invalidate_interrupt", file = FILE, commit = COMMIT)
    private void smpInvalidateInterrupt() {
        flushCpumask.clearBit(machine.smpProcessorId());
    }
}
