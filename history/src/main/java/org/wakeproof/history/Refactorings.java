// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

import java.util.List;

/** Refactorings that are believed correct: each holds, and a mutation of it shows that the check could fail. */
final class Refactorings {
    static final List<Entry> ALL = List.of(
            new Entry(
                    "G1",
                    2010,
                    "missed deadline",
                    "daa12fe8bf: the HPET's handler scans without the lock (mutated: next_event cleared behind the scan)",
                    violated("shared-channel --change forgets-next-event-late"),
                    holds("shared-channel")),
            new Entry(
                    "G2",
                    2017,
                    "missed deadline",
                    "9e051a840d: mask without lock, deadlines read once (mutated: the mask is entered last)",
                    violated("shared-channel --change enters-mask-last"),
                    holds("shared-channel")),
            new Entry(
                    "G3",
                    2014,
                    "lost wake-up",
                    "9a727a813e: no event-check IPI for sleepers in mwait (mutated: monitor armed behind the check)",
                    violated("mwait-wakeup --change arms-monitor-last"),
                    holds("mwait-wakeup")),
            new Entry(
                    "G4",
                    2014,
                    "memory ordering",
                    "the same with a raise by a plain store, x86-TSO (mutated: no fence before the look at the flags)",
                    violated("mwait-wakeup --memory tso --change raises-by-plain-store,elides-without-fence"),
                    holds("mwait-wakeup --memory tso --change raises-by-plain-store")),
            new Entry(
                    "G5",
                    2025,
                    "missed deadline",
                    "8ef32772b5: channels handed over by one write (mutated: masked meanwhile)",
                    violated("shared-channel --change masks-while-rerouting"),
                    holds("shared-channel")),
            new Entry(
                    "G6",
                    2025,
                    "lost wake-up",
                    "3e0bc4b503: in_mwait beside the pending bits, x86-TSO (mutated: monitor armed behind the check)",
                    violated("in-mwait --memory tso --change arms-monitor-last"),
                    holds("in-mwait --memory tso")));

    private Refactorings() {}
}
