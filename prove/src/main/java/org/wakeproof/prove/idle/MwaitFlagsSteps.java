// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.MwaitSleep.step;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** The steps of mwait with cpuidle_mwait_flags, and of the HPET's handler that wakes those by a store. */
final class MwaitFlagsSteps {
    private static final Local OVER = Local.all(Moment.ZERO.isBefore(TIMER_DEADLINE), TIMER_DEADLINE.isAtMost(NOW));

    private MwaitFlagsSteps() {}

    /** mwait_idle_with_hints up to mwait. */
    static List<Step> entering() {
        return List.of(
                step(Main.C3_ENTER, Mwait.NONE, "mwait: monitor", "stores to mwait_wakeup are seen from now on")
                        .clear(STORED)
                        .go(MWAIT, Mwait.WATCHING)
                        .build(),
                step(Main.C3_ENTER, Mwait.WATCHING, "mwait: deadline over", "the CPU does not sleep")
                        .when(OVER)
                        .clear(STORED)
                        .go(MAIN, Main.C3_AWAKE)
                        .go(MWAIT, Mwait.LEAVING)
                        .build(),
                step(Main.C3_ENTER, Mwait.WATCHING, "mwait: deadline ahead", "or there is none")
                        .when(Local.not(OVER))
                        .go(MWAIT, Mwait.TO_FLAG)
                        .build(),
                step(Main.C3_ENTER, Mwait.TO_FLAG, "mwait: set the flag", "cpu_set in cpuidle_mwait_flags")
                        .set(MWAIT_FLAG)
                        .go(MWAIT, Mwait.SETTLED)
                        .build());
    }

    /** mwait and what is behind it. */
    static List<Step> leaving() {
        List<Step> steps = new ArrayList<>(MwaitSleep.C3.steps());
        steps.addAll(List.of(
                step(Main.C3_AWAKE, Mwait.SETTLED, "mwait: clear the flag", "cpu_clear in cpuidle_mwait_flags")
                        .clear(MWAIT_FLAG)
                        .clear(STORED)
                        .go(MWAIT, Mwait.LEAVING)
                        .build(),
                step(Main.C3_AWAKE, Mwait.LEAVING, "behind mwait: deadline over", "the CPU raises TIMER on itself")
                        .when(OVER)
                        .set(TIMER)
                        .go(MWAIT, Mwait.NONE)
                        .build(),
                step(Main.C3_AWAKE, Mwait.LEAVING, "behind mwait: deadline ahead", "or there is none")
                        .when(Local.not(OVER))
                        .go(MWAIT, Mwait.NONE)
                        .build()));
        return steps;
    }

    private static Step.Builder handler(String name, String words) {
        return Step.named(name, words)
                .when(handles(Handler.SCAN))
                .when(Fact.nowhere(CPUMASK.isSet().and(SCANNED.isClear())))
                .when(EXPIRED.isClear().and(FLAGS_READ.isClear()));
    }

    /** cpuidle_wakeup_mwait: the flags are read once; or twice, which is the bug. */
    static List<Step> reading(boolean twice) {
        Plain sleeps = EXPIRED.isSet().and(MWAIT_FLAG.isSet());
        Plain awake = EXPIRED.isSet().and(MWAIT_FLAG.isClear());
        if (!twice) {
            return List.of(handler("handler: read the flags", "who is in cpuidle_mwait_flags is to be woken by a store")
                    .setEverywhere(TO_STORE, sleeps)
                    .setEverywhere(EXPIRED, awake)
                    .set(FLAGS_READ)
                    .build());
        }
        return List.of(
                handler("handler: read the flags", "who is in cpuidle_mwait_flags is to be woken by a store")
                        .when(READ_ONCE.isClear())
                        .setEverywhere(TO_STORE, sleeps)
                        .set(READ_ONCE)
                        .build(),
                handler("handler: read the flags again", "who is in them by now is not to be interrupted")
                        .when(READ_ONCE.isSet())
                        .setEverywhere(EXPIRED, awake)
                        .clear(READ_ONCE)
                        .set(FLAGS_READ)
                        .build());
    }

    /** The store that wakes. */
    static Step storing() {
        return Step.named("handler: store", "to mwait_wakeup of a CPU that was in cpuidle_mwait_flags")
                .when(handles(Handler.SCAN).and(FLAGS_READ.isSet()))
                .with(TO_STORE.isSet())
                .clearOther(TO_STORE)
                .setOther(STORED, STORED.isSet().or(MWAIT.in(Mwait.ARMED)))
                .build();
    }
}
