// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

/**
 * What is between clients and the server.
 *
 * @param ports how many links the server has
 * @param bitsPerNs what each carries in each direction, which is a number of Gbit/s
 * @param switchNs from a whole packet to its first bit at the other side
 * @param nicNs NIC and PCIe, at each side and in each direction
 */
public record NetworkCosts(int ports, double bitsPerNs, long switchNs, long nicNs) {
    /** What Ethernet, IP and TCP add to what a packet carries: preamble, headers, checksum and gap. */
    public static final int AROUND = 78;
    /** A packet that carries nothing, as it is on the wire: Ethernet's shortest. */
    public static final int EMPTY = 84;

    private static final int MOST = 1460;

    /** How many packets a message takes. */
    public static int packets(int bytes) {
        return (bytes + MOST - 1) / MOST;
    }

    /** The bytes on the wire of a message. */
    public static int onWire(int bytes) {
        return bytes + packets(bytes) * AROUND;
    }

    /** How long bytes take on one link, in nanoseconds. */
    public double time(int bytesOnWire) {
        return bytesOnWire * 8 / bitsPerNs;
    }

    /** How many messages a second all links carry in one direction. */
    public double messagesPerSecond(int bytes) {
        return ports * 1e9 / time(onWire(bytes));
    }
}
