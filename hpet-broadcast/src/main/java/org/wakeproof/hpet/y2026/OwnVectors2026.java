// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.hpet.HpetBroadcast.Interrupts;
import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Machine;

/**
 * A vector for each channel, as before 8ef32772b5: whichever CPU takes its interrupt knows which channel it means.
 *
 * <p>Left out: the interrupts' descriptors, so that two CPUs may be in one channel's handler; that handlers run with interrupts
 * on, so that one channel's came on top of another's where its vector was of a higher priority class: here it waits; and that
 * the vectors changed as channels moved.
 */
public final class OwnVectors2026 implements Interrupts {
    private final Machine machine;
    private final HpetComparator.Routing isOpen;

    /** Where each is delivered at once. */
    public OwnVectors2026(Machine machine) {
        this(machine, (state, cpu) -> true);
    }

    /**
     * @param isOpen whether a CPU's local APIC delivers them, which have to beat what is in service there
     */
    public OwnVectors2026(Machine machine, HpetComparator.Routing isOpen) {
        this.machine = machine;
        this.isOpen = Machine.fixed(isOpen);
    }

    @Override
    public HpetComparator wire(HpetEventChannel ch, String name, Runnable handler) {
        HpetComparator.Routing routing =
                (state, cpu) -> (state.get(ch.msiAddress().field()) >>> cpu & 1) != 0 && isOpen.reaches(state, cpu);
        return new HpetComparator(machine, name, routing, machine.vector(name, handler));
    }
}
