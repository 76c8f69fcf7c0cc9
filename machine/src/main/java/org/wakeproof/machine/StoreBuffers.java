// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * The store buffers of x86-TSO: a CPU's plain stores wait in a queue of its own, from which it reads them itself, and
 * reach memory in their order at any later moment. Locked operations, fences, device accesses and sending an interrupt
 * wait until the queue is empty.
 *
 * <p>Not buffered: times, which age with the clock, and the CPU's own state.
 */
final class StoreBuffers {
    private final List<Cell> cells;
    private final List<List<Field>> places = new ArrayList<>();
    private final List<List<Field>> values = new ArrayList<>();
    private final int depth;

    /**
     * @param cells all cells of the machine
     * @param depth how many stores a buffer holds; a CPU whose buffer is full waits
     */
    StoreBuffers(Machine machine, List<Cell> cells, int depth) {
        this.cells = List.copyOf(cells);
        this.depth = depth;
        int bits = 0;
        for (Cell cell : cells) {
            if (!(cell instanceof TimeCell)) {
                bits = Math.max(bits, cell.field().bits());
            }
        }
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            List<Field> place = new ArrayList<>();
            List<Field> value = new ArrayList<>();
            for (int slot = 0; slot < depth; slot++) {
                String name = "store buffer[" + cpu + "][" + slot + "]";
                place.add(machine.field(name + ".cell", Field.bitsFor(cells.size()), 0));
                value.add(machine.field(name + ".value", bits, 0));
            }
            places.add(place);
            values.add(value);
        }
    }

    boolean isEmpty(State state, int cpu) {
        return state.get(places.get(cpu).get(0)) == 0;
    }

    boolean isFull(State state, int cpu) {
        return state.get(places.get(cpu).get(depth - 1)) != 0;
    }

    /** What the CPU reads: its own latest store, or memory. */
    int load(State state, int cpu, Cell cell) {
        int wanted = cells.indexOf(cell) + 1;
        for (int slot = depth - 1; slot >= 0; slot--) {
            if (state.get(places.get(cpu).get(slot)) == wanted) {
                return state.get(values.get(cpu).get(slot));
            }
        }
        return state.get(cell.field());
    }

    void store(State state, int cpu, Cell cell, int value) {
        int slot = 0;
        while (state.get(places.get(cpu).get(slot)) != 0) {
            slot++;
        }
        state.set(places.get(cpu).get(slot), cells.indexOf(cell) + 1);
        state.set(values.get(cpu).get(slot), value);
    }

    /** The oldest store's cell. */
    private Cell oldest(State state, int cpu) {
        return cells.get(state.get(places.get(cpu).get(0)) - 1);
    }

    /** Lets the oldest store reach memory. */
    private void flush(State state, int cpu) {
        state.set(oldest(state, cpu).field(), state.get(values.get(cpu).get(0)));
        for (int slot = 0; slot < depth; slot++) {
            boolean last = slot == depth - 1;
            state.set(
                    places.get(cpu).get(slot),
                    last ? 0 : state.get(places.get(cpu).get(slot + 1)));
            state.set(
                    values.get(cpu).get(slot),
                    last ? 0 : state.get(values.get(cpu).get(slot + 1)));
        }
    }

    /** The stores of a CPU that are on their way, the oldest first, for a reader. */
    List<String> waiting(State state, int cpu) {
        List<String> stores = new ArrayList<>();
        for (int slot = 0; slot < depth && state.get(places.get(cpu).get(slot)) != 0; slot++) {
            Cell cell = cells.get(state.get(places.get(cpu).get(slot)) - 1);
            stores.add(
                    cell.name() + " = " + cell.format(state.get(values.get(cpu).get(slot))));
        }
        return stores;
    }

    /** What lets the stores of a CPU reach memory, sooner or later. */
    Event flushing(int cpu) {
        return new Flush(this, cpu);
    }

    private static final class Flush extends Event {
        private final StoreBuffers buffers;
        private final int cpu;

        Flush(StoreBuffers buffers, int cpu) {
            super("store buffer of CPU" + cpu, Kind.INTERNAL);
            this.buffers = buffers;
            this.cpu = cpu;
        }

        @Override
        public boolean enabled(State state) {
            return !buffers.isEmpty(state, cpu);
        }

        @Override
        public void fire(State state) {
            buffers.flush(state, cpu);
        }

        @Override
        public String describe(State before, State after) {
            Cell cell = buffers.oldest(before, cpu);
            return "CPU" + cpu + "'s store reaches memory: " + cell.name() + " = "
                    + cell.format(after.get(cell.field()));
        }
    }
}
