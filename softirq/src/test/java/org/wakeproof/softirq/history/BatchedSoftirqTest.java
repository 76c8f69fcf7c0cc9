// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.softirq.Softirq;

/** When a batch's interrupts are sent. */
class BatchedSoftirqTest {
    private static final int CPUS = 3;

    private final Machine machine = new Machine(CPUS);
    private final BatchedSoftirq softirq = new BatchedSoftirq(machine);
    private final OneCpuAtATime run;

    BatchedSoftirqTest() {
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < CPUS; cpu++) {
            machine.boot(cpu, true, nothing);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    private boolean isInterrupted(int cpu) {
        return machine.cpu(cpu).interruptRequests(run) != 0;
    }

    @Test
    void aBatchInterruptsAtItsEnd() {
        softirq.cpuRaiseSoftirqBatchBegin();
        softirq.cpuRaiseSoftirq(1, Softirq.SCHEDULE);
        assertThat(isInterrupted(1)).isFalse();
        softirq.cpuRaiseSoftirqBatchFinish();
        assertThat(isInterrupted(1)).isTrue();
    }

    @Test
    void whatAnInterruptRaisesWithinABatchIsSentAtOnce() {
        softirq.cpuRaiseSoftirqBatchBegin();
        softirq.irqEnter();
        softirq.cpuRaiseSoftirq(2, Softirq.SCHEDULE);
        assertThat(isInterrupted(2)).as("in the interrupt").isTrue();
        softirq.irqExit();
        softirq.cpuRaiseSoftirq(1, Softirq.SCHEDULE);
        assertThat(isInterrupted(1)).as("after it").isFalse();
    }
}
