// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/**
 * What raisers owe to CPUs: a relation between the two sorts. A raiser is a context that has changed something of a CPU and
 * not yet told it; there are as many as one likes. Nothing leads from raisers back to CPUs.
 */
public record Debt(String name) implements Variable {
    /** Some raiser owes it to the CPU. */
    public Local isOwed() {
        return new Local(new Node.IsOwed(this));
    }
}
