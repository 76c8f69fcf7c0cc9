// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * An interrupt vector, one bit of each CPU's IRR, and the handler that a CPU runs when it takes it.
 *
 * @param number the bit in the IRR, from 0
 * @param name what traces call it
 * @param handler the procedure on top of which nothing but interrupts of other vectors run
 */
public record Vector(int number, String name, Procedure handler) {
    /** The IRR with only this vector pending. */
    public int bit() {
        return 1 << number;
    }

    @Override
    public String toString() {
        return name;
    }
}
