// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

/**
 * What IX spends, in cycles, on a hardware thread next to one that is busy.
 *
 * @param packet each packet that comes: polling it from the NIC, and TCP
 * @param message each message: telling the application, its work, sending, and reclaiming buffers
 * @param transmit each packet that goes
 * @param accept each connection
 * @param batch each batch: crossing into the application and back, and telling the NIC
 * @param most how many packets a batch has at most
 * @param copyPerByte copying a message in and out; 0 with zero copy
 * @param cyclesPerNs the clock
 */
public record IxCosts(
        double packet,
        double message,
        double transmit,
        double accept,
        double batch,
        int most,
        double copyPerByte,
        double cyclesPerNs) {}
