// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Word;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * Raised as FreeBSD's cpu_idle_wakeup tells a CPU of a thread: behind it the CPU's state is looked at, and only who sleeps
 * is interrupted; one in mwait is stored to, and of one that runs it is taken that it looks once more.
 */
final class IdleStates extends Softirq2026 {
    static final int RUNNING = 0;
    static final int MWAIT = 1;
    static final int SLEEPING = 2;

    private final PerCpu<Word> states;

    IdleStates(Machine machine) {
        super(machine);
        states = machine.perCpu(cpu -> machine.word("state[" + cpu + "]", SLEEPING, RUNNING));
    }

    /** A CPU's. */
    Word of(int cpu) {
        return states.of(cpu);
    }

    /** The executing CPU's. */
    Word own() {
        return states.own();
    }

    /** Whether no interrupt is needed. */
    @Override
    protected boolean archSetSoftirq(int nr, int cpu) {
        softirqPending(cpu).setBit(nr);
        int state = states.of(cpu).load();
        if (state == MWAIT) {
            // A plain store of RUNNING, under the lock of the CPU's run queue: until it is released, the CPU takes no
            // thread.
            states.of(cpu).compareExchange(MWAIT, RUNNING);
        }
        return state != SLEEPING;
    }
}
