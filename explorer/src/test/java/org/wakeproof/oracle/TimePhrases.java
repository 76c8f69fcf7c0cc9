// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.List;
import org.wakeproof.oracle.Line.Ref;

/** Random pieces of code about times. */
final class TimePhrases {
    private static final Ref DEADLINE = new Ref(0, false);
    private static final Ref SAMPLE = new Ref(1, false);
    private static final Ref GUARDED = new Ref(2, false);

    private final RandomSystem system;

    TimePhrases(RandomSystem system) {
        this.system = system;
    }

    /** The number of the first time variable. */
    int variables() {
        return counts() + (system.devices.apic() < 0 ? 0 : system.cpus);
    }

    private int counts() {
        return system.times.size() + system.devices.comparators().size();
    }

    private Line set(Ref time) {
        int base = system.chance(5) ? 1 + system.random.nextInt(2) : 0;
        return Line.on(Op.SET_TIME, time, base, base == 0 ? system.random.nextInt(2) : 0);
    }

    private Line compare(Ref time) {
        Line line = switch (system.random.nextInt(6)) {
            case 0 -> Line.on(Op.IS_ZERO, time);
            case 1 -> Line.on(Op.IS_NEVER, time);
            case 2 -> Line.on(Op.MINUS_NOW, time);
            case 3 -> Line.both(Op.MINUS, time, DEADLINE, 0);
            case 4 -> Line.both(Op.BEFORE, time, DEADLINE, 0);
            default -> Line.both(Op.AT_OR_BEFORE, time, DEADLINE, 0);
        };
        return line.skipping(1, system.random.nextInt(2));
    }

    List<Line> phrase() {
        int delta = system.random.nextInt(3) - 1;
        return switch (system.random.nextInt(7)) {
            case 0 -> List.of(set(DEADLINE));
            case 1 -> List.of(compare(DEADLINE));
            case 2 -> List.of(Line.both(Op.COPY_TIME, DEADLINE, DEADLINE, delta));
            case 3 ->
                system.locks.isEmpty()
                        ? List.of(set(GUARDED), Phrases.straight(compare(GUARDED)))
                        : List.of(
                                Line.of(Op.LOCK, 0),
                                set(GUARDED),
                                Phrases.straight(compare(GUARDED)),
                                Line.both(Op.COPY_TIME, GUARDED, DEADLINE, delta),
                                Line.of(Op.UNLOCK, 0));
            case 4 -> sample(SAMPLE, Line.of(Op.FENCE));
            default -> system.devices.comparators().isEmpty() ? List.of(set(DEADLINE)) : comparator();
        };
    }

    private List<Line> comparator() {
        Line match = set(new Ref(system.times.size(), false));
        if (!system.devices.comparators().get(0).enableBit()) {
            return List.of(match);
        }
        Ref bit = new Ref(system.words.size() + (system.devices.apic() < 0 ? 0 : system.cpus), false);
        return List.of(Line.on(Op.STORE, bit, system.random.nextInt(2)), match, Line.on(Op.STORE, bit, 1));
    }

    /** Takes a sample of now, and lets it go. */
    List<Line> sample(Ref sample, Line between) {
        Line end = system.chance(3)
                ? Line.both(Op.COPY_TIME, sample, DEADLINE, 0)
                : Line.on(Op.SET_TIME, sample, 1 + system.random.nextInt(2), 0);
        return List.of(
                Line.on(Op.SET_TIME, sample, 0, 0),
                Phrases.straight(between),
                Phrases.straight(compare(sample)),
                system.chance(4) ? Line.both(Op.COPY_TIME, DEADLINE, sample, 1) : Line.of(Op.FENCE),
                end);
    }

    /** Programs the CPU's local timer. */
    List<Line> local() {
        Ref mask = new Ref(system.words.size(), true);
        Ref count = new Ref(counts(), true);
        return switch (system.random.nextInt(4)) {
            case 0 -> List.of(Line.on(Op.STORE, mask, system.random.nextInt(2)));
            case 1 -> List.of(compare(count));
            default -> List.of(set(count));
        };
    }
}
