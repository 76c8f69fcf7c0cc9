// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.List;
import org.wakeproof.timed.queueing.Events;

/** Packets of a client that come to the server's link together, and then one by one to a thread's queue. */
final class Transmission {
    private final Events events;
    private final Network network;
    private final int port;
    private final Events.Event next;
    private List<Packet> packets = List.of();
    private int bytesOnWire;
    private ServerThread thread;
    private int delivered;
    private long last;
    private boolean atLink;

    Transmission(Events events, Network network, int port) {
        this.events = events;
        this.network = network;
        this.port = port;
        next = events.declare(this::goOn);
    }

    /**
     * Sends.
     *
     * @param leaves when the client's software is done with them
     */
    void send(List<Packet> all, int bytes, ServerThread to, long leaves) {
        packets = all;
        bytesOnWire = bytes;
        thread = to;
        delivered = 0;
        atLink = true;
        next.at(leaves + network.toLink(bytes / all.size()));
    }

    private void goOn() {
        if (atLink) {
            atLink = false;
            last = network.toServer(port, bytesOnWire, events.now());
        } else {
            thread.arrives(packets.get(delivered));
            delivered++;
        }
        int after = packets.size() - delivered - 1;
        if (after >= 0) {
            double each = network.costs().time(bytesOnWire) / packets.size();
            next.at(Math.max(events.now(), last - Math.round(after * each)));
        }
    }
}
