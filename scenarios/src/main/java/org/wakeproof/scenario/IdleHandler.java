// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.machine.Machine;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/**
 * A version of what a CPU runs to go idle: one of the ports, or whatever else can be wired in their place. It may bring the
 * versions of other parts with which it was made, which are wired before it is.
 */
@FunctionalInterface
public interface IdleHandler {
    /** Wires it; what is returned runs each time that a CPU has nothing to do. */
    Runnable wire(Parts parts);

    /** The softirqs around it. */
    default Softirq softirq(Machine machine) {
        return new Softirq(machine);
    }

    /** The timers around it. */
    default Timers timers(Machine machine, Softirq softirq, Apic apic, Timers.Parameters parameters) {
        return new Timers(machine, softirq, apic, parameters);
    }

    /**
     * The HPET that wakes CPUs whose own timers stand still.
     *
     * @param channels how many there are where they are shared
     */
    default HpetBroadcast hpet(Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int channels) {
        return new HpetBroadcast(machine, softirq, apic, timers, mode, channels);
    }
}
