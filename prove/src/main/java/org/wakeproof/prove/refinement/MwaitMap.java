// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.prove.idle.Cells;
import org.wakeproof.prove.idle.Main;
import org.wakeproof.prove.idle.Mwait;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.states.Shape;

/** Reads what only ports have whose CPUs sleep by mwait: in_mwait and its store buffers, monitors, and batches. */
final class MwaitMap {
    /** Cells that only such ports have, one of each CPU. */
    static final String IN_MWAIT = "in_mwait";

    private static final String BATCHING = "batching";
    private static final String BATCH_MASK = "batch_mask";

    private final Machine machine;
    private final Shape shape;
    private final Map<String, Cell> cells = new HashMap<>();

    /** @param machine one with in_mwait */
    MwaitMap(Machine machine, Shape shape) {
        this.machine = machine;
        this.shape = shape;
        machine.cells().forEach(cell -> cells.put(cell.name(), cell));
    }

    private Cell cell(String name, int cpu) {
        return cells.get(name + "[" + cpu + "]");
    }

    /** Whether softirqs may be raised in batches. */
    boolean hasBatches() {
        return cells.containsKey(BATCH_MASK + "[0]");
    }

    /** Whom a CPU owes an IPI, and whom it has noted in its batch. */
    void owed(State state, List<Call> stack, int self, int[] to) {
        MwaitPlaces.Batch batch = MwaitPlaces.batch(
                Calls.contexts(stack).get(0),
                cell(BATCHING, self).view(state, self) != 0,
                cell(BATCH_MASK, self).view(state, self));
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            to[shape.of(Cells.IPI, cpu)] |= batch.owed() >>> cpu & 1;
            to[shape.of(Cells.NOTED, cpu)] |= batch.noted() >>> cpu & 1;
        }
    }

    /** Where a CPU is that sleeps by mwait, and its in_mwait, in memory and in its store buffer. */
    void places(List<Call> stack, boolean isOn, State state, int cpu, int[] to) {
        Cell inMwait = cell(IN_MWAIT, cpu);
        boolean isInMwait = inMwait.view(state, cpu) != 0;
        set(to, Cells.IN_MWAIT, cpu, state.get(inMwait.field()) != 0);
        if (shape.has(Cells.SET_BUFFERED)) {
            buffered(state, inMwait.name(), cpu, stack, to);
        }
        MwaitPlaces.Place place = MwaitPlaces.of(stack, isOn, machine.cpu(cpu).isAsleep(state), isInMwait);
        to[shape.of(Cells.MAIN, cpu)] = place.main().ordinal();
        to[shape.of(Cells.MWAIT, cpu)] = place.mwait().ordinal();
        set(to, Cells.STORED, cpu, machine.hasSeenStore(state, cpu));
    }

    /** The stores of in_mwait that are in the CPU's buffer; it is an error if they are not at most 1 and then 0. */
    private void buffered(State state, String inMwait, int cpu, List<Call> stack, int[] to) {
        List<String> waiting = machine.bufferedStores(state, cpu).stream()
                .filter(store -> store.startsWith(inMwait))
                .toList();
        boolean isSet = waiting.contains(inMwait + " = 1");
        boolean isClear = waiting.contains(inMwait + " = 0");
        int known = (isSet ? 1 : 0) + (isClear ? 1 : 0);
        if (waiting.size() != known || known == 2 && waiting.get(0).equals(inMwait + " = 0")) {
            throw new Calls.Unmapped("in the store buffer is more than in_mwait = 1 and then 0: " + waiting, stack);
        }
        set(to, Cells.SET_BUFFERED, cpu, isSet);
        set(to, Cells.CLEAR_BUFFERED, cpu, isClear);
    }

    /** A store that has been seen matters where a CPU goes to sleep or sleeps; behind that, how far it came does not. */
    void live(int[] state) {
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            int mwait = shape.of(Cells.MWAIT, cpu);
            boolean isAwake = state[shape.of(Cells.MAIN, cpu)] == Main.C1_AWAKE.ordinal();
            if (isAwake && state[mwait] != Mwait.NONE.ordinal()) {
                state[mwait] = Mwait.SETTLED.ordinal();
            }
            if (isAwake || !Mwait.values()[state[mwait]].isArmed()) {
                state[shape.of(Cells.STORED, cpu)] = 0;
            }
        }
    }

    private void set(int[] to, Variable flag, int cpu, boolean value) {
        to[shape.of(flag, cpu)] = value ? 1 : 0;
    }
}
