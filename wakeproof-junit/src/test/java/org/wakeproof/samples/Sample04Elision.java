// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.explorer.Property;
import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.softirq.Softirq;

/**
 * The bug of 2009 without timers, ticks or devices. Xen's softirqs are bits, and who sets a bit that is set already sends
 * no interrupt: whoever set it first has told. But a CPU that sets a bit of its own tells nobody. So it must not sleep
 * before it has looked again; here it does, and CPU0's raise is swallowed.
 *
 * <p>{@code docs/2009.md} tells the whole story. {@code openSoftirq} says what is done when the bit is found; here, nothing.
 *
 * <p>What to see here: a port of Xen, {@link Softirq}, on a machine of one's own.
 */
final class Sample04Elision implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        Softirq softirq = new Softirq(machine);
        softirq.openSoftirq(Softirq.TIMER, () -> {});
        machine.boot(0, true, machine.procedure("other CPU", () -> softirq.cpuRaiseSoftirq(1, Softirq.TIMER)));
        machine.boot(1, true, machine.procedure("idle entry", () -> {
            machine.cpu().disableInterrupts();
            if (softirq.softirqPending(1).load() == 0) {
                softirq.raiseSoftirq(Softirq.TIMER);
                machine.cpu().sleep(SleepState.C1_HALT);
            }
            machine.cpu().enableInterrupts();
            softirq.doSoftirq();
        }));
        machine.seal();
        return Spec.machine(
                machine,
                new Property.Leaves(
                        "no lost wake-up of CPU1",
                        state -> state.get(softirq.softirqPending(1).field()) != 0
                                && machine.cpu(1).isAsleep(state),
                        state -> "CPU1 sleeps with TIMER pending"));
    }
}
// Output:
//       CPU0                           CPU1                           devices
//                                      idle entry
//     1                                irq-
//     2                                R: softirq_pending[1] is 0
//                                      raise_softirq
//     3                                A: set TIMER in
//                                        softirq_pending[1]
//                                      idle entry
//     4                                falls asleep in C1 (hlt)
//       cpu_raise_softirq
// *   5 A: set TIMER in
//         softirq_pending[1],
//         already set
//
// At step 3, CPU1 sets TIMER in softirq_pending[1] (raise_softirq). At step 4, CPU1 falls asleep in C1
// (hlt) (idle entry); now CPU1 sleeps with TIMER pending. After step 4 it can stay like this for ever.
// At step 5, CPU0 raises TIMER for CPU1 (cpu_raise_softirq), finds the bit already set, and so sends
// no interrupt. After step 5 nothing more happens by itself.
//
// VIOLATED
// 'no lost wake-up of CPU1' is violated: CPU1 sleeps with TIMER pending; nothing else can happen
// 14 states
// end
