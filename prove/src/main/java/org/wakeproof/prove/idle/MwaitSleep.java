// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.List;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** mwait itself, into one C-state, which an interrupt ends or a store that the monitor has seen, whoever stores. */
enum MwaitSleep {
    /** One in which the LAPIC timer runs. */
    C1(Main.SELECT, Main.C1_ASLEEP, Main.C1_AWAKE),
    /** One in which it stands still. */
    C3(Main.C3_ENTER, Main.C3_ASLEEP, Main.C3_AWAKE);

    private final Main enter;
    private final Main asleep;
    private final Main awake;

    MwaitSleep(Main enter, Main asleep, Main awake) {
        this.enter = enter;
        this.asleep = asleep;
        this.awake = awake;
    }

    /** A step of a CPU at a place of its program and of mwait. */
    static Step.Builder step(Main at, Mwait in, String name, String words) {
        return Step.named(name, words).when(runs(at).and(MWAIT.at(in)));
    }

    /** A step on the way into this sleep. */
    Step.Builder entering(Mwait in, String name, String words) {
        return step(enter, in, name + " (" + this + ")", words);
    }

    Main asleep() {
        return asleep;
    }

    /** Where one goes on without having slept. */
    Main awake() {
        return awake;
    }

    /** Falling asleep, or not, and waking. */
    List<Step> steps() {
        Plain woken = REQUESTED.or(STORED.isSet());
        return List.of(
                step(enter, Mwait.SETTLED, "falls asleep in " + this, "no interrupt is pending, no store has been seen")
                        .when(Plain.not(woken))
                        .go(MAIN, asleep)
                        .build(),
                step(
                                enter,
                                Mwait.SETTLED,
                                "does not sleep in " + this,
                                "an interrupt is pending, or a store has been seen")
                        .when(woken)
                        .go(MAIN, awake)
                        .build(),
                Step.named("wakes in " + this, "an interrupt is pending, and stays so, or a store has been seen")
                        .when(runs(asleep).and(woken))
                        .go(MAIN, awake)
                        .build());
    }
}
