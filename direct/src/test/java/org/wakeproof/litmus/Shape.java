// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

/**
 * A litmus test.
 *
 * @param name as the literature calls it, as far as it does
 * @param cpus how many it has
 * @param sequentiallyConsistent the outcomes of sequential consistency, separated by blanks
 * @param tsoOnly the outcomes that x86-TSO has beside those
 * @param program what the CPUs do
 */
record Shape(String name, int cpus, String sequentiallyConsistent, String tsoOnly, Program program) {
    /** Wires what the CPUs do. */
    interface Program {
        void wire(Litmus test);
    }

    /** All outcomes of one of the two. */
    String[] outcomes(boolean tso) {
        return (tso ? sequentiallyConsistent + " " + tsoOnly : sequentiallyConsistent)
                .trim()
                .split(" ");
    }

    @Override
    public String toString() {
        return name;
    }
}
