// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/**
 * CPU1 says that it sleeps, then looks for work; CPU0 gives work, then looks whether CPU1 sleeps, and interrupts it only
 * if so. In any interleaving one of them sees the other. On x86 a store waits in the CPU's buffer while later loads go
 * ahead, and both can look too early: a fence is missing on either side.
 *
 * <p>How to read it: "in the store buffer" is a store that nobody else sees yet; it gets there where the last column says
 * "reaches memory". At step 4 CPU1 reads an old value, at step 7 CPU0 does.
 *
 * <p>What to see here: {@code totalStoreOrder}, and stores that reach memory later. Without that line it holds.
 */
final class Sample05StoreBuffer implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        machine.totalStoreOrder(1);
        Word work = machine.word("work", 1, 0);
        Word sleeping = machine.word("sleeping", 1, 0);
        Vector kick = machine.vector("kick", () -> {});
        machine.boot(0, true, machine.procedure("giver", () -> {
            work.store(1);
            if (sleeping.load() != 0) {
                machine.cpu().sendIpi(0b10, kick);
            }
        }));
        machine.boot(1, true, machine.procedure("sleeper", () -> {
            machine.cpu().disableInterrupts();
            sleeping.store(1);
            if (work.load() == 0) {
                machine.cpu().sleep(SleepState.C1_HALT);
            }
        }));
        machine.seal();
        return Spec.machine(machine, Sample01LostWakeup.noLostWakeup(machine, work));
    }
}
// Output:
//       CPU0                           CPU1                           devices
//       giver
//     1 W: work = 1 (in the store
//         buffer)
//                                      sleeper
//     2                                irq-
//     3                                W: sleeping = 1 (in the
//                                        store buffer)
//     4                                R: work is 0
//     5                                falls asleep in C1 (hlt)
//     6                                                               CPU0's work = 1 reaches
//                                                                       memory
//     7 R: sleeping is 0
// *   8                                                               CPU1's sleeping = 1 reaches
//                                                                       memory
//
// At step 4, CPU1 reads work as 0 (sleeper): CPU0's store of 1 at step 1 is still in its store buffer.
// At step 5, CPU1 falls asleep in C1 (hlt) (sleeper). At step 6, CPU0's work = 1 reaches memory; now
// CPU1 sleeps although there is work. After step 6 it can stay like this for ever. At step 7, CPU0
// reads sleeping as 0 (giver): CPU1's store of 1 at step 3 is still in its store buffer. After step 8
// nothing more happens by itself.
//
// VIOLATED
// 'no lost wake-up of CPU1' is violated: CPU1 sleeps although there is work; nothing else can happen
// 41 states
// end
