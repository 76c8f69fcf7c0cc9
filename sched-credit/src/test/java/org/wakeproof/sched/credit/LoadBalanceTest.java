// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What csched_load_balance looks at, and when. */
class LoadBalanceTest {
    /** An accounting may change the priority until then. */
    @Test
    void thePriorityToBeatIsReadOnceThePeersLockIsHeld() {
        CreditSystem system = new CreditSystem(2, List.of(CreditSystem.domain("d", 1, 2)), List.of());
        system.run.set(system.scheduler.idlers().field(), 0);
        List<String> steps = new ArrayList<>();
        system.locked(0, () -> steps.addAll(system.run.stepsOf(system.scheduler::doSchedule)));
        int lock = steps.indexOf("L+ schedule_lock[1]");
        assertThat(lock).isPositive();
        assertThat(steps.get(lock + 1)).startsWith("R: idle0.pri is ");
        assertThat(steps).containsSubsequence("L+ schedule_lock[1]", "L- schedule_lock[1]");
    }
}
