// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.softirq.y2026.Softirq2026;

/** The softirqs of 2026 by their numbers of 2026: RCU comes before the scheduler's two. */
public class CoreSoftirq2026 extends Softirq2026 {
    public static final int RCU = 1;
    public static final int SCHED_SLAVE = 2;
    public static final int SCHEDULE = 3;

    private static final List<String> NAMES = List.of(
            "TIMER",
            "RCU",
            "SCHED_SLAVE",
            "SCHEDULE",
            "NEW_TLBFLUSH_CLOCK_PERIOD",
            "TASKLET",
            "NMI",
            "TIME_CALIBRATE",
            "VCPU_KICK",
            "MACHINE_CHECK",
            "HVM_DPCI");

    public CoreSoftirq2026(Machine machine) {
        super(machine, NAMES);
    }

    private CoreSoftirq2026(Machine machine, List<String> names) {
        super(machine, names);
    }

    @Override
    protected int rcuSoftirq() {
        return RCU;
    }

    @Override
    protected final int schedulersSoftirqs() {
        return 1 << SCHEDULE | 1 << SCHED_SLAVE;
    }

    /** The same with RCU behind the scheduler's, as in 2009: not in Xen. */
    public static final class RcuLast extends CoreSoftirq2026 {
        private static final int LAST = 10;

        public RcuLast(Machine machine) {
            super(machine, names());
        }

        private static List<String> names() {
            List<String> names = new ArrayList<>(NAMES);
            names.set(LAST, "RCU");
            names.set(RCU, "none");
            return names;
        }

        @Override
        protected int rcuSoftirq() {
            return LAST;
        }
    }
}
