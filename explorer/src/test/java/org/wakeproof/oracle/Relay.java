// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.Line.Ref;
import org.wakeproof.oracle.RandomSystem.Feature;

/**
 * Random systems whose CPUs take turns for ever, or once: small however many they are, and what is fair decides. What a CPU
 * still has to do behind its turn may be nobody's business; locks are one CPU's own, and others ask for them; times are
 * set and disarmed in a turn; time may wait for who can act.
 */
final class Relay {
    private static final int OWN_LOCK = 2;
    private static final Ref DEADLINE = new Ref(0, false);
    private static final Ref SAMPLE = new Ref(1, false);
    private static final Ref OWN = new Ref(3, false);

    private final RandomSystem system;
    private final Phrases phrases;
    private final Ref turn;
    private final int first;

    /** @param phrases for what is done in a turn */
    Relay(RandomSystem system, Phrases phrases) {
        this.system = system;
        this.phrases = phrases;
        this.turn = system.open.get(1);
        this.first = system.words.get(turn.number()).initial();
    }

    /** What such a system is about. */
    static List<Feature> features(RandomSystem system) {
        List<Feature> features = new ArrayList<>(List.of(Feature.OWNED));
        if (system.chance(2)) {
            features.addAll(List.of(Feature.INTERRUPTS, Feature.NESTED));
        }
        if (system.chance(2)) {
            features.add(Feature.TIME);
        }
        if (system.chance(2)) {
            features.add(Feature.LOCKS);
        }
        return features;
    }

    /** What a CPU does before its first turn: a lock of its own it takes, seldom another's. */
    List<Line> before(int cpu) {
        if (system.locks.isEmpty()) {
            return List.of();
        }
        boolean takes = system.locks.get(OWN_LOCK).owner() == cpu && !system.chance(4);
        return takes ? List.of(Line.of(Op.LOCK, OWN_LOCK)) : List.of();
    }

    /** A CPU's turn; one that takes no turns is idle, or does something once. */
    List<Line> body(int cpu) {
        List<Line> body = new ArrayList<>();
        if (cpu < first) {
            return system.chance(3) ? List.of(phrases.memory()) : body;
        }
        body.add(Line.on(Op.AWAIT, turn, cpu));
        if (!system.chance(3)) {
            body.addAll(inTurn(cpu));
        }
        body.add(Line.on(Op.STORE, turn, cpu + 1 < system.cpus ? cpu + 1 : first));
        int lines = system.random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            body.addAll(behind(cpu));
        }
        return body;
    }

    private List<Line> inTurn(int cpu) {
        return switch (system.random.nextInt(4)) {
            case 0 -> List.of(phrases.memory());
            case 1 -> system.locks.isEmpty() ? List.of(phrases.ownStore()) : phrases.critical();
            default -> system.times.isEmpty() ? behind(cpu) : armed(cpu);
        };
    }

    /** A time or a comparator is set and disarmed, while a time of the CPU's own, or a sample of now, is held, or not. */
    private List<Line> armed(int cpu) {
        Ref held = system.chance(3) ? SAMPLE : OWN;
        boolean holds = mayUse(held, cpu) && !system.chance(4);
        boolean compares = !system.devices.comparators().isEmpty() && !system.chance(4);
        Ref time = compares ? new Ref(system.times.size(), false) : DEADLINE;
        List<Line> lines = new ArrayList<>(List.of(Line.on(Op.SET_TIME, time, 0, compares ? 1 : 0)));
        if (holds) {
            lines.add(system.random.nextInt(2), Line.on(Op.SET_TIME, held, 0, 0));
        }
        lines.add(Line.on(Op.SET_TIME, time, 2, 0));
        if (system.chance(2)) {
            lines.add(phrases.ownStore());
        }
        if (holds) {
            lines.add(Line.on(Op.SET_TIME, held, 1, 0));
        }
        return lines;
    }

    private boolean mayUse(Ref time, int cpu) {
        return system.times.get(time.number()).rule().of() == cpu;
    }

    /** What is left to do is seldom anybody else's business, unless it interrupts. */
    private List<Line> behind(int cpu) {
        if (!system.locks.isEmpty() && system.chance(2)) {
            return ownLock(cpu);
        }
        if (system.has(Feature.NESTED) && !system.chance(3)) {
            int vector = system.random.nextInt(system.vectors);
            return List.of(system.chance(4) ? phrases.send() : Line.of(Op.IPI, 1, vector));
        }
        boolean looks = system.chance(3);
        return List.of(looks ? Line.on(Op.LOAD, new Ref(system.fixed, false)) : phrases.ownStore());
    }

    /** Its owner lets it go for a moment; anybody else seldom asks for it, which is against the rule. */
    private List<Line> ownLock(int cpu) {
        int owner = system.locks.get(OWN_LOCK).owner();
        if (owner == cpu) {
            return List.of(Line.of(Op.UNLOCK, OWN_LOCK), Line.of(Op.LOCK, OWN_LOCK));
        }
        boolean asks = owner >= 0 && system.chance(2);
        Op how = system.locks.get(OWN_LOCK).tried() && system.chance(2) ? Op.TRY_LOCK : Op.LOCK;
        return asks ? List.of(Line.of(how, OWN_LOCK)) : List.of(phrases.ownStore());
    }
}
