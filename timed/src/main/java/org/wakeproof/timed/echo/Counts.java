// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

/** What a thread of the server has done. */
final class Counts {
    long messages;
    long packets;
    long batches;
    long interrupts;
    long wakeUps;
    long calls;

    /** Counts anew. */
    void reset() {
        messages = 0;
        packets = 0;
        batches = 0;
        interrupts = 0;
        wakeUps = 0;
        calls = 0;
    }
}
