// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.function.BooleanSupplier;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.softirq.Softirq;

/** A CPU that does its softirqs, then computes for its guest or sleeps until an interrupt, and so on for ever. */
public final class CpuLoop {
    private final Machine machine;
    private final Softirq softirq;
    private final BooleanSupplier computes;
    private final Procedure round;

    /**
     * Wires it.
     *
     * @param computes whether there is a guest to compute for; asked with interrupts off, and may perform operations
     */
    public CpuLoop(Machine machine, String name, Softirq softirq, BooleanSupplier computes) {
        this.machine = machine;
        this.softirq = softirq;
        this.computes = Machine.fixed(computes);
        this.round = machine.function(name + " round", this::round);
    }

    /** Never returns. */
    public void run() {
        round.repeat();
    }

    private int round() {
        softirq.doSoftirq();
        machine.cpu().disableInterrupts();
        if (softirq.softirqPending(machine.smpProcessorId()).load() != 0) {
            machine.cpu().enableInterrupts();
        } else if (computes.getAsBoolean()) {
            machine.cpu().runGuest(false);
        } else {
            machine.cpu().sleep(SleepState.C1_HALT);
        }
        return Procedure.AGAIN;
    }
}
