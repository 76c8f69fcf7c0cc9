// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/**
 * The trace buffer, as far as others notice a record: where it fills the buffer to its high-water mark, dom0 is
 * notified, and that is left to a tasklet.
 *
 * <p>Left out: the records. Whether one reaches the mark is left open each time.
 */
public final class TraceBuffer {
    private final Machine machine;
    private final Tasklets tasklets;
    private final Tasklet traceNotifyDom0Tasklet;

    /**
     * @param traceNotifyDom0 how dom0 is told
     */
    public TraceBuffer(Machine machine, Tasklets tasklets, Runnable traceNotifyDom0) {
        this.machine = machine;
        this.tasklets = tasklets;
        this.traceNotifyDom0Tasklet = tasklets.create("trace_notify_dom0_tasklet", traceNotifyDom0);
    }

    /** Takes a record. */
    @XenSource(value = "__trace_var", file = "xen/common/trace.c")
    public void traceVar() {
        if (machine.choose("trace record reaches the high-water mark", 2) != 0) {
            tasklets.taskletSchedule(traceNotifyDom0Tasklet);
        }
    }
}
