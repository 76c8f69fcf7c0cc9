// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.machine.Machine;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.Xen;
import org.wakeproof.review.code.Code;
import org.wakeproof.scenario.IdleHandler;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.ElidesInterrupts;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** A handler in one system, which brings the versions of softirqs and RCU that are around it. */
public final class Surroundings implements IdleHandler {
    private final Xen xen;
    private final Code code;
    private final String file;
    private final boolean entersWithInterruptsOn;
    private Rcu2026 rcu;

    /**
     * Of a handler.
     *
     * @param file the name of the C file, for traces
     * @param entersWithInterruptsOn whether it is called, and has to return, with interrupts on
     */
    public Surroundings(Xen xen, Code code, String file, boolean entersWithInterruptsOn) {
        this.xen = xen;
        this.code = code;
        this.file = file;
        this.entersWithInterruptsOn = entersWithInterruptsOn;
    }

    /** Has the handler tell this RCU that its CPU idles; without one it has nobody to tell. */
    public Surroundings with(Rcu2026 wired) {
        rcu = wired;
        return this;
    }

    @Override
    public Softirq softirq(Machine machine) {
        return switch (xen.elision()) {
            case NONE -> new Softirq(machine);
            case FLAGS -> new ElidesInterrupts(machine);
            case IN_MWAIT -> new Softirq2026(machine);
        };
    }

    @Override
    public Runnable wire(Parts parts) {
        MwaitSleepers sleepers = MwaitSleepers.of(parts.machine(), parts.softirq(), parts.timers());
        return new InterpretedIdle(
                code,
                file,
                entersWithInterruptsOn,
                parts,
                new OperationTable(parts, sleepers, code.performs(BoundCall.MONITOR), rcu));
    }
}
