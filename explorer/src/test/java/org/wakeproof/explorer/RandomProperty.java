// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/**
 * A property of any kind that looks at fields of any kind: cells, locks, interrupt flags, sleep and guests; where it
 * reads two, it reads the second only if the first has some value.
 */
final class RandomProperty {
    private RandomProperty() {}

    /** The property of this number, always the same for the same machine. */
    static Property of(Machine machine, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Predicate<State> predicate = predicate(machine, random);
        String name = "property " + seed;
        return switch (random.nextInt(6)) {
            case 0 -> new Property.Sometimes(name, predicate);
            case 1, 2 -> new Property.Leaves(name, predicate, state -> "in it");
            case 3 -> new Property.Recoverable(name, predicate);
            case 4 -> new Property.Always(name, predicate.negate(), state -> "met").whereFree(locks(machine, random));
            default -> new Property.Always(name, predicate.negate(), state -> "met");
        };
    }

    /** What the property of this number asks of a state, whatever its kind. */
    static Predicate<State> predicate(Machine machine, long seed) {
        return predicate(machine, new SplittableRandom(seed));
    }

    private static Predicate<State> predicate(Machine machine, SplittableRandom random) {
        Predicate<State> predicate = atom(machine, random);
        for (int more = random.nextInt(3); more > 0; more--) {
            predicate = predicate.and(atom(machine, random));
        }
        return predicate;
    }

    private static Predicate<State> atom(Machine machine, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            return sleeping(machine, random);
        }
        List<Field> fields = machine.fields();
        Field field = fields.get(random.nextInt(fields.size()));
        int value = random.nextInt(3);
        boolean equal = random.nextBoolean();
        return state -> state.get(field) == value == equal;
    }

    /** A CPU sleeps with interrupts on, or with interrupts off. */
    private static Predicate<State> sleeping(Machine machine, SplittableRandom random) {
        Cpu cpu = machine.cpu(random.nextInt(machine.cpuCount()));
        boolean on = random.nextBoolean();
        return state -> cpu.isAsleep(state) && cpu.interruptsEnabled(state) == on;
    }

    private static SpinLock[] locks(Machine machine, SplittableRandom random) {
        List<SpinLock> locks = new ArrayList<>();
        for (var cell : machine.cells()) {
            if (cell instanceof SpinLock lock && random.nextBoolean()) {
                locks.add(lock);
            }
        }
        return locks.toArray(new SpinLock[0]);
    }
}
