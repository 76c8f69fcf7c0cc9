// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** The way back to a guest, test_all_events of entry.S. */
class GuestsTest {
    private final Machine machine = new Machine(2);
    private final Softirq softirq = new Softirq(machine);
    private final Guests guests = new Guests(machine, softirq);
    private final Vcpu v;
    private final OneCpuAtATime run;

    GuestsTest() {
        Vcpus vcpus = new Vcpus(
                machine,
                softirq.smp(),
                List.of(Vcpus.Guest.single("dom0", 1, Vcpu.Shape.on(0, 0b11, Vcpu.Start.RUNNING))));
        v = vcpus.ofGuests().get(0);
        guests.of(vcpus);
        Procedure end = machine.procedure("end", () -> {});
        Runnable leave = () -> machine.resetStackAndJump(end);
        guests.run(
                v,
                new GuestCode().hypercall(leave).eventHandler().hypercall(leave).compute());
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.boot(cpu, true, end);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    private List<String> steps() {
        return run.stepsOf(() -> guests.procedure().call(v.number()));
    }

    @Test
    void softirqsAreLookedForAgainWithInterruptsOffOnceAnEventsFrameIsMade() {
        run.set(v.evtchnUpcallPending().field(), 1);
        assertThat(steps())
                .containsSubsequence(
                        "irq-",
                        "R: dom0v0.processor is CPU0",
                        "R: softirq_pending[0] is 0",
                        "R: dom0v0.evtchn_upcall_mask is 0",
                        "R: dom0v0.evtchn_upcall_pending is pending",
                        "irq+",
                        "W: dom0v0.evtchn_upcall_mask = 1",
                        "irq-",
                        "R: softirq_pending[0] is 0",
                        "R: dom0v0.evtchn_upcall_mask is 1",
                        "enters the guest");
    }

    @Test
    void itIsTheSoftirqsOfTheVcpusProcessorThatAreLookedFor() {
        run.set(v.processor().field(), 1);
        assertThat(steps()).contains("R: softirq_pending[1] is 0").doesNotContain("R: softirq_pending[0] is 0");
    }
}
