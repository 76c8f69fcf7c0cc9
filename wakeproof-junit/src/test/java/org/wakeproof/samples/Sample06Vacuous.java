// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.explorer.Property;
import org.wakeproof.junit.Spec;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;

/**
 * Code that never sleeps never loses a wake-up, and a spec of that alone is content with it. So ask, too, that some run
 * does sleep.
 *
 * <p>Here CPU1 never sleeps because work is 1 from the start. The first property holds, and says nothing.
 *
 * <p>What to see here: a property of the kind <em>sometimes</em>, which fails without a trace: there is none to show.
 */
final class Sample06Vacuous implements Sample {
    @Override
    public Spec spec() {
        Machine machine = new Machine(2);
        Word work = machine.word("work", 1, 1);
        machine.boot(0, true, machine.procedure("busy", () -> machine.cpu().stop()));
        machine.boot(1, true, machine.procedure("sleeper", () -> {
            machine.cpu().disableInterrupts();
            if (work.load() == 0) {
                machine.cpu().sleep(SleepState.C1_HALT);
            }
        }));
        machine.seal();
        return Spec.machine(
                machine,
                Sample01LostWakeup.noLostWakeup(machine, work),
                new Property.Sometimes(
                        "CPU1 sleeps at times", state -> machine.cpu(1).isAsleep(state)));
    }
}
// Output:
// VIOLATED
// 'CPU1 sleeps at times' is violated: never met in the whole state space
// 2 states
// end
