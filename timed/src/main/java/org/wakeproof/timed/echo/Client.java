// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.queueing.Events;

/** A client that sends a message, waits for the answer, thinks, and opens another connection now and then. */
final class Client {
    private static final int LAST_PACKETS = 2;
    private static final long LONGEST_NS = 100_000_000_000L;

    private final Events events;
    private final Network network;
    private final ClientSystem system;
    private final Load load;
    private final int port;
    private final List<? extends ServerThread> threads;
    private final SplittableRandom random;
    private final Histogram latency;
    private final Transmission request;
    private final Transmission closing;
    private final IdleStates idle;
    private final Events.Event next;
    private final List<Packet> syn = List.of(new Packet(this, Packet.Kind.SYN));
    private final List<Packet> close;
    private final List<Packet> message = new ArrayList<>();
    private final List<Packet> firstMessage = new ArrayList<>();
    private ServerThread thread;
    private int sent;
    private long began;
    /** Whether what is waited for is an answer, and not the time to send. */
    private boolean waits;

    private Packet.Kind answer;

    /** @param latency where the time of each message goes, in nanoseconds */
    Client(
            Events events,
            Network network,
            ClientSystem system,
            Load load,
            int port,
            List<? extends ServerThread> threads,
            SplittableRandom random,
            Histogram latency) {
        this.events = events;
        this.network = network;
        this.system = system;
        this.load = load;
        this.port = port;
        this.threads = threads;
        this.random = random;
        this.latency = latency;
        request = new Transmission(events, network, port);
        closing = new Transmission(events, network, port);
        idle = new IdleStates(system.exits());
        next = events.declare(this::goOn);
        Packet silent = new Packet(this, Packet.Kind.SILENT);
        close = Collections.nCopies(LAST_PACKETS, silent);
        for (int i = 1; i < NetworkCosts.packets(load.bytes()); i++) {
            message.add(silent);
        }
        message.add(new Packet(this, Packet.Kind.MESSAGE));
        firstMessage.add(silent);
        firstMessage.addAll(message);
    }

    /** Begins after a while, on a connection that has been used for a while, so that clients do not act together. */
    void start(double spread) {
        sent = random.nextInt(load.messages());
        thread = threads.get(random.nextInt(threads.size()));
        next.in(think(Math.max(load.think(), spread)));
    }

    private long think(double mean) {
        return mean == 0 ? 0 : Math.round(-Math.log(1 - random.nextDouble()) * mean);
    }

    private void goOn() {
        if (waits) {
            waits = false;
            received();
        } else {
            began = events.now() + idle.leave(events.now());
            send();
        }
    }

    private void send() {
        long leaves = began + system.send();
        idle.enter(leaves);
        if (sent == 0) {
            request.send(syn, NetworkCosts.EMPTY, thread, leaves);
        } else {
            request.send(message, NetworkCosts.onWire(load.bytes()), thread, leaves);
        }
    }

    /** Whether the message under way is the first of its connection. */
    boolean isFirst() {
        return sent == 0;
    }

    /** The server's software is done with a packet, and sends the answer if it has one. */
    void answered(Packet.Kind kind) {
        if (kind == Packet.Kind.SILENT) {
            return;
        }
        answer = kind;
        int packets = kind == Packet.Kind.SYN ? 1 : NetworkCosts.packets(load.bytes());
        int bytes = kind == Packet.Kind.SYN ? NetworkCosts.EMPTY : NetworkCosts.onWire(load.bytes());
        long last = network.toClient(port, bytes, packets, events.now());
        double each = network.costs().time(bytes / packets);
        long exit = idle.leave(last);
        long first = last - Math.round((packets - 1) * each) + exit;
        waits = true;
        next.at(kind == Packet.Kind.SYN ? last + exit + system.packet() : system.received(first, last + exit, packets));
    }

    private void received() {
        if (answer == Packet.Kind.SYN) {
            int bytes = NetworkCosts.EMPTY + NetworkCosts.onWire(load.bytes());
            request.send(firstMessage, bytes, thread, events.now() + system.send());
            idle.enter(events.now());
            return;
        }
        latency.recordValue(Math.min(LONGEST_NS, events.now() - began));
        sent++;
        if (sent == load.messages()) {
            sent = 0;
            closing.send(close, LAST_PACKETS * NetworkCosts.EMPTY, thread, events.now());
            thread = threads.get(random.nextInt(threads.size()));
        }
        long think = think(load.think());
        if (think > 0) {
            idle.enter(events.now());
        }
        next.in(think);
    }
}
