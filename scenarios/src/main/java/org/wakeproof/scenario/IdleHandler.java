// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;

/** A version of what a CPU runs to go idle: one of the ports, or whatever else can be wired in their place. */
@FunctionalInterface
public interface IdleHandler {
    /** Wires it; what is returned runs each time that a CPU has nothing to do. */
    Runnable wire(Parts parts);
}
