// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Step;

/** Versions of the idle path: as committed, and with one bug each. */
public enum IdleVariant {
    V2(
            "964fae8ac2 as committed: the tick is suspended before the last look",
            Map.of(
                    IdlePart.LEGACY_ANY,
                    "",
                    IdlePart.MSI_SHARED,
                    "",
                    IdlePart.PIT,
                    "",
                    IdlePart.OFFLINE,
                    "offline --variant v2",
                    IdlePart.IN_MWAIT,
                    "",
                    IdlePart.IN_MWAIT_TSO,
                    "",
                    IdlePart.MWAIT_FLAGS,
                    "")),
    V1(
            "the first posting: the tick is suspended behind the last look (F01)",
            Map.of(
                    IdlePart.LEGACY_ANY,
                    "idle-tick --variant v1 --cstate c3 --timers none",
                    IdlePart.MSI_SHARED,
                    "idle-tick --variant v1 --cstate c3 --timers none --hpet msi-shared",
                    IdlePart.PIT,
                    "idle-tick --variant v1 --cstate c3 --timers none --hpet pit")),
    NO_CHECK(
            "no look behind cli, as in 2008 (F03)",
            Map.of(
                    IdlePart.LEGACY_ANY, "idle-once --variant no-check --cstate c3",
                    IdlePart.PIT, "idle-once --variant no-check --cstate c3 --hpet pit")),
    EXIT_IGNORES_DEADLINE(
            "leaving the broadcast ignores that the deadline is over (F06)",
            "idle-tick --variant v0 --cpus 1 --change exit-ignores-deadline"),
    TRACE("a trace record raises TASKLET behind the last look", "idle-once --cstate c1 --timers none --platform trace"),
    HALT_IN_TWO_STEPS(
            "sti and hlt with an interrupt in between",
            "idle-once --cstate none --timers none --change halt-in-two-steps"),
    INTERRUPTS_BEFORE_RAISING(
            "the HPET's handler sends the IPI first and raises TIMER then",
            "idle-once --cstate c3 --change interrupts-before-raising"),
    HANDLER_FORGETS_TO_REARM(
            "the HPET's handler leaves later deadlines without an event",
            "idle-once --cpus 3 --cstate c3 --change handler-forgets-to-rearm"),
    CLEARS_BIT_AFTER_HANDLER(
            "do_softirq clears TIMER behind its handler",
            "idle-tick --cpus 1 --cstate c1 --change clears-bit-after-handler"),
    BROADCAST_OFF("C2 masks the LAPIC timer, and the broadcast that is to wake it is off (P8b)", "c2-broadcast"),
    HANDLER_IGNORES_MISS("the HPET's handler takes a comparator write that came too late for one in time", ""),
    HANDLER_SENDS_NO_IPI("the HPET's handler raises TIMER on others and never comes to the IPIs that it owes", ""),
    HANDLER_GOES_ROUND("the HPET's handler looks at all CPUs once more where its write was in time", ""),
    REWRITES_SAME_TIME(
            "the HPET's handler writes the comparator once more for the same time where that was too late", ""),
    REARMS_FOR_EQUAL_DEADLINE(
            "who enters the broadcast writes the comparator even if next_event is its own deadline", ""),
    PIT_EXIT_STOPS_TIMER(
            "reprogram_timer stops the LAPIC timer where the deadline is over, as since b95beb1858, and "
                    + "pit_broadcast_exit takes no notice (P7)",
            Map.of(IdlePart.PIT, "pit-exit")),
    PIT_EXIT_RAISES_TIMER("the same, and pit_broadcast_exit raises TIMER then: not in Xen", Map.of(IdlePart.PIT, "")),
    PIT_HANDLER_SENDS_NO_IPI(
            "the PIT's handler raises TIMER on others and never comes to the IPIs that it owes",
            Map.of(IdlePart.PIT, "")),
    PIT_HANDLER_WAITS_FOR_OTHERS(
            "the PIT's handler waits until a CPU on which TIMER is raised already has seen to that",
            Map.of(IdlePart.PIT, "")),
    PIT_HANDLER_RAISES_ON_ONE(
            "the PIT's handler raises TIMER on one CPU of the mask each time, any", Map.of(IdlePart.PIT, "")),
    PIT_MAY_STOP("the PIT need not interrupt again: nobody sees to that", Map.of(IdlePart.PIT, "")),
    MASKS_WHILE_REROUTING(
            "the channel is masked while its MSI is routed to the next owner, and a match then is lost (F22)",
            Map.of(IdlePart.MSI_SHARED, "shared-channel --change masks-while-rerouting")),
    TIMERS_ONLY(
            "July 2009, ae9820b4b0: nothing but timers runs in the idle handler before the last look",
            Map.of(IdlePart.OFFLINE, "")),
    V2_ONLINE(
            "March 2010, 55120309ed: the last look finds out whether the CPU is online, too",
            Map.of(IdlePart.OFFLINE, "")),
    ARMS_MONITOR_LAST(
            "mwait_idle_with_hints looks at its softirqs before it arms the monitor",
            Map.of(IdlePart.IN_MWAIT, "in-mwait --change arms-monitor-last")),
    LOOKS_AT_MWAIT_FIRST(
            "who raises a softirq reads in_mwait first, and sets the bit by another operation (P11)",
            Map.of(IdlePart.IN_MWAIT, "mwait-protocol --change looks-at-mwait-first")),
    READS_FLAGS_TWICE(
            "the HPET's handler reads cpuidle_mwait_flags once for who is woken by a store, and once more for who is not (F09)",
            Map.of(IdlePart.MWAIT_FLAGS, "mwait-broadcast --change reads-flags-twice")),
    NOTHING_LOCKED_AFTER_MWAIT(
            "no locked operation drains in_mwait = 0 between an mwait and the next look (P11)",
            Map.of(IdlePart.IN_MWAIT_TSO, "mwait-protocol --memory tso --change nothing-locked-after-mwait"));

    private final String title;
    private final Map<IdlePart, String> scenarios;

    /** One of the HPET's channel alone. */
    IdleVariant(String title, String scenario) {
        this(title, Map.of(IdlePart.LEGACY_ANY, scenario));
    }

    IdleVariant(String title, Map<IdlePart, String> scenarios) {
        this.title = title;
        this.scenarios = scenarios;
    }

    /** The versions that a part has. */
    public static List<IdleVariant> of(IdlePart part) {
        return Arrays.stream(values())
                .filter(variant -> variant.scenarios.containsKey(part))
                .toList();
    }

    /** What it is, in a line. */
    public String title() {
        return title;
    }

    /**
     * Where the engine finds the ports to have the bug, as typed behind {@code check}; nothing where it has no port.
     *
     * @param part which has this version
     */
    public Optional<String> scenario(IdlePart part) {
        return Optional.ofNullable(scenarios.get(part)).filter(scenario -> !scenario.isEmpty());
    }

    /** The one with this name. */
    public static Optional<IdleVariant> named(String name) {
        for (IdleVariant variant : values()) {
            if (variant.toString().equals(name)) {
                return Optional.of(variant);
            }
        }
        return Optional.empty();
    }

    /** The steps of the main program before the broadcast that it has in its own way, whatever device that has. */
    List<Step> mainSteps() {
        List<Step> steps = new ArrayList<>(List.of(MainSteps.reprogramOver(stopsLateTimer())));
        steps.addAll(this == CLEARS_BIT_AFTER_HANDLER ? MainSteps.timerSoftirqClearedLate() : MainSteps.timerSoftirq());
        steps.addAll(look());
        steps.addAll(halting());
        return steps;
    }

    /** The steps of the HPET's broadcast that it has in its own way. */
    List<Step> broadcastSteps() {
        List<Step> steps = new ArrayList<>();
        steps.addAll(this == INTERRUPTS_BEFORE_RAISING ? interruptsFirst() : HandlerSteps.raising());
        steps.addAll(
                this == HANDLER_SENDS_NO_IPI || this == INTERRUPTS_BEFORE_RAISING
                        ? List.of()
                        : HandlerSteps.interrupting());
        steps.addAll(MainSteps.comparing(
                isToWriteNextEvent(), this == BROADCAST_OFF ? Main.ENTER_UNLOCK : Main.ENTER_WRITE));
        steps.add(MainSteps.exitOver(this == EXIT_IGNORES_DEADLINE ? Main.EXIT_EMPTY : Main.EXIT_RAISE));
        steps.add(HandlerSteps.somethingLater(this == HANDLER_FORGETS_TO_REARM ? Handler.UNLOCK : Handler.REARM));
        steps.add(HandlerSteps.written(this == HANDLER_GOES_ROUND ? Handler.FORGET : Handler.UNLOCK));
        steps.add(missed());
        return steps;
    }

    /** The comparison behind which who enters the broadcast writes next_event. */
    Local isToWriteNextEvent() {
        return Local.any(
                EVENT_SET.isClear(),
                this == REARMS_FOR_EQUAL_DEADLINE
                        ? TIMER_DEADLINE.isAtMost(NEXT_EVENT)
                        : TIMER_DEADLINE.isBefore(NEXT_EVENT));
    }

    /** Whether reprogram_timer stops the LAPIC timer where the deadline is over. */
    boolean stopsLateTimer() {
        return this == PIT_EXIT_STOPS_TIMER || this == PIT_EXIT_RAISES_TIMER;
    }

    private Step missed() {
        return switch (this) {
            case HANDLER_IGNORES_MISS -> HandlerSteps.missed(Handler.UNLOCK).build();
            case REWRITES_SAME_TIME -> HandlerSteps.missed(Handler.COMPARATOR).build();
            default -> HandlerSteps.missed(Handler.FORGET).retries().build();
        };
    }

    /** Places of other versions. */
    Set<Main> unused() {
        Set<Main> unused = EnumSet.of(Main.SUSPEND, Main.SUSPEND_RAISE, Main.BEFORE_HLT);
        if (this == V1) {
            unused.removeAll(EnumSet.of(Main.SUSPEND, Main.SUSPEND_RAISE));
        } else if (this == HALT_IN_TWO_STEPS) {
            unused.remove(Main.BEFORE_HLT);
        }
        return unused;
    }

    private List<Step> look() {
        return switch (this) {
            case V1 ->
                List.of(
                        MainSteps.look(Main.SUSPEND),
                        Step.named("V1: suspend the tick, not first", "behind the look; the ticker was not the first")
                                .when(runs(Main.SUSPEND))
                                .clear(TICKER)
                                .go(MAIN, Main.SELECT)
                                .build(),
                        Step.named("V1: suspend the tick", "behind the look; the ticker was the first timer")
                                .when(runs(Main.SUSPEND))
                                .when(Local.any(
                                        Moment.CHOSEN.isEqualTo(Moment.ZERO), FIRST_TIMER.isBefore(Moment.CHOSEN)))
                                .set(FIRST_TIMER, Moment.CHOSEN)
                                .clear(TICKER)
                                .go(MAIN, Main.SUSPEND_RAISE)
                                .build(),
                        Step.named("V1: raise TIMER", "on its own CPU, for the timer that was stopped: no IPI")
                                .when(runs(Main.SUSPEND_RAISE))
                                .set(TIMER)
                                .go(MAIN, Main.SELECT)
                                .build());
            case NO_CHECK ->
                List.of(Step.named("no look", "the CPU is to sleep, whatever is pending")
                        .when(runs(Main.LOOK))
                        .go(MAIN, Main.SELECT)
                        .build());
            case TRACE ->
                List.of(
                        MainSteps.look(Main.SELECT),
                        Step.named("trace record", "the buffer is half full: TASKLET is raised on its own CPU")
                                .when(runs(Main.SELECT))
                                .set(OTHERS)
                                .build());
            default -> List.of(MainSteps.look(Main.SELECT));
        };
    }

    private List<Step> halting() {
        return this == HALT_IN_TWO_STEPS
                ? List.of(
                        Step.named("sti", "interrupts on, hlt is next")
                                .when(runs(Main.SELECT))
                                .go(MAIN, Main.BEFORE_HLT)
                                .build(),
                        Step.named("hlt", "asleep with interrupts on")
                                .when(runs(Main.BEFORE_HLT))
                                .go(MAIN, Main.HALTED)
                                .build())
                : List.of(MainSteps.halt());
    }

    private static List<Step> interruptsFirst() {
        return List.of(
                Step.named("handler: IPI first", "the IPI is sent, the bit is to be set")
                        .when(handles(Handler.SCAN))
                        .when(Fact.nowhere(CPUMASK.isSet().and(SCANNED.isClear())))
                        .with(EXPIRED.isSet().and(TIMER.isClear()))
                        .clearOther(EXPIRED)
                        .setOther(RAISED)
                        .setOther(EVENT_CHECK)
                        .build(),
                Step.named("handler: bit behind IPI", "the bit is set")
                        .when(handles(Handler.SCAN))
                        .with(RAISED.isSet())
                        .clearOther(RAISED)
                        .setOther(TIMER)
                        .build());
    }

    /** Its name, as typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
