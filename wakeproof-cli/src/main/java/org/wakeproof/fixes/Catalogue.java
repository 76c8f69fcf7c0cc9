// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.fixes;

import static org.wakeproof.fixes.Side.holds;
import static org.wakeproof.fixes.Side.violated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found again, and what each system is. */
public final class Catalogue {
    /** Historic bugs. */
    public static final List<Entry> FIXES = List.of(
            new Entry(
                    "F01",
                    2009,
                    "lost wake-up",
                    "ticker stopped after the last check; its own TIMER bit swallows the HPET's wake-up",
                    violated("idle-tick --variant v1 --cstate c3 --timers none"),
                    holds("idle-once --variant v2 --cstate c3")),
            new Entry(
                    "F02",
                    2009,
                    "starvation",
                    "V2's softirq pass may never return: the ticker stays off under a guest",
                    violated("tick-under-guest --cpus 1"),
                    holds("tick-under-guest --cpus 1 --variant timers-only")),
            new Entry(
                    "F03",
                    2008,
                    "lost wake-up",
                    "deep C-state entered without looking at softirqs after cli",
                    violated("idle-once --variant no-check --cstate c3"),
                    holds("idle-once --variant v0 --cstate c3")),
            new Entry(
                    "F04",
                    2010,
                    "lost wake-up",
                    "CPU taken offline inside the idle entry, then sleeps for ever",
                    violated("offline"),
                    holds("offline --variant v2-online")),
            new Entry(
                    "F05",
                    2008,
                    "lost wake-up",
                    "poll looks only at the listed ports",
                    violated("poll --change poll-looks-at-ports-only"),
                    holds("poll")),
            new Entry(
                    "F06",
                    2008,
                    "missed deadline",
                    "leaving the HPET broadcast ignores that the deadline has passed",
                    violated("idle-tick --variant v0 --cpus 1 --change exit-ignores-deadline"),
                    holds("idle-tick --variant v0 --cpus 1")),
            new Entry(
                    "F10",
                    2012,
                    "starvation",
                    "preempted vCPU waits although an idle CPU could run it",
                    violated("tickle").decidedBy("the idle CPU takes over the one that waits"),
                    holds("tickle --change tickles-for-the-preempted")
                            .decidedBy("the idle CPU takes over the one that waits")),
            new Entry(
                    "F11",
                    2018,
                    "assertion",
                    "three-step migration leaves a vCPU on a queue that is not its processor's",
                    violated("affinity-race"),
                    holds("affinity-race --change migrates-in-one-section")),
            new Entry(
                    "F13",
                    2008,
                    "memory ordering",
                    "poll announces itself by plain stores (x86-TSO)",
                    violated("poll --memory tso --change polls-by-plain-stores"),
                    holds("poll --memory tso")),
            new Entry(
                    "F24",
                    2008,
                    "deadlock",
                    "HPET handler holds its lock with interrupts on",
                    violated("idle-once --cstate c3 --change handler-keeps-interrupts-on")
                            .decidedBy("lock order and irq-safety"),
                    holds("idle-once --cstate c3").decidedBy("lock order and irq-safety")),
            new Entry(
                    "F27",
                    2006,
                    "spurious fire",
                    "moving an inactive timer arms it",
                    violated("offline --timers single-shot --change arms-inactive-timers"),
                    holds("offline --timers single-shot")),
            new Entry(
                    "F28",
                    2010,
                    "missed deadline",
                    "timers left behind on a CPU that is gone",
                    violated("offline --variant timers-only --change poll-with-timeout"),
                    holds("offline --variant timers-only --change poll-with-timeout,moves-all-timers")));

    /** Mutations of the ports, and the ports as they are. */
    public static final List<Entry> MUTANTS = List.of(
            mutant("M1", "suspend the ticker after the pending check", "F01"),
            new Entry(
                    "M2",
                    0,
                    "never sleeps",
                    "suspend before the check, no softirq pass",
                    violated("idle-once --variant v1-alt --cstate c3 --timers none"),
                    holds("idle-once --cstate c3 --timers none")),
            mutant("M3", "none: V2 as it is", "F02"),
            mutant("M4", "none, with a CPU that goes down", "F04"),
            mutant("M5", "no pending check after cli", "F03"),
            new Entry(
                    "M6",
                    0,
                    "lost wake-up",
                    "sti and hlt as two steps",
                    violated("idle-once --cstate none --timers none --change halt-in-two-steps"),
                    holds("idle-once --cstate none --timers none")),
            new Entry(
                    "M7",
                    0,
                    "missed deadline",
                    "clear the softirq bit after the handler",
                    violated("idle-tick --cpus 1 --cstate c1 --change clears-bit-after-handler"),
                    holds("idle-tick --cpus 1 --cstate c1")),
            mutant("M8", "exit ignores reprogram_timer's 0", "F06"),
            new Entry(
                    "M9",
                    0,
                    "missed deadline",
                    "the HPET's handler forgets to set the comparator again",
                    violated("idle-once --cpus 3 --cstate c3 --change handler-forgets-to-rearm"),
                    holds("idle-once --cpus 3 --cstate c3")),
            new Entry(
                    "M10",
                    0,
                    "lost wake-up",
                    "send the IPI before setting the bit",
                    violated("block --change interrupts-before-raising"),
                    holds("block")),
            mutant("M11", "polling flags as plain stores", "F13"),
            new Entry(
                    "M12",
                    0,
                    "memory ordering",
                    "_VPF_blocked set by a plain store (x86-TSO)",
                    violated("block --memory tso --change blocks-by-plain-store"),
                    holds("block --memory tso")),
            new Entry(
                    "M13",
                    0,
                    "memory ordering",
                    "no fence in context_saved (x86-TSO)",
                    violated("affinity-race --memory tso --change migrates-in-one-section,switches-without-fence"),
                    holds("affinity-race --memory tso --change migrates-in-one-section")),
            mutant("M17", "set affinity in three critical sections (as is)", "F11"),
            mutant("M18", "re-add inactive timers on migrate", "F27"),
            mutant("M20", "ch->lock without irq-off in the handler", "F24"));

    private Catalogue() {}

    /** A mutation that puts a historic bug back. */
    private static Entry mutant(String id, String title, String fix) {
        Entry as = Entry.find(FIXES, fix).orElseThrow();
        return new Entry(id, 0, as.kind(), title + " (" + as.id() + ")", as.before(), as.after());
    }

    /** A bug or mutation by its name. */
    public static Optional<Entry> find(String id) {
        List<Entry> all = new ArrayList<>(FIXES);
        all.addAll(MUTANTS);
        return Entry.find(all, id);
    }
}
