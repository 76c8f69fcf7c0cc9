// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.MwaitSleep.step;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;

/** The steps of mwait with in_mwait, and of those who raise softirqs and see it. */
final class InMwaitSteps {
    /** What a store to the word makes of STORED: the monitor has seen it if it is armed. */
    private static final Plain SEEN = STORED.isSet().or(MWAIT.in(Mwait.ARMED));

    private InMwaitSteps() {}

    /** mwait_idle_with_hints, into C1 and C3; the bug looks before it arms the monitor. */
    static List<Step> mwait(boolean armsMonitorLast) {
        List<Step> steps = new ArrayList<>();
        for (MwaitSleep sleep : MwaitSleep.values()) {
            steps.addAll(entering(sleep, armsMonitorLast));
            steps.addAll(sleeping(sleep));
        }
        steps.add(step(Main.LOOK, Mwait.NONE, "mwait without a look: in_mwait = 1", "there is one behind the monitor")
                .set(IN_MWAIT)
                .go(MAIN, Main.SELECT)
                .go(MWAIT, Mwait.ANNOUNCED)
                .build());
        steps.add(Step.named("mwait: in_mwait = 0", "behind mwait")
                .when(MAIN_RUNS
                        .and(MAIN.in(EnumSet.of(Main.C1_AWAKE, Main.C3_AWAKE)))
                        .and(Plain.not(MWAIT.at(Mwait.NONE))))
                .clear(IN_MWAIT)
                .clear(STORED)
                .go(MWAIT, Mwait.NONE)
                .build());
        return steps;
    }

    private static List<Step> entering(MwaitSleep sleep, boolean armsMonitorLast) {
        Mwait looking = armsMonitorLast ? Mwait.ANNOUNCED : Mwait.WATCHING;
        Mwait arming = armsMonitorLast ? Mwait.WATCHING : Mwait.ANNOUNCED;
        return List.of(
                sleep.entering(
                                Mwait.NONE,
                                "mwait: first look, something",
                                "a softirq is pending: the CPU does not sleep")
                        .when(PENDING)
                        .go(MAIN, sleep.awake())
                        .build(),
                sleep.entering(Mwait.NONE, "mwait: in_mwait = 1", "before the monitor is armed")
                        .set(IN_MWAIT)
                        .go(MWAIT, Mwait.ANNOUNCED)
                        .build(),
                sleep.entering(arming, "mwait: monitor", "stores to the word are seen from now on")
                        .clear(STORED)
                        .go(MWAIT, armsMonitorLast ? Mwait.SETTLED : Mwait.WATCHING)
                        .build(),
                sleep.entering(looking, "mwait: look, nothing", "no softirq is pending")
                        .when(Plain.not(PENDING))
                        .go(MWAIT, armsMonitorLast ? Mwait.WATCHING : Mwait.SETTLED)
                        .build(),
                sleep.entering(looking, "mwait: look, something", "a softirq is pending: the CPU does not sleep")
                        .when(PENDING)
                        .go(MAIN, sleep.awake())
                        .build());
    }

    /** The sleep, which may also end at once, and without a cause. */
    private static List<Step> sleeping(MwaitSleep sleep) {
        List<Step> steps = new ArrayList<>(sleep.steps());
        steps.add(
                sleep.entering(Mwait.SETTLED, "mwait ends at once", "no interrupt is pending, nothing has been stored")
                        .go(MAIN, sleep.awake())
                        .build());
        steps.add(step(sleep.asleep(), Mwait.SETTLED, "mwait ends by itself (" + sleep + ")", "the same, later")
                .go(MAIN, sleep.awake())
                .by(Agent.OUTSIDE)
                .build());
        return steps;
    }

    /** A raise by another CPU: it owes an IPI if in_mwait was clear; the monitor sees the store in any case. */
    static List<Step> raising(Step step) {
        List<Update> stores = new ArrayList<>(step.updates());
        stores.add(new Update.OfFlag(Whose.ACTOR, STORED, SEEN));
        List<Update> silent = new ArrayList<>(stores);
        silent.remove(new Update.OfDebt(IPI, true));
        List<Update> noting = new ArrayList<>(silent);
        noting.add(new Update.OfDebt(NOTED, true));
        return List.of(
                step.changing(stores).onlyWhen(IN_MWAIT.isClear()),
                step.changing(noting)
                        .onlyWhen(IN_MWAIT.isClear())
                        .called(step.name() + ", in a batch", "the same; the IPI is owed at the end of the batch"),
                step.changing(silent)
                        .onlyWhen(IN_MWAIT.isSet())
                        .called(step.name() + ", in mwait", "the same; in_mwait is set: no IPI"));
    }

    /** cpu_raise_softirq_batch_finish, of one CPU that has been noted. */
    static List<Step> batchEnds() {
        return List.of(
                Step.named("batch ends: something is pending", "the CPU is to be interrupted")
                        .owing(NOTED)
                        .when(PENDING)
                        .owes(NOTED, false)
                        .owes(IPI, true)
                        .by(Agent.RAISER)
                        .build(),
                Step.named("batch ends: nothing is pending", "the CPU has seen to it by itself: no IPI")
                        .owing(NOTED)
                        .when(Plain.not(PENDING))
                        .owes(NOTED, false)
                        .by(Agent.RAISER)
                        .build());
    }

    /** The same of the HPET's handler. */
    static List<Step> broadcasting() {
        Fact allScanned = Fact.nowhere(CPUMASK.isSet().and(SCANNED.isClear()));
        Plain toBeRaised = EXPIRED.isSet().and(TIMER.isClear());
        return List.of(
                Step.named("handler: raise TIMER on another", "the bit was 0, and in_mwait, too")
                        .when(handles(Handler.SCAN))
                        .when(allScanned)
                        .with(toBeRaised.and(IN_MWAIT.isClear()))
                        .clearOther(EXPIRED)
                        .setOther(TIMER)
                        .setOther(RAISED)
                        .build(),
                Step.named("handler: raise TIMER on another, in mwait", "the bit was 0; in_mwait is set: no IPI")
                        .when(handles(Handler.SCAN))
                        .when(allScanned)
                        .with(toBeRaised.and(IN_MWAIT.isSet()))
                        .clearOther(EXPIRED)
                        .setOther(TIMER)
                        .setOther(STORED, SEEN)
                        .build());
    }

    /** The bug: in_mwait is read before the bit is set, by an operation of its own. */
    static List<Step> looksFirst() {
        return List.of(
                Step.named("looks at in_mwait first", "it is set; the bit is set next")
                        .when(IN_MWAIT.isSet())
                        .owes(SAW_MWAIT, true)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("raises behind the look", "whatever in_mwait is by now: no IPI")
                        .owing(SAW_MWAIT)
                        .set(OTHERS)
                        .set(STORED, SEEN)
                        .owes(SAW_MWAIT, false)
                        .by(Agent.RAISER)
                        .build());
    }
}
