// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** The rules of softirq.c: who raises, who is interrupted, and what runs first. */
class SoftirqTest {
    private final Machine machine = new Machine(3);
    private final Softirq softirq = new Softirq(machine);
    private final List<String> ran = new ArrayList<>();
    private final OneCpuAtATime run;

    SoftirqTest() {
        softirq.openSoftirq(Softirq.TIMER, () -> ran.add("TIMER"));
        softirq.openSoftirq(Softirq.RCU, () -> ran.add("RCU"));
        softirq.openSoftirq(Softirq.TASKLET, () -> {
            ran.add("TASKLET");
            if (ran.size() == 1) {
                softirq.raiseSoftirq(Softirq.TASKLET);
            }
        });
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < 3; cpu++) {
            machine.boot(cpu, true, nothing);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    private boolean isInterrupted(int cpu) {
        return machine.cpu(cpu).interruptRequests(run) != 0;
    }

    @Test
    void theLowestNumberRunsFirst() {
        softirq.raiseSoftirq(Softirq.RCU);
        softirq.raiseSoftirq(Softirq.TIMER);
        softirq.doSoftirq();
        assertThat(ran).containsExactly("TIMER", "RCU");
    }

    @Test
    void whatIsRaisedWhileItsHandlerRunsIsKept() {
        softirq.raiseSoftirq(Softirq.TASKLET);
        softirq.doSoftirq();
        assertThat(ran).containsExactly("TASKLET", "TASKLET");
    }

    @Test
    void raisingOnOneselfInterruptsNobody() {
        softirq.raiseSoftirq(Softirq.TIMER);
        softirq.cpuRaiseSoftirq(0, Softirq.RCU);
        softirq.cpumaskRaiseSoftirq(1, Softirq.TASKLET);
        assertThat(isInterrupted(0)).isFalse();
    }

    @Test
    void onlyWhoSetsTheBitSendsTheInterrupt() {
        run.on(1);
        softirq.raiseSoftirq(Softirq.TIMER);
        run.on(0);
        softirq.cpuRaiseSoftirq(1, Softirq.TIMER);
        assertThat(isInterrupted(1)).as("the bit was set").isFalse();
        softirq.cpumaskRaiseSoftirq(0b110, Softirq.TIMER);
        assertThat(isInterrupted(1)).as("the bit was set").isFalse();
        assertThat(isInterrupted(2)).as("the bit was clear").isTrue();
        softirq.cpuRaiseSoftirq(1, Softirq.RCU);
        assertThat(isInterrupted(1)).as("another bit, which was clear").isTrue();
    }
}
