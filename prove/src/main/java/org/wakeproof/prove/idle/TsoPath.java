// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.IdleInvariant.book;
import static org.wakeproof.prove.idle.IdleInvariant.key;
import static org.wakeproof.prove.logic.Local.all;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;
import org.wakeproof.prove.logic.Variable;

/**
 * The idle path with in_mwait where plain stores wait in store buffers, as on x86: those of timer_deadline, which the HPET's
 * handler reads without a lock, and of in_mwait, which raisers read. What ends an mwait drains nothing.
 */
final class TsoPath {
    private static final List<String> ASSUMPTIONS = List.of(
            "one HPET channel for all CPUs, whose interrupt goes to any of them, as of March 2009",
            "C3 is entered by mwait, which watches the word of softirqs and in_mwait; C1 by mwait, by other means, or halted by "
                    + "sti;hlt",
            "a monitor that is armed sees every store; interrupts do not disarm it; an mwait may end by itself",
            "x86-TSO for the plain stores of timer_deadline and in_mwait; all others are to what a lock guards, or to devices, and "
                    + "are seen at once",
            "behind an mwait into C1 some locked operation comes before interrupts are off for the next look",
            "whoever has flipped a softirq bit of another CPU and owes an IPI sends it, and ends its batch, before it sleeps itself",
            "CPUs stay online");

    private static final Update DRAINED_DEADLINE = new Update.OfOwn(Whose.ACTOR, DEADLINE_IN_MEMORY, TIMER_DEADLINE);

    /** Where a CPU has the channel's lock behind it, or is about to take it on its way out. */
    private static final Set<Main> BEHIND_LOCK = EnumSet.range(Main.ENTER_MASK, Main.EXIT_UNLOCK);

    /** Where in_mwait = 0 may still be in the buffer. */
    private static final Set<Main> BEFORE_LOCK = EnumSet.of(Main.C1_AWAKE, Main.RUNNING, Main.C3_AWAKE, Main.EXIT_LOCK);

    private TsoPath() {}

    static ParametricSystem of(IdleVariant variant) {
        List<Variable> variables = new ArrayList<>(ALL);
        variables.addAll(List.of(MWAIT, IN_MWAIT, STORED, NOTED));
        variables.addAll(List.of(DEADLINE_BUFFERED, DEADLINE_IN_MEMORY, SET_BUFFERED, CLEAR_BUFFERED));
        return new ParametricSystem(
                "idle-path --mwait in-mwait --memory tso",
                List.copyOf(variables),
                steps(variant),
                invariant(variant),
                InMwaitPath.properties(),
                Optional.of(InMwaitPath.response()),
                ASSUMPTIONS);
    }

    private static Step with(Step step, Update... more) {
        List<Update> updates = new ArrayList<>(step.updates());
        updates.addAll(Arrays.asList(more));
        return step.changing(updates);
    }

    private static Update flag(Flag flag, boolean value) {
        return new Update.OfFlag(Whose.ACTOR, flag, Plain.constant(value));
    }

    private static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>(drains());
        boolean isLocked = variant != IdleVariant.NOTHING_LOCKED_AFTER_MWAIT;
        for (Step step : InMwaitPath.steps(variant)) {
            steps.add(
                    switch (step.name()) {
                        case "write timer_deadline" -> with(step, flag(DEADLINE_BUFFERED, true));
                        case "enter: lock" -> with(step, DRAINED_DEADLINE, flag(DEADLINE_BUFFERED, false));
                        case "TIMER softirq begins" ->
                            drainingMwait(with(step, DRAINED_DEADLINE, flag(DEADLINE_BUFFERED, false)));
                        case "mwait: in_mwait = 1 (C1)",
                                "mwait: in_mwait = 1 (C3)",
                                "mwait without a look: in_mwait = 1" -> buffered(step, flag(SET_BUFFERED, true));
                        case "mwait: in_mwait = 0" -> buffered(step, flag(CLEAR_BUFFERED, true));
                        case "cli", "exit: lock" -> isLocked ? drainingMwait(step) : step;
                        default -> seeingMemory(step);
                    });
        }
        return List.copyOf(steps);
    }

    /** in_mwait is stored to the buffer. */
    private static Step buffered(Step step, Update store) {
        List<Update> updates = new ArrayList<>(step.updates());
        updates.removeIf(update -> update.written().equals(IN_MWAIT));
        updates.add(store);
        return step.changing(updates);
    }

    /** A locked operation: what is in the buffer is in memory now. */
    private static Step drainingMwait(Step step) {
        Plain inMemory = IN_MWAIT.isSet().or(SET_BUFFERED.isSet()).and(CLEAR_BUFFERED.isClear());
        return with(
                step,
                new Update.OfFlag(Whose.ACTOR, IN_MWAIT, inMemory),
                flag(SET_BUFFERED, false),
                flag(CLEAR_BUFFERED, false));
    }

    /** The handler reads deadlines from memory. */
    private static Step seeingMemory(Step step) {
        return HandlerSteps.scan(DEADLINE_IN_MEMORY).stream()
                .filter(each -> each.name().equals(step.name()))
                .findFirst()
                .orElse(step);
    }

    private static List<Step> drains() {
        return List.of(
                Step.named("timer_deadline drains", "the store is in memory")
                        .when(DEADLINE_BUFFERED.isSet())
                        .set(DEADLINE_IN_MEMORY, TIMER_DEADLINE)
                        .clear(DEADLINE_BUFFERED)
                        .by(Agent.DEVICE)
                        .build(),
                Step.named("in_mwait = 1 drains", "the store is in memory")
                        .when(SET_BUFFERED.isSet())
                        .set(IN_MWAIT)
                        .clear(SET_BUFFERED)
                        .by(Agent.DEVICE)
                        .build(),
                Step.named("in_mwait = 0 drains", "the store is in memory, behind the one before it")
                        .when(CLEAR_BUFFERED.isSet().and(SET_BUFFERED.isClear()))
                        .clear(IN_MWAIT)
                        .clear(CLEAR_BUFFERED)
                        .by(Agent.DEVICE)
                        .build());
    }

    private static List<Conjunct> invariant(IdleVariant variant) {
        List<Conjunct> conjuncts = new ArrayList<>();
        for (Conjunct each : InMwaitPath.invariant(IdlePart.IN_MWAIT_TSO, variant)) {
            if (!each.name().equals("in_mwait")) {
                conjuncts.add(each);
            }
        }
        conjuncts.addAll(books());
        return List.copyOf(conjuncts);
    }

    private static List<Conjunct> books() {
        Plain inMwait = Plain.not(MWAIT.at(Mwait.NONE));
        return List.of(
                book(
                        "one store at a time",
                        "No store of timer_deadline is in the buffer where the next one is made",
                        MAIN.at(Main.TIMER_SOFTIRQ).implies(DEADLINE_BUFFERED.isClear())),
                key(
                        "in memory",
                        "Who has taken ch->lock on its way to sleep has its timer_deadline in memory",
                        MAIN.in(BEHIND_LOCK).implies(DEADLINE_BUFFERED.isClear())),
                book(
                        "drained",
                        "What is not in the store buffer is in memory",
                        DEADLINE_BUFFERED.isClear().implies(DEADLINE_IN_MEMORY.isEqualTo(TIMER_DEADLINE))),
                book(
                        "in_mwait",
                        "It is seen set, or about to be, from before the monitor to behind mwait, and until in_mwait = 0 drains",
                        all(
                                IN_MWAIT.isSet().or(SET_BUFFERED.isSet()).implies(inMwait.or(CLEAR_BUFFERED.isSet())),
                                inMwait.implies(IN_MWAIT.isSet().or(SET_BUFFERED.isSet())))),
                key(
                        "in_mwait is over",
                        "in_mwait = 0 is in the store buffer only up to the lock on the way out of C3, or behind C1 to the next cli",
                        CLEAR_BUFFERED.isSet().implies(MWAIT.at(Mwait.NONE).and(MAIN.in(BEFORE_LOCK)))));
    }
}
