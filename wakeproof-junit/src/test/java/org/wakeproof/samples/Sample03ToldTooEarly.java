// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/**
 * The sleeper does everything right, and the giver does not: it interrupts first, and gives the work second. CPU1 wakes,
 * finds nothing, and halts again; nobody interrupts it any more.
 *
 * <p>What to see here: a loop. A loop whose rounds do not depend on each other is a procedure that says whether there is
 * another round.
 */
final class Sample03ToldTooEarly implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        Word work = machine.word("work", 1, 0);
        Vector kick = machine.vector("kick", () -> {});
        machine.boot(0, true, machine.procedure("giver", () -> {
            machine.cpu().sendIpi(0b10, kick);
            work.store(1);
        }));
        machine.boot(1, true, machine.procedure("idle loop", idleLoop(machine, work)));
        machine.seal();
        return Spec.machine(machine, Sample01LostWakeup.noLostWakeup(machine, work));
    }

    /** Sleeps until there is work. */
    static Runnable idleLoop(Machine machine, Word work) {
        Procedure round = machine.function("idle", () -> {
            machine.cpu().disableInterrupts();
            if (work.load() != 0) {
                machine.cpu().enableInterrupts();
                return Procedure.STOP;
            }
            machine.cpu().sleep(SleepState.C1_HALT);
            return Procedure.AGAIN;
        });
        return round::repeat;
    }
}
// Output:
//       CPU0                           CPU1                           devices
//       giver
//     1 IPI: kick to CPU1
//     2                                takes the kick interrupt
//                                      idle
//     4                                irq-
//     5                                R: work is 0
//     6 W: work = 1
//                                      idle loop> idle
// *   7                                falls asleep in C1 (hlt)
//       (steps that nobody else can see are left out)
//
// At step 5, CPU1 reads work as 0 (idle loop > idle), its last look at work before step 7. At step 6,
// CPU0 writes work = 1 (giver). At step 7, CPU1 falls asleep in C1 (hlt) (idle loop > idle); now CPU1
// sleeps although there is work. After step 7 nothing more happens by itself.
//
// VIOLATED
// 'no lost wake-up of CPU1' is violated: CPU1 sleeps although there is work; nothing else can happen
// 19 states
// end
