// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

import java.util.List;

/** Bugs of the schedulers and what they are told. */
final class SchedulerFixes {
    static final List<Entry> ALL = List.of(
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
                    "F15",
                    2013,
                    "starvation",
                    "clearing YIELD takes PARKED along: the vCPU is never unparked",
                    violated("yield-and-park --change credit-flags-by-plain-stores"),
                    holds("yield-and-park")),
            new Entry(
                    "F16",
                    2020,
                    "lost wake-up",
                    "pause flags updated by plain stores: a cleared _VPF_blocked comes back",
                    violated("pause-flags --change pause-flags-by-plain-stores"),
                    holds("pause-flags")),
            new Entry(
                    "F29b",
                    2016,
                    "starvation",
                    "a running vCPU is marked for migration, and its CPU is not told",
                    violated("pause-flags --change marks-migration-silently"),
                    holds("pause-flags")),
            new Entry(
                    "F20",
                    2021,
                    "starvation",
                    "the scan of a run queue stops at a head that is being paused",
                    violated("runqueue-scan --change stops-at-the-paused"),
                    holds("runqueue-scan")),
            new Entry(
                    "F21",
                    2010,
                    "starvation",
                    "two wake-ups tickle the same idle CPU",
                    violated("tickle-one --change tickles-the-tickled"),
                    holds("tickle-one")),
            new Entry(
                    "F21b",
                    2010,
                    "starvation",
                    "two busy CPUs tickle the same idle CPU, which still counts as idle",
                    violated("tickle-idlers --change keeps-tickled-idlers"),
                    holds("tickle-idlers")),
            new Entry(
                    "F21c",
                    2017,
                    "starvation",
                    "two busy CPUs read the idlers mask before one takes the idle CPU out of it",
                    violated("tickle-idlers --change clears-tickled-idlers"),
                    holds("tickle-idlers")),
            new Entry(
                    "F29a",
                    2017,
                    "starvation",
                    "a CPU that joins a pool is not told, and sleeps while vCPUs wait",
                    violated("pool --change joins-pool-silently"),
                    holds("pool")),
            new Entry(
                    "F29c",
                    2015,
                    "starvation",
                    "a CPU that is in no pool is tickled instead of one that is",
                    violated("pool --change tickles-outside-pool"),
                    holds("pool")),
            new Entry(
                    "F30",
                    2016,
                    "starvation",
                    "a CPU busy with a tasklet counts as idle, and swallows a tickle",
                    violated("tasklet-tickle --change idles-for-tasklets"),
                    holds("tasklet-tickle")));

    private SchedulerFixes() {}
}
