// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.timed.queueing.SerialResource;

/** The links of the server. Those of the client machines, of which there are enough, are never waited for. */
final class Network {
    private final NetworkCosts costs;
    private final List<SerialResource> in = new ArrayList<>();
    private final List<SerialResource> out = new ArrayList<>();

    Network(NetworkCosts costs) {
        this.costs = costs;
        for (int port = 0; port < costs.ports(); port++) {
            in.add(new SerialResource());
            out.add(new SerialResource());
        }
    }

    NetworkCosts costs() {
        return costs;
    }

    /** How long a packet takes from the client's software to the server's link. */
    long toLink(int bytesOnWire) {
        return costs.nicNs() + Math.round(costs.time(bytesOnWire)) + costs.switchNs();
    }

    /**
     * Packets come to the server's link now.
     *
     * @return when the last of them is in the server's memory
     */
    long toServer(int port, int bytesOnWire, long now) {
        return in.get(port % in.size()).use(now, costs.time(bytesOnWire)) + costs.nicNs();
    }

    /** When packets that come to the server's link now would be in its memory. */
    long wouldReachServer(int port, int bytesOnWire, long now) {
        return in.get(port % in.size()).wouldEnd(now, costs.time(bytesOnWire)) + costs.nicNs();
    }

    /**
     * The server sends packets now.
     *
     * @return when the last of them is in the client's memory
     */
    long toClient(int port, int bytesOnWire, int packets, long now) {
        long sent = out.get(port % out.size()).use(now + costs.nicNs(), costs.time(bytesOnWire));
        return sent + costs.switchNs() + Math.round(costs.time(bytesOnWire / packets)) + costs.nicNs();
    }

    /** Counts anew. */
    void reset() {
        in.forEach(SerialResource::reset);
        out.forEach(SerialResource::reset);
    }

    /** How busy the links to the server are, from 0 to 1. */
    double inShare(long counted) {
        return share(in, counted);
    }

    /** How busy the links from the server are, from 0 to 1. */
    double outShare(long counted) {
        return share(out, counted);
    }

    private static double share(List<SerialResource> links, long counted) {
        return links.stream().mapToDouble(SerialResource::busy).sum() / counted / links.size();
    }
}
