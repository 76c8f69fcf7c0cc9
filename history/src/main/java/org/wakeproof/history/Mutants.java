// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

import java.util.List;

/** Mutations of the ports, and the ports as they are. */
final class Mutants {
    static final List<Entry> ALL = List.of(
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
            new Entry(
                    "M13b",
                    0,
                    "memory ordering",
                    "no fence from switching a vCPU in to looking for its events (x86-TSO)",
                    violated("switch-in --memory tso --change switches-without-fence,stops-timer-without-fence"),
                    holds("switch-in --memory tso")),
            new Entry(
                    "M14",
                    0,
                    "starvation",
                    "set the idlers bit after the attempt to steal (as is), or before it",
                    violated("steal-window"),
                    holds("steal-window --change idlers-set-before-steal")),
            mutant("M15", "no quantum for idle, whatever the scheduler asks for", "F07"),
            new Entry(
                    "M16",
                    0,
                    "starvation",
                    "tickle a single idler",
                    violated("tickle-both --change tickles-one-idler")
                            .decidedBy("both idle CPUs are told while both vCPUs wait"),
                    holds("tickle-both").decidedBy("both idle CPUs are told while both vCPUs wait")),
            mutant("M17", "set affinity in three critical sections (as is)", "F11"),
            mutant("M18", "re-add inactive timers on migrate", "F27"),
            mutant("M19", "stop_timer on wake-up before TIMER is served", "F17"),
            mutant("M20", "ch->lock without irq-off in the handler", "F24"));

    private Mutants() {}

    /** A mutation that puts a historic bug back. */
    private static Entry mutant(String id, String title, String fix) {
        Entry as = Entry.find(Catalogue.FIXES, fix).orElseThrow();
        return new Entry(id, 0, as.kind(), title + " (" + as.id() + ")", as.before(), as.after());
    }
}
