// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.List;

/**
 * What Linux spends, in nanoseconds, on a hardware thread next to one that sleeps.
 *
 * @param interrupt each interrupt
 * @param softirq each packet, in the softirq
 * @param wakeUp waking the thread of the application, and switching to it
 * @param call each of the three system calls of a message: epoll_wait, read, write
 * @param send what is below the write
 * @param accept each connection
 * @param locks how often a connection takes a lock that all threads want
 * @param copyPerByte copying a message in and out
 * @param moderation the least time between two interrupts of a queue
 * @param interruptNs the least time between two interrupts of the machine
 * @param lockNs how long a contended lock is held
 * @param exits how long leaving each C-state takes, the shallowest first; none where CPUs do not enter any
 */
public record LinuxCosts(
        long interrupt,
        long softirq,
        long wakeUp,
        long call,
        long send,
        long accept,
        int locks,
        double copyPerByte,
        long moderation,
        double interruptNs,
        double lockNs,
        List<Long> exits) {}
