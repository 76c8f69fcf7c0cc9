// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

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
                    "F07",
                    2009,
                    "missed deadline",
                    "no quantum timer for idle also drops a scheduler's own wake-up time",
                    violated("period-begin --change no-quantum-for-idle"),
                    holds("period-begin")),
            new Entry(
                    "F09",
                    2010,
                    "lost wake-up",
                    "mask of mwait sleepers read twice: neither store nor IPI",
                    violated("mwait-broadcast --change reads-flags-twice"),
                    holds("mwait-broadcast --change looks-at-deadline-only")),
            new Entry(
                    "F12",
                    2009,
                    "assertion",
                    "broadcast exit without a matching enter",
                    violated(
                            "idle-once --cstate c3 --timers none --hpet msi-shared --change skips-cpus-without-deadline"),
                    holds("idle-once --cstate c3 --timers none --hpet msi-shared --change leaves-without-deadline")),
            new Entry(
                    "F17",
                    2017,
                    "missed deadline",
                    "wake-up path stops an expired timer before its handler has run",
                    violated("expired-timer --change stops-expired-timer"),
                    holds("expired-timer")),
            new Entry(
                    "F22",
                    2013,
                    "missed deadline",
                    "comparator fires while the channel is masked for re-routing",
                    violated("shared-channel --change masks-while-rerouting"),
                    holds("shared-channel --change calls-handler-after-rerouting")),
            new Entry(
                    "F23",
                    2018,
                    "assertion",
                    "live mask tested for empty, then read again",
                    violated("shared-channel --change reads-mask-twice"),
                    holds("shared-channel")),
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
                    "F26",
                    2008,
                    "missed deadline",
                    "a comparator write that came too late counts as in time",
                    violated("near-miss --change mistakes-equality-for-time"),
                    holds("near-miss")),
            new Entry(
                    "F27",
                    2006,
                    "spurious fire",
                    "moving an inactive timer arms it",
                    violated("offline --variant timers-only --timers single-shot --change arms-inactive-timers"),
                    holds("offline --variant timers-only --timers single-shot")),
            new Entry(
                    "F28",
                    2010,
                    "missed deadline",
                    "timers left behind on a CPU that is gone",
                    violated("offline --variant timers-only --change poll-with-timeout"),
                    holds("offline --variant timers-only --change poll-with-timeout,moves-all-timers")),
            new Entry(
                    "F31",
                    2025,
                    "lost wake-up",
                    "interrupts on between the pending check and mwait",
                    violated("mwait-interrupt --change enables-interrupts-early"),
                    holds("mwait-interrupt")),
            new Entry(
                    "F32",
                    2025,
                    "broken protocol",
                    "mwait IPI elision samples the sleep state apart from the store (no wake-up is lost)",
                    violated("mwait-broadcast --change flag-apart-from-store").decidedBy("told means told"),
                    holds("mwait-broadcast")),
            new Entry(
                    "F37",
                    2025,
                    "missed deadline",
                    "hardware deadline forgotten across S3",
                    violated("suspend --change forgets-deadline-in-s3"),
                    holds("suspend")),
            new Entry(
                    "F38",
                    2025,
                    "lost wake-up",
                    "monitor misses a store and no IPI was sent",
                    violated("mwait-wakeup --change monitor-misses-stores"),
                    holds("mwait-wakeup --change monitor-misses-stores,always-interrupts")));

    private IdleFixes() {}
}
