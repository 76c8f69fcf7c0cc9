// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.explorer.Property;
import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/**
 * CPU1 does not wait for the lock but tries it, and comes back later. CPU0 takes it again and again. Both act for ever,
 * and CPU1 may never get it.
 *
 * <p>How to read it: three steps, and then the same three again: {@code finds taken lock} always comes between {@code L+} and
 * {@code L-}. {@code tried()} declares that somebody tries the lock instead of waiting for it.
 *
 * <p>What to see here: fairness is weaker than luck. Whoever can act again and again does act; but nobody promises that
 * CPU1 tries in the moment in which the lock is free. The round at the end of the trace can go on for ever.
 */
final class Sample08Starvation implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock").tried();
        Word served = machine.word("served", 1, 0);
        Procedure takes = machine.function("takes it", () -> {
            lock.lock();
            lock.unlock();
            return Procedure.AGAIN;
        });
        Procedure tries = machine.function("tries it", () -> {
            if (!lock.tryLock()) {
                return Procedure.AGAIN;
            }
            served.store(1);
            lock.unlock();
            return Procedure.STOP;
        });
        machine.boot(0, true, machine.procedure("owner", () -> takes.repeat()));
        machine.boot(1, true, machine.procedure("thief", () -> tries.repeat()));
        machine.seal();
        return Spec.machine(
                machine,
                new Property.Leaves(
                        "CPU1 is served at last",
                        state -> state.get(served.field()) == 0,
                        state -> "CPU1 has not had the lock yet"));
    }
}
// Output:
//       CPU0                           CPU1                           devices
//       owner
//     1 L+ lock
//                                      thief
//     2                                finds taken lock
//       owner> _spin_unlock
// *   3 L- lock
//
// From the start, CPU1 has not had the lock yet. At step 2, CPU1 finds lock taken (thief >
// _spin_trylock): CPU0 holds it. From step 1 on, CPU0 and CPU1 can go round like this for ever.
//
// VIOLATED
// 'CPU1 is served at last' is violated: CPU1 has not had the lock yet; it goes on for ever while CPU0,
//   CPU1 act in turn
// 1 state
// end
