// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

/**
 * What operations take, in nanoseconds.
 *
 * @param memory a plain access to memory or a test of a time, with the instructions around it
 * @param locked a locked operation, or taking a lock
 * @param clock reading the clock
 * @param hpetAccess reading or writing a register of the HPET; programming a comparator takes three of them
 * @param lapicAccess writing a register of the local APIC
 * @param ipi from sending an interrupt to another CPU until its handler is entered, where that CPU is awake
 * @param device from a device's signal until the interrupt is at a CPU
 * @param interrupt what entering and leaving a handler and the softirq pass behind it take beyond their operations
 * @param guestStep an instruction of a guest's program, which stands for what the guest does there
 * @param contextSwitch switching from one vCPU to another
 * @param pmTimerRead reading the ACPI PM timer, which is done before and after each sleep
 */
public record Costs(
        long memory,
        long locked,
        long clock,
        long hpetAccess,
        long lapicAccess,
        long ipi,
        long device,
        long interrupt,
        long guestStep,
        long contextSwitch,
        long pmTimerRead) {}
