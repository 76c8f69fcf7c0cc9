// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.Clock;
import org.wakeproof.machine.State;

/**
 * Time that passes only where no CPU has work, so that lateness is the program's and not the schedule's. A CPU whose
 * deadline is this very instant is exempt: timer.c runs a timer only once its time is over, and spins until then.
 */
final class UrgentTime {
    private UrgentTime() {}

    static void in(XenSystem system) {
        Clock clock = system.machine().clock();
        clock.urge((state, cpu) -> isDueNow(system, state, cpu));
    }

    private static boolean isDueNow(XenSystem system, State state, int cpu) {
        return state.get(system.timers().timerDeadline().of(cpu).field())
                == system.machine().clock().now();
    }
}
