// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

/**
 * The server's machine.
 *
 * @param network its links
 * @param threads how many hardware threads are used, each with a queue of the NIC
 * @param siblingsFirst whether a core's second thread is used before the next core
 * @param alone how much faster a thread is whose sibling sleeps
 */
public record Hardware(NetworkCosts network, int threads, boolean siblingsFirst, double alone) {
    /** How many cores there are, with two threads each. */
    public static final int CORES = 8;

    /** The core of a thread. */
    int core(int thread) {
        return siblingsFirst ? thread / 2 : thread % CORES;
    }

    /** The same with another number of threads. */
    public Hardware withThreads(int other) {
        return new Hardware(network, other, siblingsFirst, alone);
    }
}
