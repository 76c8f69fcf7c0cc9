// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.explorer.Property;
import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;

/**
 * CPU1 holds a lock with interrupts on, and the handler of an interrupt waits for the same lock: if the interrupt comes
 * just then, CPU1 waits for itself.
 *
 * <p>What to see here: rules of the machine are always checked, whatever one asks for besides. The rule behind this one can be
 * asked for, too ({@link Property.LockDiscipline}): it finds the same where the bad moment never comes.
 */
final class Sample07LockInAnInterrupt implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock");
        Vector kick = machine.vector("kick", () -> {
            lock.lock();
            lock.unlock();
        });
        machine.boot(0, true, machine.procedure("other CPU", () -> machine.cpu().sendIpi(0b10, kick)));
        machine.boot(1, true, machine.procedure("holder", () -> {
            lock.lock();
            lock.unlock();
        }));
        machine.seal();
        return Spec.machine(machine, new Property.NoDeadlock());
    }
}
// Output:
//       CPU0                           CPU1                           devices
//       other CPU
//     1 IPI: kick to CPU1
//                                      _spin_lock
//     2                                L+ lock
//     3                                takes the kick interrupt
//                                      _spin_lock
// *   4                                CPU1 takes lock, which it
//                                        already holds
//
// At step 4, CPU1, in the handler of the kick interrupt, takes lock, which it already holds
// (_spin_lock); this breaks the rule 'locks used properly'.
//
// VIOLATED
// 'locks used properly' is violated: CPU1 takes lock, which it already holds
// 11 states
// end
