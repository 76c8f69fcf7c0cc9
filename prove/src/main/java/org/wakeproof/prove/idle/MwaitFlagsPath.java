// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.IdleInvariant.book;
import static org.wakeproof.prove.idle.IdleInvariant.key;
import static org.wakeproof.prove.idle.IdleInvariant.property;
import static org.wakeproof.prove.logic.Local.all;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.logic.Visit;

/**
 * The idle path whose C3 is entered by mwait as of May 2010: the HPET's handler wakes CPUs in cpuidle_mwait_flags by a store,
 * and who leaves mwait looks at its deadline itself. All others who raise softirqs send IPIs.
 */
final class MwaitFlagsPath {
    private static final List<String> ASSUMPTIONS = List.of(
            "one HPET channel for all CPUs, whose interrupt goes to any of them, its lock held as in March 2009",
            "C3 is entered by mwait, which watches mwait_wakeup; C1 by other means, or halted by sti;hlt",
            "a monitor that is armed sees every store, and none ends by itself; interrupts do not disarm it",
            "cpuidle_mwait_flags is one word, read at once",
            "sequentially consistent memory",
            "whoever has flipped a softirq bit of another CPU sends its IPI before it sleeps itself",
            "CPUs stay online");

    /** The handler is to store, or has, and the CPU will not sleep, or wakes. */
    private static final Plain BY_STORE = TO_STORE.isSet().or(STORED.isSet());

    private MwaitFlagsPath() {}

    private static boolean readsTwice(IdleVariant variant) {
        return variant == IdleVariant.READS_FLAGS_TWICE;
    }

    static ParametricSystem of(IdleVariant variant) {
        List<Variable> variables = new ArrayList<>(ALL);
        variables.addAll(List.of(MWAIT, MWAIT_FLAG, FLAGS_READ, TO_STORE, STORED));
        if (readsTwice(variant)) {
            variables.add(READ_ONCE);
        }
        return new ParametricSystem(
                "idle-path --mwait flags",
                List.copyOf(variables),
                steps(variant),
                invariant(variant),
                properties(),
                Optional.of(response()),
                ASSUMPTIONS);
    }

    private static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>();
        for (Step step : IdlePath.steps(variant)) {
            switch (step.name()) {
                case "falls asleep in C3", "does not sleep in C3", "wakes in C3" -> {}
                case "sti behind C3" -> steps.add(step.onlyWhen(MWAIT.at(Mwait.NONE)));
                case "handler: nothing seen yet" -> steps.add(startingOver(step));
                case "handler: raise TIMER on another", "handler: TIMER is raised already" ->
                    steps.add(step.onlyWhen(FLAGS_READ.isSet()));
                case "handler: nothing later", "handler: something later" ->
                    steps.add(step.onlyWhen(FLAGS_READ.isSet()).onlyWhen(Fact.nowhere(TO_STORE.isSet())));
                default -> steps.add(step);
            }
        }
        steps.addAll(MwaitFlagsSteps.entering());
        steps.addAll(MwaitFlagsSteps.leaving());
        steps.addAll(MwaitFlagsSteps.reading(readsTwice(variant)));
        steps.add(MwaitFlagsSteps.storing());
        return List.copyOf(steps);
    }

    private static Step startingOver(Step step) {
        List<Update> updates = new ArrayList<>(step.updates());
        updates.add(new Update.OfFlag(Update.Whose.ACTOR, FLAGS_READ, Plain.constant(false)));
        return step.changing(updates);
    }

    private static List<Conjunct> invariant(IdleVariant variant) {
        List<Conjunct> conjuncts = new ArrayList<>();
        for (Conjunct each : IdleInvariant.key()) {
            conjuncts.add(
                    each.name().equals("covered")
                            ? key(
                                    "covered",
                                    "A CPU that relies on the channel is told, by an interrupt or a store, or its event is "
                                            + "early enough, or the handler will see it or store",
                                    each.body().or(BY_STORE))
                            : each);
        }
        conjuncts.addAll(IdleInvariant.books(IdlePart.MWAIT_FLAGS, variant));
        conjuncts.addAll(books(readsTwice(variant) ? FLAGS_READ.isSet().or(READ_ONCE.isSet()) : FLAGS_READ.isSet()));
        return List.copyOf(conjuncts);
    }

    private static List<Conjunct> books(Plain hasRead) {
        EnumSet<Main> around = EnumSet.of(Main.C3_ENTER, Main.C3_ASLEEP, Main.C3_AWAKE);
        return List.of(
                book("mwait of 2010", "No place of 2025 is reached", MWAIT.in(Mwait.OF_FLAGS)),
                book(
                        "mwait",
                        "A CPU is in mwait_idle_with_hints on its way into C3, in C3, or behind it",
                        MWAIT.at(Mwait.NONE).or(MAIN.in(around))),
                book(
                        "asleep by mwait",
                        "Who sleeps in C3 has looked behind its monitor, and who leaves is awake",
                        all(
                                MAIN.at(Main.C3_ASLEEP).implies(MWAIT.at(Mwait.SETTLED)),
                                MAIN.at(Main.C3_ENTER).implies(Plain.not(MWAIT.at(Mwait.LEAVING))),
                                MAIN.at(Main.C3_AWAKE)
                                        .implies(MWAIT.in(EnumSet.of(Mwait.NONE, Mwait.SETTLED, Mwait.LEAVING))))),
                book(
                        "cpuidle_mwait_flags",
                        "A CPU's bit is set from before mwait to behind it",
                        MWAIT_FLAG.isSet().iff(MWAIT.at(Mwait.SETTLED))),
                book(
                        "store seen",
                        "A monitor that has seen a store is armed",
                        STORED.isSet().implies(MWAIT.in(Mwait.ARMED))),
                book(
                        "to store",
                        "Who is to be woken by a store has a handler that does it, and has been in mwait since that has looked",
                        TO_STORE.isSet()
                                .implies(all(
                                        CHANNEL_LOCKED.isSet(),
                                        CHANNEL_HOLDER.is(
                                                HANDLER.at(Handler.SCAN).and(hasRead)),
                                        MAIN.in(around).or(MAIN.at(Main.EXIT_LOCK)),
                                        MAIN.in(Main.COVERED).implies(MWAIT.at(Mwait.SETTLED))))));
    }

    private static List<Conjunct> properties() {
        List<Conjunct> properties = new ArrayList<>();
        for (Conjunct each : IdleInvariant.properties()) {
            properties.add(
                    each.name().equals("no deadline is slept through in C3")
                            ? property(
                                    each.name(),
                                    "A CPU that sleeps while its LAPIC timer stands still is told, by an interrupt or a store, or "
                                            + "about to be, or a live HPET or handler stands for its deadline",
                                    each.body().or(BY_STORE))
                            : each);
        }
        return List.copyOf(properties);
    }

    private static Response response() {
        Response interrupts = IdleResponse.response();
        List<Stage> stages = new ArrayList<>(List.of(IdleResponse.storeSeen()));
        for (Stage stage : interrupts.stages()) {
            if (stage.name().equals("found expired")) {
                stages.add(IdleResponse.toBeStored());
            }
            stages.add(stage);
        }
        List<Plain> sets = new ArrayList<>(interrupts.visit().sets());
        sets.add(1, HANDLER.at(Handler.SCAN).and(FLAGS_READ.isClear()));
        sets.add(TO_STORE.isSet());
        return interrupts
                .withStages(stages)
                .withRequested(interrupts.requested().or(WOKEN_BY_STORE))
                .withVisit(new Visit(interrupts.visit().where(), sets));
    }
}
