// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.XenSource;

/**
 * Walking the CPUs of a mask, one bit each. Xen's {@code for_each_cpu_mask} is a macro that evaluates its mask anew in
 * each round, so a loop over a mask that others change loads it in each round:
 *
 * <pre>{@code
 * for (int cpu = first(map.load()); cpu < machine.cpuCount(); cpu = next(cpu, map.load()))
 * }</pre>
 */
public final class Cpumask {
    private static final String FILE = "xen/include/xen/cpumask.h";

    private Cpumask() {}

    /** Returns the lowest CPU of a mask, or one that is beyond all CPUs if the mask is empty. */
    @XenSource(value = "first_cpu", file = FILE)
    public static int first(int mask) {
        return Integer.numberOfTrailingZeros(mask);
    }

    /** Returns the lowest CPU of a mask behind {@code cpu}, or one that is beyond all CPUs if there is none. */
    @XenSource(value = "next_cpu", file = FILE)
    public static int next(int cpu, int mask) {
        return first(mask & -2 << cpu);
    }

    /** Returns the next CPU of a mask that is not empty, from the one behind {@code cpu} round to it. */
    @XenSource(value = "cycle_cpu", file = FILE)
    public static int cycle(int cpu, int mask) {
        int behind = next(cpu, mask);
        return behind < Integer.SIZE ? behind : first(mask);
    }
}
