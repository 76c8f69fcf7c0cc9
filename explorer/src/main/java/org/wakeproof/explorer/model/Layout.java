// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import org.wakeproof.machine.Machine;

/** Where the call-stack number of each CPU lies in the packed state: in the spare bits behind the machine's fields. */
public final class Layout {
    /** Bits of a call-stack number. */
    static final int STACK_BITS = 20;

    private static final long STACK_MASK = (1L << STACK_BITS) - 1;

    private final int words;
    private final int[] word;
    private final int[] shift;

    Layout(Machine machine) {
        int cpus = machine.cpuCount();
        word = new int[cpus];
        shift = new int[cpus];
        int at = 0;
        int used = machine.stateWords() == 0 ? 0 : machine.bitsInWord(0);
        for (int cpu = 0; cpu < cpus; cpu++) {
            while (used + STACK_BITS > Long.SIZE) {
                at++;
                used = at < machine.stateWords() ? machine.bitsInWord(at) : 0;
            }
            word[cpu] = at;
            shift[cpu] = used;
            used += STACK_BITS;
        }
        words = Math.max(machine.stateWords(), at + 1);
    }

    /** 64-bit words of a packed state. */
    public int words() {
        return words;
    }

    public int stack(long[] state, int cpu) {
        return (int) (state[word[cpu]] >>> shift[cpu] & STACK_MASK);
    }

    public void setStack(long[] state, int cpu, int number) {
        int at = word[cpu];
        state[at] = state[at] & ~(STACK_MASK << shift[cpu]) | (long) number << shift[cpu];
    }
}
