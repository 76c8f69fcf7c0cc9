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
import java.util.stream.Stream;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;

/** The idle path with CPUs that go offline, and are to die in play_dead instead of falling asleep (F04). */
final class OfflinePath {
    private static final List<String> ASSUMPTIONS = List.of(
            "one HPET channel for all CPUs, whose interrupt goes to any of them that is online",
            "sequentially consistent memory",
            "whoever has flipped a softirq bit of another CPU sends its IPI before it sleeps itself",
            "who goes offline has taken the HPET's interrupts that had come, and gets no more (__cpu_disable, fixup_irqs)",
            "CPUs go offline one by one, in the softirq of stop_machine, and do not come back; the last one stays",
            "C-states are entered by mwait, or halted by sti;hlt");

    private OfflinePath() {}

    static ParametricSystem of(IdleVariant variant) {
        return new ParametricSystem(
                "idle-path --offline",
                Stream.concat(ALL.stream(), Stream.<Variable>of(OFFLINE, STOPPING, IDLE_HANDLER))
                        .toList(),
                steps(variant),
                invariant(variant),
                Stream.concat(Stream.of(nobodySleepsOffline()), IdleInvariant.properties().stream())
                        .toList(),
                Optional.of(IdleResponse.response().withGone(MAIN.at(Main.DEAD))),
                ASSUMPTIONS);
    }

    private static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>();
        for (Step step : IdlePath.steps(variant)) {
            steps.add(
                    switch (step.name()) {
                        case "cli" -> step.onlyWhen(IDLE_HANDLER.isSet().and(STOPPING.isClear()));
                        case "TIMER softirq begins" -> step.onlyWhen(STOPPING.isClear());
                        case "HPET interrupts a CPU" -> step.onlyWhen(OFFLINE.isClear());
                        case "look: nothing" ->
                            variant == IdleVariant.V2_ONLINE ? step.onlyWhen(OFFLINE.isClear()) : step;
                        default -> step;
                    });
        }
        steps.addAll(idleLoop());
        steps.addAll(stopMachine(variant));
        if (variant == IdleVariant.V2_ONLINE) {
            steps.add(Step.named("look: offline", "cpu_is_offline: the CPU will not sleep")
                    .when(runs(Main.LOOK).and(OFFLINE.isSet()))
                    .go(MAIN, Main.TURN_BACK)
                    .build());
        }
        return List.copyOf(steps);
    }

    private static List<Step> idleLoop() {
        Plain top = runs(Main.RUNNING).and(IDLE_HANDLER.isClear()).and(STOPPING.isClear());
        return List.of(
                Step.named("idle_loop: online", "the CPU is in cpu_online_map, and calls the idle handler")
                        .when(top.and(OFFLINE.isClear()))
                        .set(IDLE_HANDLER)
                        .build(),
                Step.named("idle_loop: offline", "play_dead: the CPU says that it is dead, and stops for ever")
                        .when(top.and(OFFLINE.isSet()))
                        .go(MAIN, Main.DEAD)
                        .build(),
                Step.named(
                                "back from the idle handler",
                                "it returns, or schedule() in it, which never does, leads elsewhere")
                        .when(runs(Main.RUNNING).and(IDLE_HANDLER.isSet()).and(STOPPING.isClear()))
                        .clear(IDLE_HANDLER)
                        .build());
    }

    /** In the idle handler all softirqs are run, or nothing but timers. */
    private static List<Step> stopMachine(IdleVariant variant) {
        Step mask = Step.named("stop_machine", "__cpu_disable, as another CPU has asked for: masks the LAPIC timer")
                .when(runs(Main.RUNNING).and(OFFLINE.isClear()).and(STOPPING.isClear()))
                .set(LVTT_MASKED)
                .set(STOPPING)
                .build();
        Step leave = Step.named("leaves cpu_online_map", "the HPET's interrupts that had come have been taken")
                .when(runs(Main.RUNNING).and(STOPPING.isSet()).and(HPET.isClear()))
                .clear(STOPPING)
                .set(OFFLINE)
                .build();
        boolean isTimersOnly = variant == IdleVariant.TIMERS_ONLY;
        return List.of(isTimersOnly ? mask.onlyWhen(IDLE_HANDLER.isClear()) : mask, leave);
    }

    private static List<Conjunct> invariant(IdleVariant variant) {
        List<Conjunct> conjuncts = new ArrayList<>();
        for (Conjunct each : IdleInvariant.key()) {
            conjuncts.add(each.name().equals("LAPIC timer") ? lapicTimer(each) : each);
        }
        conjuncts.add(online());
        for (Conjunct each : IdleInvariant.books(IdlePart.OFFLINE, variant)) {
            conjuncts.add(each.name().equals("LVTT") ? masked() : each);
        }
        conjuncts.addAll(books(variant));
        return List.copyOf(conjuncts);
    }

    /** What an offline CPU's timers are to do is left undone (F28). */
    private static Conjunct lapicTimer(Conjunct online) {
        return key(
                online.name(),
                online.words() + ", but offline",
                Local.any(OFFLINE.isSet(), STOPPING.isSet(), online.body()));
    }

    private static Conjunct masked() {
        return book(
                "LVTT",
                "The LAPIC timer is masked between enter and exit, and offline, and on the way there",
                LVTT_MASKED
                        .isSet()
                        .iff(MAIN.in(Main.LAPIC_MASKED).or(STOPPING.isSet()).or(OFFLINE.isSet())));
    }

    private static Conjunct online() {
        EnumSet<Main> places = EnumSet.range(Main.RUNNING, Main.TURN_BACK);
        places.add(Main.DEAD);
        return key(
                "online",
                "A CPU that is offline is not past its last look: it runs softirqs, looks, turns back, or is dead",
                OFFLINE.isSet().implies(MAIN.in(places)));
    }

    private static List<Conjunct> books(IdleVariant variant) {
        List<Conjunct> conjuncts = new ArrayList<>(List.of(
                book(
                        "offline",
                        "No HPET's interrupt is pending at a CPU that is offline",
                        OFFLINE.isSet().implies(HPET.isClear())),
                book(
                        "stopping",
                        "Who leaves cpu_online_map is in stop_machine's softirq, and online still",
                        STOPPING.isSet().implies(all(MAIN.at(Main.RUNNING), OFFLINE.isClear()))),
                book("dead", "Who is dead is offline", MAIN.at(Main.DEAD).implies(OFFLINE.isSet()))));
        if (variant == IdleVariant.TIMERS_ONLY) {
            conjuncts.add(book(
                    "online in the idle handler",
                    "Nobody goes offline in the idle handler, where the last look is",
                    any(
                            IDLE_HANDLER.isClear().and(Plain.not(MAIN.at(Main.LOOK))),
                            IDLE_HANDLER.isSet().and(OFFLINE.isClear()).and(STOPPING.isClear()))));
        }
        return conjuncts;
    }

    private static Plain any(Plain one, Plain other) {
        return one.or(other);
    }

    private static Conjunct nobodySleepsOffline() {
        return property(
                "nobody sleeps offline",
                "A CPU that sleeps is online: one that is offline is not kept from play_dead, for which another waits",
                MAIN.in(Main.ASLEEP).implies(OFFLINE.isClear()));
    }
}
