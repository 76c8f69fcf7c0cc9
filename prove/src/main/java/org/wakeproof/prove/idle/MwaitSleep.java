// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.List;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** mwait itself, which an interrupt ends or a store that the monitor has seen, whoever stores. */
final class MwaitSleep {
    private MwaitSleep() {}

    /** A step of a CPU at a place of its program and of mwait. */
    static Step.Builder step(Main at, Mwait in, String name, String words) {
        return Step.named(name, words).when(runs(at).and(MWAIT.at(in)));
    }

    /** Falling asleep, or not, and waking. */
    static List<Step> steps() {
        Plain woken = REQUESTED.or(STORED.isSet());
        return List.of(
                step(
                                Main.C3_ENTER,
                                Mwait.SETTLED,
                                "falls asleep in C3",
                                "no interrupt is pending, no store has been seen")
                        .when(Plain.not(woken))
                        .go(MAIN, Main.C3_ASLEEP)
                        .build(),
                step(
                                Main.C3_ENTER,
                                Mwait.SETTLED,
                                "does not sleep in C3",
                                "an interrupt is pending, or a store has been seen")
                        .when(woken)
                        .go(MAIN, Main.C3_AWAKE)
                        .build(),
                Step.named("wakes in C3", "an interrupt is pending, and stays so, or a store has been seen")
                        .when(runs(Main.C3_ASLEEP).and(woken))
                        .go(MAIN, Main.C3_AWAKE)
                        .build());
    }
}
