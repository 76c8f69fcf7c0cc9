// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.fixes;

import static org.wakeproof.fixes.Side.holds;
import static org.wakeproof.fixes.Side.violated;

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
                    holds("affinity-race --change migrates-in-one-section")));

    private SchedulerFixes() {}
}
