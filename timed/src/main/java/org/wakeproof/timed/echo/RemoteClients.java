// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Clients of a server that is run elsewhere: each sends a message of one packet, waits for the answer, thinks, and sends
 * again, all on connections that are open. Messages are answered in the order in which they come. Times are nanoseconds
 * of the server's run.
 */
public final class RemoteClients {
    private static final long LONGEST_NS = 100_000_000_000L;

    /** A client machine's CPU, and when its message began. */
    private static final class Client {
        private final IdleStates idle;
        private final SplittableRandom random;
        private long began;
        private long atLink;

        Client(IdleStates idle, SplittableRandom random) {
            this.idle = idle;
            this.random = random;
        }
    }

    private final Network network;
    private final ClientSystem system;
    private final int bytes;
    private final double think;
    private final PriorityQueue<Client> underWay = new PriorityQueue<>(Comparator.comparingLong(each -> each.atLink));
    private final Deque<Client> inServer = new ArrayDeque<>();
    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private final long from;

    /**
     * @param link to the server, of which one is used
     * @param costs of the clients' machines, which run Linux
     * @param start they begin a while after this
     * @param from what ends before is not counted
     */
    public RemoteClients(NetworkCosts link, LinuxCosts costs, Load load, long seed, long start, long from) {
        network = new Network(link);
        system = ClientSystem.of(costs, load.bytes());
        bytes = NetworkCosts.onWire(load.bytes());
        think = load.think();
        this.from = from;
        SplittableRandom random = new SplittableRandom(seed);
        for (int each = 0; each < load.clients(); each++) {
            Client client = new Client(new IdleStates(costs.exits()), random.split());
            begins(client, start + random(client, Math.max(think, EchoSystem.SPREAD_NS)));
        }
    }

    private static long random(Client client, double mean) {
        return mean == 0 ? 0 : Math.round(-Math.log(1 - client.random.nextDouble()) * mean);
    }

    private void begins(Client client, long time) {
        client.began = time + client.idle.leave(time);
        long leaves = client.began + system.send();
        client.idle.enter(leaves);
        client.atLink = leaves + network.toLink(bytes);
        underWay.add(client);
    }

    /** When the next message will be in the server's NIC, unless another comes before; {@link Long#MAX_VALUE} for none. */
    public long next() {
        return underWay.isEmpty() ? Long.MAX_VALUE : network.wouldReachServer(0, bytes, underWay.peek().atLink);
    }

    /** That message is there. */
    public void arrives() {
        Client client = underWay.remove();
        network.toServer(0, bytes, client.atLink);
        inServer.add(client);
    }

    /** The server's software has sent the next answer. */
    public void answered(long now) {
        Client client = inServer.remove();
        long last = network.toClient(0, bytes, 1, now);
        long there = last + client.idle.leave(last);
        long end = system.received(there, there, 1);
        if (end >= from) {
            latency.recordValue(Math.min(LONGEST_NS, end - client.began));
        }
        long thinks = random(client, think);
        if (thinks > 0) {
            client.idle.enter(end);
        }
        begins(client, end + thinks);
    }

    /** From a client's beginning to send until its having the answer, in nanoseconds. */
    public Histogram latency() {
        return latency;
    }

    /** How busy the link to the server is, from 0 to 1, since the clients began. */
    public double linkIn(long time) {
        return network.inShare(time);
    }

    /** How busy the link from the server is. */
    public double linkOut(long time) {
        return network.outShare(time);
    }
}
