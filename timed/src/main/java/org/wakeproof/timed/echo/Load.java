// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

/**
 * What clients do. Each has one request at a time under way.
 *
 * @param clients how many there are
 * @param messages on each connection; then the client opens another, which RSS gives to any queue
 * @param bytes of a message, there and back
 * @param think how long a client waits on average before its next request, in nanoseconds, at random
 */
public record Load(int clients, int messages, int bytes, double think) {
    /** The same with other clients. */
    public Load with(int otherClients, double otherThink) {
        return new Load(otherClients, messages, bytes, otherThink);
    }

    /** The same with longer or shorter messages. */
    public Load withBytes(int other) {
        return new Load(clients, messages, other, think);
    }
}
