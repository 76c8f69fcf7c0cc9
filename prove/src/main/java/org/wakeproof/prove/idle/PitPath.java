// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.IdleInvariant.*;
import static org.wakeproof.prove.logic.Local.all;
import static org.wakeproof.prove.logic.Local.any;
import static org.wakeproof.prove.logic.Local.not;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;

/**
 * The idle path on a machine without a HPET: who sleeps while its LAPIC timer stands still is in pit_broadcast_mask, and
 * each interrupt of the PIT raises TIMER on all of that mask.
 */
final class PitPath {
    private static final List<String> ASSUMPTIONS = List.of(
            "no HPET: the PIT goes on interrupting, any CPU",
            "pit_broadcast_mask is one word, read at once",
            "a LAPIC timer that has stood still in C3 counts on, and is late by that: how late is not said",
            "sequentially consistent memory",
            "whoever has flipped a softirq bit of another CPU sends its IPI before it sleeps itself",
            "CPUs stay online; C-states are entered by mwait, or halted by sti;hlt");

    /** A CPU is in the mask from pit_broadcast_enter to pit_broadcast_exit. */
    private static final Set<Main> IN_MASK = EnumSet.range(Main.C3_ENTER, Main.C3_AWAKE);

    private PitPath() {}

    static ParametricSystem of(IdleVariant variant) {
        return new ParametricSystem(
                "idle-path --hpet pit",
                OF_PIT,
                steps(variant),
                Stream.concat(key().stream(), books(variant).stream()).toList(),
                properties(),
                Optional.of(PitResponse.response()),
                ASSUMPTIONS);
    }

    private static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>(List.of(OutsideSteps.clock()));
        steps.addAll(PitSteps.devices(variant));
        steps.addAll(OutsideSteps.raisers());
        steps.addAll(HandlerSteps.taking("PIT"));
        steps.addAll(HandlerSteps.doIrq());
        steps.addAll(PitSteps.handler(variant));
        steps.addAll(MainSteps.softirqs());
        steps.addAll(MainSteps.entry());
        steps.addAll(MainSteps.shallow());
        steps.add(PitSteps.enter());
        steps.addAll(MainSteps.sleepInC3(Main.PIT_EXIT));
        steps.addAll(PitSteps.exit());
        steps.addAll(variant.mainSteps());
        steps.addAll(PitSteps.exitOver(variant));
        return List.copyOf(steps);
    }

    private static List<Conjunct> key() {
        EnumSet<Main> aside = EnumSet.range(Main.TIMER_SOFTIRQ, Main.TIMER_RAISE);
        aside.add(Main.PIT_RAISE);
        return List.of(
                told(),
                IdleInvariant.key(
                        "covered",
                        "pit_broadcast_mask has the CPUs between enter and exit, in all of which the LAPIC timer may stand still",
                        PIT_MASK.isSet().iff(MAIN.in(inMask()))),
                lapicTimer(aside),
                firstTimer());
    }

    private static Set<Main> inMask() {
        Set<Main> places = EnumSet.copyOf(IN_MASK);
        places.add(Main.PIT_EXIT);
        return places;
    }

    private static List<Conjunct> books(IdleVariant variant) {
        return Stream.of(
                        places(IdlePart.PIT, variant),
                        interrupts(),
                        doIrq(),
                        List.of(
                                deadlines(),
                                book(
                                        "raised",
                                        "Who is to be raised by the handler, or has been and is owed an IPI, has a handler that "
                                                + "does it",
                                        any(RAISED.isSet(), PIT_READ.isSet())
                                                .implies(all(
                                                        IRQ_INPROGRESS.isSet(),
                                                        IN_PROGRESS.is(HANDLER.at(Handler.BROADCAST)))))))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Conjunct> properties() {
        return List.of(
                noSoftirqSleptThrough(),
                property(
                        "no deadline is slept through in C3",
                        "A CPU that sleeps while its LAPIC timer stands still is in the mask on whose CPUs each interrupt of "
                                + "the PIT raises TIMER, and if TIMER is raised it is told",
                        MAIN.at(Main.C3_ASLEEP).implies(all(PIT_MASK.isSet(), any(TIMER.isClear(), TOLD)))),
                property(
                        "no deadline is slept through in C1",
                        "A CPU that sleeps while its LAPIC timer runs and has a deadline is told, or its timer counts "
                                + "or has interrupted it",
                        all(
                                        MAIN.in(EnumSet.of(Main.C1_ASLEEP, Main.HALTED)),
                                        not(TIMER_DEADLINE.isEqualTo(Moment.ZERO)))
                                .implies(any(TOLD, COUNTING.isSet(), LOCAL_TIMER.isSet()))),
                noTimerSleptThrough());
    }
}
