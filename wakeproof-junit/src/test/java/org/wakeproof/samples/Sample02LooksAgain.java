// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/**
 * The cure, and the only change to sample 1 is one line: look with interrupts off. C1_HALT is {@code sti;hlt} in one step,
 * so they are enabled in the very step that halts. An interrupt that comes after the look is then still pending, and CPU1
 * does not halt.
 *
 * <p>Two steps, {@code sti} and then {@code hlt}, would not do: the interrupt could come between them.
 *
 * <p>What to see here: HOLDS, which says that every interleaving was explored, and how many states that were.
 */
final class Sample02LooksAgain implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        Word work = machine.word("work", 1, 0);
        Vector kick = machine.vector("kick", () -> {});
        machine.boot(0, true, machine.procedure("giver", () -> {
            work.store(1);
            machine.cpu().sendIpi(0b10, kick);
        }));
        machine.boot(1, true, machine.procedure("sleeper", () -> {
            machine.cpu().disableInterrupts();
            if (work.load() == 0) {
                machine.cpu().sleep(SleepState.C1_HALT);
            }
        }));
        machine.seal();
        return Spec.machine(machine, Sample01LostWakeup.noLostWakeup(machine, work));
    }
}
// Output:
// HOLDS
//
// 15 states
// end
