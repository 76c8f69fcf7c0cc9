// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A tick taken apart is the tick: whether it can happen, and what it does, in any state whatever. */
class TickPartsTest {
    private static final int STATES = 5_000;

    private record Values(Map<Field, Integer> all) implements State {
        @Override
        public int get(Field field) {
            return all.get(field);
        }

        @Override
        public void set(Field field, int value) {
            all.put(field, value);
        }

        Values copy() {
            return new Values(new HashMap<>(all));
        }
    }

    /** Two CPUs with store buffers, times of every kind, and every device that counts. */
    private static Machine machine() {
        Machine machine = new Machine(2, 2, 1, 1);
        machine.totalStoreOrder(2);
        machine.time("deadline", Instant.never());
        machine.time("own sample", Instant.zero()).ownedBy(0).sampleOfNow();
        machine.time("shared sample", Instant.zero()).sampleOfNow();
        Vector vector = machine.vector("timer", () -> {});
        new LocalApicTimer(machine, vector);
        new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 0, vector).withEnableBit();
        new Pit(machine, vector);
        Running.of(machine);
        return machine;
    }

    /** Any values: of a time one that it can have, of a place in a buffer one of the cells that are buffered. */
    private static Values anyState(Machine machine, Random random) {
        Values state = new Values(new HashMap<>());
        int times = machine.clock().never() + 1;
        for (Field field : machine.fields()) {
            boolean isTime = field.cell() instanceof TimeCell || field.name().endsWith(".value");
            boolean isPlace =
                    field.name().startsWith("store buffer") && field.name().endsWith(".cell");
            int values = isTime ? times : isPlace ? buffered(machine) + 1 : 1 << Math.min(field.bits(), 2);
            state.set(field, random.nextInt(values));
        }
        return state;
    }

    private static int buffered(Machine machine) {
        return (int) machine.cells().stream().filter(Cell::isBufferable).count();
    }

    @Test
    void aTickIsItsParts() {
        Machine machine = machine();
        Clock clock = machine.clock();
        TickParts parts = clock.parts();
        Random random = new Random(1);
        int happening = 0;
        int held = 0;
        for (int i = 0; i < STATES; i++) {
            Values state = anyState(machine, random);
            boolean isAllowed = parts.guards().stream().allMatch(guard -> guard.test(state));
            boolean isRunning = parts.all().stream().anyMatch(part -> part.isRunning(state));
            assertThat(isAllowed && isRunning).as("%s", state).isEqualTo(clock.enabled(state));
            Values whole = state.copy();
            clock.fire(whole);
            Values apart = state.copy();
            parts.all().forEach(part -> part.ticked(apart));
            assertThat(apart).isEqualTo(whole);
            happening += isAllowed ? 1 : 0;
            held += isAllowed ? 0 : 1;
        }
        assertThat(List.of(happening, held)).allMatch(count -> count > STATES / 20);
    }

    /** The search for states leaves out whether a tick makes a difference: where it makes none, nothing may change. */
    @Test
    void whereNoPartIsRunningATickChangesNothing() {
        Machine machine = new Machine(2, 2, 1, 1);
        machine.time("deadline", Instant.never());
        Vector vector = machine.vector("timer", () -> {});
        new LocalApicTimer(machine, vector);
        new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 0, vector);
        Running.of(machine);
        Random random = new Random(1);
        int resting = 0;
        for (int i = 0; i < STATES; i++) {
            Values state = anyState(machine, random);
            if (machine.clock().parts().all().stream().noneMatch(part -> part.isRunning(state))) {
                Values after = state.copy();
                machine.clock().fire(after);
                assertThat(after).isEqualTo(state);
                resting++;
            }
        }
        assertThat(resting).isGreaterThan(STATES / 100);
    }
}
