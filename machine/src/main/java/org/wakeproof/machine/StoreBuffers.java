// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The store buffers of x86-TSO: a CPU's plain stores wait in a queue of its own, from which it reads them itself, and
 * reach memory in their order at any later moment. Locked operations, fences, device accesses, taking an interrupt and
 * returning from it wait until the queue is empty, and so does sending one other than by an x2APIC.
 *
 * <p>A time grows older in a buffer as it does in memory. Not buffered: times that one CPU alone touches, as they are
 * its local variables, and the CPU's own state.
 */
final class StoreBuffers {
    private static final int NONE = -1;

    private final List<Cell> cells;
    /** By cell, from 1; what is not in it is not buffered. */
    private final Map<Cell, Integer> numbers = new HashMap<>();

    private final List<List<Field>> places = new ArrayList<>();
    private final List<List<Field>> values = new ArrayList<>();
    /** All places of all CPUs. */
    private final List<Slot> slots = new ArrayList<>();

    private final int depth;

    /**
     * @param cells all cells of the machine
     * @param depth how many stores a buffer holds; a CPU whose buffer is full waits
     */
    StoreBuffers(Machine machine, List<Cell> cells, int depth) {
        this.cells = List.of(cells.stream().filter(Cell::isBufferable).toArray(Cell[]::new));
        this.depth = depth;
        int bits = 0;
        for (Cell cell : this.cells) {
            numbers.put(cell, numbers.size() + 1);
            bits = Math.max(bits, cell.field().bits());
        }
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            List<Field> place = new ArrayList<>();
            List<Field> value = new ArrayList<>();
            for (int slot = 0; slot < depth; slot++) {
                String name = "store buffer[" + cpu + "][" + slot + "]";
                place.add(machine.field(name + ".cell", Field.bitsFor(this.cells.size()), 0));
                value.add(machine.field(name + ".value", bits, 0));
                slots.add(new Slot(place.get(slot), value.get(slot)));
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
        int slot = latest(state, cpu, cell);
        return state.get(slot == NONE ? cell.field() : values.get(cpu).get(slot));
    }

    /** Whether a store of the CPU to the cell is on its way. */
    boolean holds(State state, int cpu, Cell cell) {
        return latest(state, cpu, cell) != NONE;
    }

    private int latest(State state, int cpu, Cell cell) {
        int wanted = numbers.get(cell);
        int slot = depth - 1;
        while (slot != NONE && state.get(places.get(cpu).get(slot)) != wanted) {
            slot--;
        }
        return slot;
    }

    /** The stores of a CPU that have not reached memory, the oldest first, in words. */
    List<String> waiting(State state, int cpu) {
        List<String> waiting = new ArrayList<>();
        for (int slot = 0; slot < depth && state.get(places.get(cpu).get(slot)) != 0; slot++) {
            Cell cell = cells.get(state.get(places.get(cpu).get(slot)) - 1);
            waiting.add(
                    cell.name() + " = " + cell.format(state.get(values.get(cpu).get(slot))));
        }
        return waiting;
    }

    void store(State state, int cpu, Cell cell, int value) {
        int slot = 0;
        while (state.get(places.get(cpu).get(slot)) != 0) {
            slot++;
        }
        state.set(places.get(cpu).get(slot), numbers.get(cell));
        state.set(values.get(cpu).get(slot), value);
    }

    /** The oldest store's cell. */
    private Cell oldest(State state, int cpu) {
        return cells.get(state.get(places.get(cpu).get(0)) - 1);
    }

    /** Lets the oldest store reach memory. */
    private void flush(State state, int cpu) {
        oldest(state, cpu).reachMemory(state, cpu, state.get(values.get(cpu).get(0)));
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

    /** Makes every time that is on its way to memory one tick older. */
    void age(State state, Clock clock) {
        for (Slot slot : slots) {
            slot.age(state, clock);
        }
    }

    /** Whether a tick makes some time older that is on its way to memory. */
    boolean isAgeing(State state, Clock clock) {
        for (Slot slot : slots) {
            if (slot.isAgeing(state, clock)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the clock waits for a sample of now that is on its way to memory. */
    boolean holdsOldSample(State state, Clock clock) {
        for (Slot slot : slots) {
            if (slot.holdsOldSample(state, clock)) {
                return true;
            }
        }
        return false;
    }

    /** Adds what a tick means to the buffers. */
    void addTo(TickParts parts, Clock clock) {
        for (Slot slot : slots) {
            parts.add(new Ageing(slot, clock));
        }
    }

    /** What has to be so, each, for the clock not to wait for a sample of now that is on its way to memory. */
    List<Predicate<State>> guards(Clock clock) {
        return slots.stream()
                .<Predicate<State>>map(slot -> state -> !slot.holdsOldSample(state, clock))
                .collect(Collectors.toList());
    }

    private static final class Ageing implements TickParts.Part {
        private final Slot slot;
        private final Clock clock;

        Ageing(Slot slot, Clock clock) {
            this.slot = slot;
            this.clock = clock;
        }

        @Override
        public void ticked(State state) {
            slot.age(state, clock);
        }

        @Override
        public boolean isRunning(State state) {
            return slot.isAgeing(state, clock);
        }
    }

    /** One place in the buffer of one CPU. */
    private final class Slot {
        private final Field place;
        private final Field value;

        Slot(Field place, Field value) {
            this.place = place;
            this.value = value;
        }

        /** The cell that the store is to, if that is one of times; null otherwise. */
        private TimeCell time(State state) {
            int number = state.get(place);
            return number != 0 && cells.get(number - 1) instanceof TimeCell time ? time : null;
        }

        boolean isAgeing(State state, Clock clock) {
            TimeCell time = time(state);
            return time != null && time.isAgeing() && clock.isAgeing(state.get(value));
        }

        void age(State state, Clock clock) {
            if (isAgeing(state, clock)) {
                state.set(value, clock.aged(state.get(value)));
            }
        }

        boolean holdsOldSample(State state, Clock clock) {
            TimeCell time = time(state);
            return time != null && time.isSample() && clock.isOldSample(state.get(value));
        }
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
            return "CPU" + cpu + "'s " + cell.name() + " = " + cell.format(after.get(cell.field())) + " reaches memory";
        }

        @Override
        public boolean isPrivate(State before) {
            return buffers.oldest(before, cpu).isExclusive(before, cpu);
        }
    }
}
