// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

/**
 * A packet on its way to the server.
 *
 * @param client whose
 * @param kind what it carries
 */
record Packet(Client client, Kind kind) {
    /** What a packet carries. */
    enum Kind {
        /** The first of a connection: it is answered at once, without the application. */
        SYN,
        /** Nothing that is answered: an acknowledgement, the end of a connection, a message but for its end. */
        SILENT,
        /** The end of a message. */
        MESSAGE
    }
}
