// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/**
 * A sentence that holds of every CPU.
 *
 * @param name short
 * @param words what it says
 * @param body of the one CPU
 * @param isKey whether people had to think of it; the others keep the books
 */
public record Conjunct(String name, String words, Local body, boolean isKey) {
    @Override
    public String toString() {
        return name;
    }
}
