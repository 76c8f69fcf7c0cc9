// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

/**
 * What a request costs, in nanoseconds.
 *
 * @param guest everything that a Linux guest has to do, exits for the ring among it
 * @param fio what fio spends more on Windows
 * @param clockReads how often the clock is read
 * @param clock what reading it is; {@link VcpuActivity#GUEST} where the guest is not left
 * @param clockRead one read
 * @param apicAccesses how often the APIC is accessed with an exit
 * @param apicAccess one access
 * @param lightExit an exit that KVM handles
 * @param posted whether an interrupt reaches a vCPU that runs without an exit
 * @param tracing which share of all that tracing adds
 * @param wakeUp waking a thread of the host
 * @param submit the main loop takes a request and gives it to the disk
 * @param complete the main loop has it back and tells the guest
 * @param block from the main loop's taking it to telling the guest, where neither waits
 * @param blockSpread which share of the disk's time is random
 */
public record IoCosts(
        long guest,
        long fio,
        int clockReads,
        VcpuActivity clock,
        long clockRead,
        int apicAccesses,
        long apicAccess,
        long lightExit,
        boolean posted,
        double tracing,
        long wakeUp,
        long submit,
        long complete,
        long block,
        double blockSpread) {}
