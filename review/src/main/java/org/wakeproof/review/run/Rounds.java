// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for places in the code, so that the machine can hand them from round to round. */
final class Rounds {
    private final Advance advance;
    private final int cpus;
    private final Map<Snapshot, Integer> numbers = new HashMap<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<Snapshot, List<Way>> ways = new HashMap<>();

    /** The first numbers are those of the starts, one for each CPU: none is an operation, even where the first instruction is one. */
    Rounds(Advance advance, int cpus) {
        this.advance = advance;
        this.cpus = cpus;
        for (int cpu = 0; cpu < cpus; cpu++) {
            snapshots.add(advance.start(cpu));
        }
    }

    boolean isStart(int number) {
        return number < cpus;
    }

    synchronized int number(Snapshot snapshot) {
        return numbers.computeIfAbsent(snapshot, key -> {
            snapshots.add(key);
            return snapshots.size() - 1;
        });
    }

    synchronized Snapshot numbered(int number) {
        return snapshots.get(number);
    }

    /** Where the code can get to from there. */
    synchronized List<Way> ways(Snapshot from) {
        return ways.computeIfAbsent(from, key -> new Closure(advance, key).ways());
    }
}
