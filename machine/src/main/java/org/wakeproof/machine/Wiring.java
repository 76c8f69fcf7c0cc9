// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is checked and worked out at the end of a machine's wiring. */
final class Wiring {
    private Wiring() {}

    /**
     * Makes sure that no cell selects its own lock.
     *
     * @throws IllegalStateException if cells select each other's locks in a circle
     */
    static void rejectCircles(List<Cell> cells) {
        for (Cell start : cells) {
            Cell at = start;
            for (int steps = 0; at.access() instanceof Access.Selected by && by.selector() != at; steps++) {
                if (steps > cells.size()) {
                    throw new IllegalStateException(
                            start.name() + ": the cells that select its lock do so in a circle");
                }
                at = by.selector();
            }
        }
    }

    /**
     * Gives every field its place, first fit by falling size: few fields, so simple is good enough.
     *
     * @return by word of the packed state, how many low bits are in use
     */
    static int[] place(List<Field> fields) {
        List<Field> bySize = new ArrayList<>(fields);
        bySize.sort(Comparator.comparingInt(Field::bits).reversed());
        List<Integer> used = new ArrayList<>();
        for (Field field : bySize) {
            int word = 0;
            while (word < used.size() && used.get(word) + field.bits() > Long.SIZE) {
                word++;
            }
            if (word == used.size()) {
                used.add(0);
            }
            field.place(fields.indexOf(field), word, used.get(word));
            used.set(word, used.get(word) + field.bits());
        }
        return used.stream().mapToInt(Integer::intValue).toArray();
    }
}
