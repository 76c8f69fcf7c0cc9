// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.State;

/**
 * Time that passes only where CPUs have no work. A CPU whose deadline is this very instant is exempt: timer.c runs a
 * timer only once its time is over, and spins until then.
 */
final class UrgentTime {
    private UrgentTime() {}

    /** Waits for all CPUs, so that lateness is the program's and not the schedule's. */
    static void forAll(XenSystem system) {
        Clock clock = system.machine().clock();
        clock.urge((state, cpu) -> isDueNow(system, state, cpu));
    }

    /**
     * Waits for the CPU that takes the interrupts of the PIT, which come whatever it does: if they came as fast as they
     * like, each could come on top of the handler of the one before, and that CPU would never do anything else.
     */
    static void forThePit(XenSystem system) {
        Clock clock = system.machine().clock();
        clock.urge((state, cpu) -> cpu != Pit.CPU || isDueNow(system, state, cpu));
    }

    private static boolean isDueNow(XenSystem system, State state, int cpu) {
        return state.get(system.timers().timerDeadline().of(cpu).field())
                == system.machine().clock().now();
    }
}
