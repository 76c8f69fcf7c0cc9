// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.IdleInvariant.book;
import static org.wakeproof.prove.idle.IdleInvariant.key;
import static org.wakeproof.prove.idle.IdleInvariant.property;
import static org.wakeproof.prove.logic.Local.all;
import static org.wakeproof.prove.logic.Local.any;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;

/**
 * The idle path whose C1 and C3 are entered by mwait as of July 2025: who raises a softirq sees by the same operation whether the CPU
 * has set in_mwait, and then sends no IPI.
 */
final class InMwaitPath {
    private static final List<String> ASSUMPTIONS = List.of(
            "one HPET channel for all CPUs, whose interrupt goes to any of them, as of March 2009",
            "C3 is entered by mwait, which watches the word of softirqs and in_mwait; C1 by mwait, by other means, or halted by "
                    + "sti;hlt",
            "a monitor that is armed sees every store; interrupts do not disarm it; an mwait may end by itself",
            "sequentially consistent memory",
            "whoever has flipped a softirq bit of another CPU and owes an IPI sends it, and ends its batch, before it sleeps itself",
            "CPUs stay online");

    /** Something is pending, and somebody will find that at the end of a batch. */
    private static final Local WILL_BE_TOLD = all(PENDING, NOTED.isOwed());

    /** Told by an interrupt, or by a store, or about to be, or it will look behind the monitor. */
    private static final Local NOTICES = any(
            TOLD,
            NOTED.isOwed(),
            STORED.isSet(),
            MAIN.in(EnumSet.of(Main.SELECT, Main.C3_ENTER)).and(MWAIT.in(Mwait.WILL_LOOK)));

    private static final String TOLD_OTHERWISE =
            "its monitor has seen a store, or the end of a batch will tell it of a softirq";

    private static final Set<Main> IN_MWAIT_IDLE = EnumSet.range(Main.C3_ENTER, Main.C3_AWAKE);

    static {
        IN_MWAIT_IDLE.addAll(EnumSet.of(Main.SELECT, Main.C1_ASLEEP, Main.C1_AWAKE));
    }

    private InMwaitPath() {}

    static ParametricSystem of(IdleVariant variant) {
        List<Variable> variables = new ArrayList<>(ALL);
        variables.addAll(List.of(MWAIT, IN_MWAIT, STORED, NOTED));
        if (variant == IdleVariant.LOOKS_AT_MWAIT_FIRST) {
            variables.add(SAW_MWAIT);
        }
        return new ParametricSystem(
                "idle-path --mwait in-mwait",
                List.copyOf(variables),
                steps(variant),
                invariant(IdlePart.IN_MWAIT, variant),
                properties(),
                Optional.of(response()),
                ASSUMPTIONS);
    }

    static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>();
        for (Step step : IdlePath.steps(variant)) {
            switch (step.name()) {
                case "wakes in C1", "falls asleep in C3", "does not sleep in C3", "wakes in C3" -> {}
                case "falls asleep in C1", "does not sleep in C1" ->
                    steps.add(step.onlyWhen(MWAIT.at(Mwait.NONE)).called(step.name() + ", no mwait", step.words()));
                case "sti;hlt", "enter: lock", "sti behind C1", "sti behind C3" ->
                    steps.add(step.onlyWhen(MWAIT.at(Mwait.NONE)));
                case "remote raise of TIMER", "remote raise of another", "remote timer: raise TIMER" ->
                    steps.addAll(InMwaitSteps.raising(step));
                case "handler: raise TIMER on another" -> steps.addAll(InMwaitSteps.broadcasting());
                default -> steps.add(step);
            }
        }
        steps.addAll(InMwaitSteps.batchEnds());
        steps.addAll(InMwaitSteps.mwait(variant == IdleVariant.ARMS_MONITOR_LAST));
        if (variant == IdleVariant.LOOKS_AT_MWAIT_FIRST) {
            steps.addAll(InMwaitSteps.looksFirst());
        }
        return List.copyOf(steps);
    }

    static List<Conjunct> invariant(IdlePart part, IdleVariant variant) {
        List<Conjunct> conjuncts = new ArrayList<>();
        for (Conjunct each : IdleInvariant.key()) {
            switch (each.name()) {
                case "told" ->
                    conjuncts.add(key(
                            "told",
                            "A CPU past its last look and not yet woken that has a softirq pending has been told, by an "
                                    + "interrupt or a store, or will be at the end of a batch, or will look behind its monitor",
                            all(MAIN.in(Main.COMMITTED), PENDING).implies(NOTICES)));
                case "covered" ->
                    conjuncts.add(key(
                            "covered",
                            "A CPU that relies on the channel is told, or its event is early enough, or the handler will see it",
                            MAIN.in(Main.COVERED)
                                    .implies(any(
                                            IdleInvariant.EVENT_IN_TIME,
                                            TOLD,
                                            all(TIMER.isSet(), NOTICES),
                                            IdleInvariant.UNDER_SCAN))));
                default -> conjuncts.add(each);
            }
        }
        conjuncts.addAll(IdleInvariant.books(part, variant));
        conjuncts.addAll(books());
        return List.copyOf(conjuncts);
    }

    private static List<Conjunct> books() {
        return List.of(
                book("mwait of 2025", "No place of 2010 is reached", MWAIT.in(Mwait.OF_IN_MWAIT)),
                book(
                        "store seen",
                        "A monitor that has seen a store is armed",
                        STORED.isSet().implies(MWAIT.in(Mwait.ARMED))),
                book(
                        "in_mwait",
                        "It is set from before the monitor to behind mwait",
                        IN_MWAIT.isSet().iff(Plain.not(MWAIT.at(Mwait.NONE)))),
                book(
                        "mwait",
                        "A CPU is in mwait_idle_with_hints on its way into C1 or C3, in it, or behind it",
                        MWAIT.at(Mwait.NONE).or(MAIN.in(IN_MWAIT_IDLE))),
                book(
                        "asleep by mwait",
                        "Who sleeps in C3, or by mwait in C1, has looked behind its monitor",
                        all(
                                MAIN.at(Main.C3_ASLEEP).implies(MWAIT.at(Mwait.SETTLED)),
                                MAIN.at(Main.C1_ASLEEP).implies(MWAIT.in(EnumSet.of(Mwait.NONE, Mwait.SETTLED))))));
    }

    static List<Conjunct> properties() {
        List<Conjunct> properties = new ArrayList<>();
        Local live = all(
                CPUMASK.isSet(),
                any(all(IdleInvariant.EVENT_IN_TIME, IdleInvariant.HPET_LIVES), IdleInvariant.UNDER_SCAN));
        for (Conjunct each : IdleInvariant.properties()) {
            switch (each.name()) {
                case "no softirq is slept through" ->
                    properties.add(property(
                            each.name(),
                            "A CPU that sleeps with a softirq pending has an interrupt pending, or somebody owes it one, now or at "
                                    + "the end of a batch, or its monitor has seen a store",
                            all(MAIN.in(Main.ASLEEP), PENDING).implies(any(TOLD, NOTED.isOwed(), WOKEN_BY_STORE))));
                case "no deadline is slept through in C3" ->
                    properties.add(property(
                            each.name(),
                            "A CPU that sleeps while its LAPIC timer stands still is told, by an interrupt or a store, or will be at "
                                    + "the end of a batch, or a live HPET or handler stands for its deadline",
                            MAIN.at(Main.C3_ASLEEP).implies(any(TOLD, WILL_BE_TOLD, STORED.isSet(), live))));
                case "no deadline is slept through in C1" ->
                    properties.add(property(
                            each.name(),
                            each.words() + ", or " + TOLD_OTHERWISE,
                            any(WOKEN_BY_STORE, WILL_BE_TOLD, each.body())));
                case "no timer is slept through" ->
                    properties.add(property(
                            each.name(),
                            each.words() + "; or " + TOLD_OTHERWISE,
                            any(WOKEN_BY_STORE, WILL_BE_TOLD, each.body())));
                default -> properties.add(each);
            }
        }
        return List.copyOf(properties);
    }

    static Response response() {
        Response interrupts = IdleResponse.response();
        List<Stage> stages = new ArrayList<>(List.of(IdleResponse.storeSeen()));
        for (Stage stage : interrupts.stages()) {
            boolean isRaise = stage.progress().steps().contains("remote timer: raise TIMER");
            stages.add(
                    isRaise
                            ? stage.leftAlsoBy("remote timer: raise TIMER, in mwait")
                                    .leftAlsoBy("remote timer: raise TIMER, in a batch")
                            : stage);
            if (stage.progress().steps().contains("IPI")) {
                stages.add(noted());
            }
        }
        return interrupts
                .withStages(stages)
                .withRequested(interrupts.requested().or(WOKEN_BY_STORE));
    }

    private static Stage noted() {
        return new Stage(
                "noted in a batch",
                "Somebody has flipped a softirq bit of the CPU, which is pending still, and looks for that at the end of its batch",
                PENDING,
                new Helper.SomeRaiser(NOTED),
                new Progress.Always(List.of("batch ends: something is pending")));
    }
}
