// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;

/**
 * {@code struct hpet_event_channel}: one comparator and the CPUs that sleep on it. {@code ch->lock}
 * guards next_event; the mask is changed by locked bit operations, at this commit also under the
 * lock; flags and cpu are not guarded. Left out: mult and shift, as a HPET tick is a clock tick.
 */
public final class HpetEventChannel {
    /** A bit of {@link #flags()}. */
    public static final int HPET_EVT_USED_BIT = 0;
    /** {@code ch->cpu} of a channel that nobody owns; an owner is its number plus one. */
    public static final int NOBODY = 0;

    final int number;
    final SpinLock lock;
    final TimeCell nextEvent;
    final Word cpumask;
    /** Only where channels are shared. */
    final Word flags;
    /** Only where channels are shared. */
    final Word cpu;
    /** The CPUs to one of which the channel's MSI goes, in the device; only where channels are shared. */
    final Word msiAddress;

    private HpetComparator comparator;

    /** What {@code ch->lock} is held for. */
    public enum Locking {
        /** All that is done with the channel. */
        COARSE,
        /** Changes of next_event and the comparator: the mask is changed without it, and next_event may be read so. */
        FINE
    }

    /**
     * @param boundTo the CPU that its interrupt goes to before anybody uses it
     */
    HpetEventChannel(Machine machine, int number, int boundTo, String name, boolean shared, Locking locking) {
        this.number = number;
        lock = machine.lock(name + ".lock");
        nextEvent = machine.time(name + ".next_event", Instant.never());
        cpumask = machine.cpuMask(name + ".cpumask", 0);
        if (locking == Locking.COARSE) {
            nextEvent.guardedBy(lock);
            cpumask.guardedBy(lock);
        }
        flags = shared ? machine.word(name + ".flags", 1, 0).shownAs(flag -> flag == 0 ? "0" : "USED") : null;
        // As hpet_fsb_cap_lookup leaves both: not yet used, but bound to a CPU, its target.
        cpu = shared
                ? machine.word(name + ".cpu", machine.cpuCount(), boundTo + 1).shownAs(HpetEventChannel::owner)
                : null;
        msiAddress =
                shared ? machine.cpuMask(name + ".msi_address", 1 << boundTo).deviceRegister() : null;
    }

    private static String owner(int value) {
        return value == NOBODY ? "-1" : "CPU" + (value - 1);
    }

    void wire(HpetComparator device) {
        comparator = device;
        comparator.match().guardedBy(lock);
    }

    /** The device. */
    public HpetComparator comparator() {
        return comparator;
    }

    boolean reaches(State state, int target) {
        return (state.get(msiAddress.field()) >>> target & 1) != 0;
    }

    public int number() {
        return number;
    }

    /** When the comparator is to interrupt. */
    public TimeCell nextEvent() {
        return nextEvent;
    }

    /** The CPUs that sleep on the channel. */
    public Word cpumask() {
        return cpumask;
    }

    /** HPET_EVT_USED; null unless channels are shared. */
    public Word flags() {
        return flags;
    }

    /** The owner, as its number plus one; null unless channels are shared. */
    public Word cpu() {
        return cpu;
    }

    /** The CPUs to one of which the interrupt goes, in the device; null unless channels are shared. */
    public Word msiAddress() {
        return msiAddress;
    }

    /** Guards the channel. */
    public SpinLock lock() {
        return lock;
    }
}
