// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.timed.queueing.Events;

/**
 * IX: polls, takes what waits up to the bound of a batch, and carries it through to the answers, which leave together.
 * It shares nothing with other threads. A packet that comes while it polls is seen at once.
 */
final class IxThread extends ServerThread {
    private final IxCosts costs;
    private final int bytes;
    private final List<Packet> batch = new ArrayList<>();

    /** @param bytes of a message */
    IxThread(Events events, Core core, int number, IxCosts costs, int bytes) {
        super(events, core, number);
        this.costs = costs;
        this.bytes = bytes;
    }

    @Override
    void arrives(Packet packet) {
        queue.add(packet);
        if (!next.isDue() && batch.isEmpty()) {
            begin();
        }
    }

    @Override
    void goOn() {
        for (Packet packet : batch) {
            packet.client().answered(packet.kind());
        }
        batch.clear();
        if (queue.isEmpty()) {
            turn(Core.State.POLLING);
        } else {
            begin();
        }
    }

    private void begin() {
        double cycles = costs.batch();
        while (!queue.isEmpty() && batch.size() < costs.most()) {
            Packet packet = queue.remove();
            batch.add(packet);
            cycles += costs.packet() + answering(packet);
        }
        counts.batches++;
        counts.packets += batch.size();
        work(cycles / costs.cyclesPerNs(), 0);
    }

    private double answering(Packet packet) {
        return switch (packet.kind()) {
            case SILENT -> 0;
            case SYN -> costs.transmit();
            case MESSAGE -> {
                counts.messages++;
                yield costs.message()
                        + NetworkCosts.packets(bytes) * costs.transmit()
                        + bytes * costs.copyPerByte()
                        + (packet.client().isFirst() ? costs.accept() : 0);
            }
        };
    }
}
