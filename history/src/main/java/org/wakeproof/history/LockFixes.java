// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

import java.util.List;

/** Bugs of what schedulers lock, and of the order in which. */
final class LockFixes {
    static final List<Entry> ALL = List.of(
            new Entry(
                    "F33a",
                    2012,
                    "assertion",
                    "the lock is found through a pointer that moves while one waits",
                    violated("lock-pointer --change reads-lock-pointer-once"),
                    holds("lock-pointer")),
            new Entry(
                    "F33b",
                    2011,
                    "assertion",
                    "the scheduler is fetched before the lock that guards it",
                    violated("lock-pointer --change fetches-scheduler-early"),
                    holds("lock-pointer")),
            new Entry(
                    "F33c",
                    2013,
                    "assertion",
                    "a vCPU's processor changes between taking its lock and letting go of it",
                    violated("move-domain --change moves-vcpu-without-lock"),
                    holds("move-domain")),
            new Entry(
                    "F34a",
                    2011,
                    "livelock",
                    "two migrations try for each other's lock, and back off for ever",
                    violated("migration-locks --change migrates-by-trying"),
                    holds("migration-locks")),
            new Entry(
                    "F34b",
                    2011,
                    "livelock",
                    "a migration picks another CPU whenever it holds the locks for the last one",
                    violated("migration-locks --change picks-anew"),
                    holds("migration-locks")),
            new Entry(
                    "F35a",
                    2019,
                    "assertion",
                    "the ticker is set without a lock while the CPU is removed from its pool",
                    violated("pool-removal --change resumes-tick-without-lock"),
                    holds("pool-removal")),
            new Entry(
                    "F35b",
                    2026,
                    "assertion",
                    "the ticker fires after its data is gone, and before it is stopped",
                    violated("pool-removal --change ticks-without-data"),
                    holds("pool-removal")));

    private LockFixes() {}
}
