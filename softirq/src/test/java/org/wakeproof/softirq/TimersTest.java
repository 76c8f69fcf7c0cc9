// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Heap, list and deadline of timer.c against a model that only knows when each timer is due. */
class TimersTest {
    private static final class Model extends TimersModel {
        Model(int slop, int heapLimit) {
            super(slop, heapLimit);
        }

        @Override
        protected Softirq softirq() {
            return new Softirq(machine);
        }

        @Override
        protected Timers timers(Softirq softirq, Timers.Parameters parameters) {
            return new Timers(machine, softirq, new Apic(machine, softirq), parameters);
        }

        @Override
        protected void processTimers() {
            timers.processPendingTimers();
        }

        /** The latest of the earliest timers whose spans [expires, expires + slop] share an instant; any, where the heap is full. */
        @Override
        protected int expectedDeadline(int cpu, List<Integer> mine, int now) {
            if (isSet("timers[" + cpu + "].overflow")) {
                return mine.get(0);
            }
            int deadline = NOT_SET;
            int end = Integer.MAX_VALUE;
            for (int each : mine) {
                if (each > end) {
                    break;
                }
                deadline = each;
                end = Math.min(end, each + slop);
            }
            return deadline;
        }
    }

    @Provide
    Arbitrary<List<TimersModel.Act>> histories() {
        return TimersModel.histories(false);
    }

    /** A missing raise would let a timer be forgotten: whenever a first timer comes or goes, TIMER is raised. */
    @Property(tries = 2_000)
    void timersRunOnceTheyAreDueAndNeverBefore(
            @ForAll("histories") List<TimersModel.Act> history,
            @ForAll @IntRange(max = 2) int slop,
            @ForAll @IntRange(max = 7) int heapLimit) {
        new Model(slop, heapLimit).goesThrough(history);
    }
}
