// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.List;

/**
 * What the system of a client machine spends, in nanoseconds. It is the same system as the server's, and each client has
 * a CPU that nobody else wants.
 *
 * @param send from the application to the NIC
 * @param packet each packet of the answer
 * @param receive what an answer costs besides
 * @param exits how long leaving each C-state takes; none where CPUs do not enter any
 */
record ClientSystem(long send, long packet, long receive, List<Long> exits) {
    static ClientSystem of(IxCosts costs, int bytes) {
        double transmit = NetworkCosts.packets(bytes) * costs.transmit();
        return new ClientSystem(
                Math.round(transmit / costs.cyclesPerNs()),
                Math.round(costs.packet() / costs.cyclesPerNs()),
                Math.round((costs.batch() + costs.message() + bytes * costs.copyPerByte()) / costs.cyclesPerNs()),
                List.of());
    }

    static ClientSystem of(LinuxCosts costs, int bytes) {
        return new ClientSystem(
                costs.call() + costs.send(),
                costs.softirq(),
                costs.interrupt() + costs.wakeUp() + 2 * costs.call() + Math.round(bytes * costs.copyPerByte()),
                costs.exits());
    }

    /** How long it takes with the packets of an answer, of which the first comes before the last. */
    long received(long first, long last, int packets) {
        return Math.max(first + packets * packet, last + packet) + receive;
    }
}
