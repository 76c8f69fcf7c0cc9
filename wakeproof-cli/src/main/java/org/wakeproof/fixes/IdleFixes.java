// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.fixes;

import static org.wakeproof.fixes.Side.holds;
import static org.wakeproof.fixes.Side.violated;

import java.util.List;

/** Bugs of the idle entry, its C-states, the broadcast device and timers. */
final class IdleFixes {
    static final List<Entry> ALL = List.of(
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
                    "F06",
                    2008,
                    "missed deadline",
                    "leaving the HPET broadcast ignores that the deadline has passed",
                    violated("idle-tick --variant v0 --cpus 1 --change exit-ignores-deadline"),
                    holds("idle-tick --variant v0 --cpus 1")),
            new Entry(
                    "F18",
                    2017,
                    "starvation",
                    "an RCU grace period waits for CPUs that sleep",
                    violated("rcu-idle --change waits-for-idle-cpus"),
                    holds("rcu-idle")),
            new Entry(
                    "F18b",
                    2017,
                    "memory ordering",
                    "the starter of a grace period looks who idles without a fence (x86-TSO)",
                    violated("rcu-idle --memory tso --change starts-batch-without-fence"),
                    holds("rcu-idle --memory tso")),
            new Entry(
                    "F19",
                    2017,
                    "starvation",
                    "a CPU with RCU callbacks sleeps through the end of its grace period",
                    violated("rcu-idle --change sleeps-on-callbacks"),
                    holds("rcu-idle")),
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

    private IdleFixes() {}
}
