// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.TimersModel;

/** Heap, list and deadline of timer.c of 2026 against a model that only knows when each timer is due. */
class Timers2026Test {
    private static final class Model extends TimersModel {
        private Softirq2026 softirq;

        Model(int slop, int heapLimit) {
            super(slop, heapLimit);
        }

        @Override
        protected Softirq softirq() {
            softirq = new Softirq2026(machine);
            return softirq;
        }

        @Override
        protected Timers timers(Softirq raised, Timers.Parameters parameters) {
            return new Timers2026(machine, raised, new Apic2026(machine, raised), parameters);
        }

        /** One round of process_pending_softirqs, as TIMER raises itself where the slop is 0 and a timer is due now. */
        @Override
        protected void processTimers() {
            if (softirq.takeLowest(0) == Softirq.TIMER) {
                softirq.handle(Softirq.TIMER);
            }
        }

        /** The earliest, or the slop from now if that is later; the list's timers count as those of the heap. */
        @Override
        protected int expectedDeadline(int cpu, List<Integer> mine, int now) {
            return mine.isEmpty() ? NOT_SET : Math.max(mine.get(0), now + slop);
        }
    }

    @Provide
    Arbitrary<List<TimersModel.Act>> histories() {
        return TimersModel.histories(true);
    }

    /** Whenever a first timer comes or goes, TIMER is raised; a killed timer is never set again, nor moved. */
    @Property(tries = 2_000)
    void timersRunOnceTheyAreDueAndNeverBefore(
            @ForAll("histories") List<TimersModel.Act> history,
            @ForAll @IntRange(max = 2) int slop,
            @ForAll @IntRange(max = 7) int heapLimit) {
        new Model(slop, heapLimit).goesThrough(history);
    }
}
