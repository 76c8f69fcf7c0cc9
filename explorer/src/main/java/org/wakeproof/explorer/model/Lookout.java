// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import org.wakeproof.explorer.program.Frame;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Violation;

/** Looks at every operation before it is carried out, those inside a transition, too. */
@FunctionalInterface
public interface Lookout {
    /**
     * A CPU is at an operation: it is about to be carried out, or it waits for a lock.
     *
     * @throws Violation if that is what is looked out for
     */
    void look(Operation operation, State state, Cpu cpu, Frame frame);
}
