// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.explorer.Property;
import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/**
 * The smallest lost wake-up. CPU1 looks for work, finds none, and halts. CPU0 gives it work and interrupts it. If the
 * interrupt comes between the look and the halt, it is spent, and CPU1 sleeps with work to do.
 *
 * <p>How to read it: {@code machine.boot(cpu, interruptsOn, procedure)} says what a CPU does; each load, store and IPI is one
 * step, and the engine tries every order of the steps of both CPUs. At the end of this file is what it prints: the shortest
 * order that goes wrong, a column for each CPU, time downwards.
 *
 * <p>What to see here: a machine with two CPUs, a word that both can see, a vector, and a property of the kind that most
 * specs want: whenever a region is entered, every fair run leaves it.
 */
final class Sample01LostWakeup implements Sample {
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
            if (work.load() == 0) {
                machine.cpu().sleep(SleepState.C1_HALT);
            }
        }));
        machine.seal();
        return Spec.machine(machine, noLostWakeup(machine, work));
    }

    /** CPU1 does not sleep for ever while there is work. */
    static Property noLostWakeup(Machine machine, Word work) {
        return new Property.Leaves(
                "no lost wake-up of CPU1",
                state -> state.get(work.field()) != 0 && machine.cpu(1).isAsleep(state),
                state -> "CPU1 sleeps although there is work");
    }
}
// Output:
//       CPU0                           CPU1                           devices
//                                      sleeper
//     1                                R: work is 0
//       giver
//     2 W: work = 1
//     3 IPI: kick to CPU1
//     4                                takes the kick interrupt
//                                      sleeper
// *   6                                falls asleep in C1 (hlt)
//       (steps that nobody else can see are left out)
//
// At step 1, CPU1 reads work as 0 (sleeper), its last look at work before step 6. At step 2, CPU0
// writes work = 1 (giver). At step 6, CPU1 falls asleep in C1 (hlt) (sleeper); now CPU1 sleeps
// although there is work. After step 6 nothing more happens by itself.
//
// VIOLATED
// 'no lost wake-up of CPU1' is violated: CPU1 sleeps although there is work; nothing else can happen
// 16 states
// end
