// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

import java.util.List;

/**
 * Suspicious places in Xen's idle path of August 2026 (c447b7308b). What is <em>before</em> is Xen as it is, and what is
 * <em>after</em> is the smallest repair that the system has; the year is that of the commit that brought it. One that turned
 * out to be none holds on both sides. docs/today.md has the rest, and says of each what could be wrong.
 */
final class Places {
    static final List<Entry> ALL = List.of(
            new Entry(
                    "P1",
                    2026,
                    "lost for good",
                    "the HPET's legacy channel stays switched off after S3",
                    violated("s3-broadcast"),
                    holds("s3-broadcast --change enables-channel-on-resume")),
            new Entry(
                    "P2",
                    2025,
                    "lost wake-up",
                    "a CPU joins an HPET channel whose owner is leaving; its interrupt is taken for another's",
                    violated("channel-join"),
                    holds("channel-join --change joins-under-lock")),
            new Entry(
                    "P3",
                    2019,
                    "lost for good",
                    "a tickle that S3 eats: the CPU counts as tickled for ever",
                    violated("s3-tickle"),
                    holds("s3-tickle --change raises-on-enable")),
            new Entry(
                    "P4",
                    2017,
                    "late callback",
                    "RCU's idle timer fires before its CPU sleeps, and still counts as set",
                    violated("rcu-idle-timer"),
                    holds("rcu-idle-timer --change forgets-fired-timer")),
            new Entry(
                    "P5",
                    2017,
                    "use after free",
                    "an interrupt's handler is an RCU reader on a CPU that RCU counts as idle",
                    violated("rcu-reader"),
                    holds("rcu-reader --change tells-rcu-of-interrupts")),
            new Entry(
                    "P6",
                    2025,
                    "late timer",
                    "a guest's interrupt in service keeps the HPET's lower vector back",
                    violated("vector-priority"),
                    holds("vector-priority --change broadcast-beats-guests")),
            new Entry(
                    "P7",
                    2009,
                    "lost timer",
                    "pit_broadcast_exit ignores that the deadline is over",
                    violated("pit-exit"),
                    holds("pit-exit --change pit-exit-raises-timer")),
            new Entry(
                    "P8",
                    2009,
                    "late timer",
                    "the legacy broadcast is switched off between the choice of a C-state and the sleep",
                    violated("rtc-broadcast"),
                    holds("rtc-broadcast --change looks-again-at-limit")),
            new Entry(
                    "P8b",
                    2012,
                    "lost wake-up",
                    "mwait_idle hands C2 to the broadcast that lapic_timer_c2_ok does without",
                    violated("c2-broadcast"),
                    holds("c2-broadcast --change knows-c2-timer")),
            new Entry(
                    "P9",
                    2019,
                    "late callback",
                    "an RCU grace period waits for CPUs that halt by default_idle",
                    violated("rcu-default-idle"),
                    holds("rcu-default-idle --change default-idle-tells-rcu")),
            new Entry(
                    "P10",
                    2009,
                    "late tasklet",
                    "a trace record raises TASKLET between the last look and hlt",
                    violated("trace-record"),
                    holds("trace-record --change traces-before-look")),
            new Entry(
                    "P11",
                    2025,
                    "none on x86",
                    "in_mwait and the compare-and-exchange that sees it: no wake-up is lost",
                    holds("mwait-protocol"),
                    holds("mwait-protocol --memory tso")),
            new Entry(
                    "P12",
                    0,
                    "memory ordering",
                    "leaving idle by an unordered operation (a plain store under x86-TSO stands for Arm's)",
                    violated("rcu-exit-order --memory tso --change leaves-idle-by-plain-store"),
                    holds("rcu-exit-order --memory tso --change fences-idle-exit")),
            new Entry(
                    "P13",
                    2010,
                    "late unit",
                    "a CPU that was tickled leaves the pool, and nobody is tickled in its place",
                    violated("pool-tickle"),
                    holds("pool-tickle --change tickles-on-removal")),
            new Entry(
                    "P14",
                    2010,
                    "lost timer",
                    "a TSC deadline passes, or is over as it is written, before the timer is unmasked",
                    violated("tsc-deadline"),
                    holds("tsc-deadline --change fences-unmasking")),
            new Entry(
                    "P15",
                    2010,
                    "none",
                    "the HPET's handler sets the comparator by a time before its scan: late by two scans at most",
                    holds("scan-time"),
                    holds("scan-time --sample-age 2")),
            new Entry(
                    "P16",
                    0,
                    "lost wake-up",
                    "an NMI ends the shadow of sti before hlt, where hardware lets it in",
                    violated("nmi-shadow --change nmi-in-shadow"),
                    holds("nmi-shadow")),
            new Entry(
                    "P17",
                    0,
                    "none on x86",
                    "pm_idle and pm_idle_save are published by plain stores, in order",
                    holds("pm-idle --memory tso"),
                    holds("pm-idle")),
            new Entry(
                    "P18",
                    2019,
                    "none",
                    "core scheduling: siblings meet while one of them is in rcu_barrier",
                    holds("core-barrier"),
                    holds("core-barrier")),
            new Entry(
                    "P19",
                    2025,
                    "memory ordering",
                    "rcu_barrier is missed by a CPU with RCU pending already: raising it there is no fence",
                    violated("barrier-raise --memory tso"),
                    holds("barrier-raise --memory tso --change fences-barrier")));

    private Places() {}
}
