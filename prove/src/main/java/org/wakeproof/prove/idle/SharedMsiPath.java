// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.IdleInvariant.book;
import static org.wakeproof.prove.idle.IdleInvariant.key;
import static org.wakeproof.prove.idle.IdleInvariant.property;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;

/** The idle path with one HPET channel whose MSI goes to its owner, and which is handed over where the owner leaves. */
final class SharedMsiPath {
    private static final List<String> ASSUMPTIONS = List.of(
            "one HPET channel for all CPUs, whose MSI goes to the CPU that it was routed to last; not several channels",
            "the MSI is routed by one write",
            "sequentially consistent memory",
            "whoever has flipped a softirq bit of another CPU sends its IPI before it sleeps itself",
            "CPUs stay online; C-states are entered by mwait, or halted by sti;hlt");

    /** What an owner is at: it has said that it is, and has not left; or it sleeps, and was made the owner. */
    private static final EnumSet<Main> USERS = EnumSet.range(Main.ENTER_COMPARE, Main.EXIT_EMPTY);

    static {
        USERS.addAll(EnumSet.of(Main.ENTER_MASK, Main.ENTER_BIT, Main.EXIT_FORGET, Main.EXIT_DISARM));
        USERS.addAll(EnumSet.of(Main.ENTER_LOCK, Main.ATTACH, Main.ATTACH_OWN, Main.ATTACH_OWNER, Main.ROUTE));
        USERS.addAll(EnumSet.of(Main.DETACH, Main.HAND_OVER, Main.RELEASE));
    }

    private SharedMsiPath() {}

    static ParametricSystem of(IdleVariant variant) {
        return new ParametricSystem(
                "idle-path --hpet msi-shared",
                variables(variant),
                steps(variant),
                invariant(variant),
                Stream.concat(IdleInvariant.properties().stream(), Stream.of(ownerUsesIt()))
                        .toList(),
                Optional.of(IdleResponse.response()),
                ASSUMPTIONS);
    }

    private static boolean masks(IdleVariant variant) {
        return variant == IdleVariant.MASKS_WHILE_REROUTING;
    }

    private static List<Variable> variables(IdleVariant variant) {
        List<Variable> variables = new ArrayList<>(ALL);
        variables.addAll(List.of(USED, NOBODY, OWNED, OWNER, ROUTED, TARGET));
        if (masks(variant)) {
            variables.add(CHANNEL_MASKED);
        }
        return List.copyOf(variables);
    }

    private static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>();
        for (Step step : IdlePath.steps(variant)) {
            switch (step.name()) {
                case "enter: lock" -> steps.addAll(SharedMsiSteps.getChannel());
                case "exit: others sleep", "exit: no event", "exit: turn the comparator off" ->
                    steps.add(step.leadingTo(MAIN, Main.DETACH));
                case "comparator matches" ->
                    steps.addAll(masks(variant) ? SharedMsiSteps.matchesUnlessMasked(step) : List.of(step));
                case "HPET interrupts a CPU" -> steps.add(step.onlyWhen(TARGET.isThis()));
                default -> steps.add(step);
            }
        }
        steps.addAll(SharedMsiSteps.attach());
        steps.addAll(SharedMsiSteps.detach());
        steps.addAll(masks(variant) ? SharedMsiSteps.redirectMasked() : List.of(SharedMsiSteps.redirect()));
        return List.copyOf(steps);
    }

    private static List<Conjunct> invariant(IdleVariant variant) {
        List<Conjunct> conjuncts = new ArrayList<>(IdleInvariant.key());
        conjuncts.add(key(
                "owner",
                "The owner of the channel is one that uses it, once it has had one",
                OWNED.isSet().implies(OWNER.is(MAIN.in(USERS)))));
        conjuncts.addAll(IdleInvariant.books(IdlePart.MSI_SHARED, variant));
        conjuncts.addAll(books());
        return List.copyOf(conjuncts);
    }

    private static List<Conjunct> books() {
        return List.of(
                book(
                        "owned",
                        "Who owns the channel is not nobody",
                        OWNED.isSet().implies(NOBODY.isClear())),
                book(
                        "routes to somebody",
                        "Where the MSI is to be routed, ch->cpu is some CPU",
                        MAIN.in(EnumSet.of(Main.ROUTE, Main.HAND_OVER, Main.REDIRECT))
                                .implies(NOBODY.isClear())),
                book(
                        "hands over to somebody",
                        "Who hands the channel over has seen that somebody sleeps on it",
                        MAIN.at(Main.HAND_OVER).implies(Fact.somewhere(CPUMASK.isSet()))));
    }

    private static Conjunct ownerUsesIt() {
        return property(
                "the owner uses the channel",
                "No CPU that has left the channel is its owner, once it has had one",
                OWNED.isSet().and(OWNER.isThis()).implies(MAIN.in(USERS)));
    }
}
