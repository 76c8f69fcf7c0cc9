// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.List;
import org.wakeproof.oracle.Line.Ref;
import org.wakeproof.oracle.RandomSystem.Feature;

/** Random pieces of code about interrupts, sleep, monitor and guest. */
final class RestPhrases {
    private static final List<Doze> SLEEPS = List.of(Doze.C1_HALT, Doze.C2, Doze.C2_TIMER_RUNS, Doze.C3, Doze.C3_HALT);

    private final RandomSystem system;
    private final Phrases phrases;

    RestPhrases(RandomSystem system, Phrases phrases) {
        this.system = system;
        this.phrases = phrases;
    }

    List<Line> interrupts() {
        return switch (system.random.nextInt(4)) {
            case 0 -> List.of(Line.of(Op.CLI));
            case 1 -> List.of(Line.of(Op.STI));
            case 2 -> List.of(Line.of(Op.CLI), phrases.memory(), Line.of(Op.STI));
            default -> List.of(Line.of(Op.SAVE), phrases.memory(), phrases.memory(), Line.of(Op.RESTORE));
        };
    }

    List<Line> send() {
        int mask = 1 << system.random.nextInt(system.cpus) | (system.chance(3) ? 1 : 0);
        return List.of(Line.of(Op.IPI, mask, system.random.nextInt(system.vectors)));
    }

    List<Line> sleep() {
        Doze doze = system.any(SLEEPS);
        Line sleep = Line.of(doze.isHalt() && system.chance(4) ? Op.HALT : Op.SLEEP, doze.ordinal());
        if (system.chance(4)) {
            return List.of(sleep);
        }
        Line look = Line.on(Op.LOAD, phrases.word()).skipping(1, system.random.nextInt(2));
        Line last = doze.isHalt() && system.chance(2) ? phrases.memory() : Line.of(Op.STI);
        return List.of(Line.of(Op.CLI), look, sleep, last);
    }

    List<Line> monitor() {
        Ref own = new Ref(system.monitored, true);
        if (system.chance(2)) {
            Ref any = new Ref(system.monitored + system.random.nextInt(system.cpus), false);
            return List.of(Line.on(Op.STORE, any, system.random.nextInt(2)));
        }
        Line arm = Line.of(Op.ARM, system.chance(8) ? 1 : 0);
        Line look = Line.on(Op.LOAD, own).skipping(1, system.random.nextInt(2));
        Line wait = system.chance(3)
                ? Line.of(Op.STI_MWAIT, Doze.C1_MWAIT.ordinal())
                : Line.of(Op.MWAIT, system.chance(2) ? Doze.C1_MWAIT.ordinal() : Doze.C3.ordinal());
        return system.chance(3)
                ? List.of(Line.of(Op.CLI), arm, Line.of(Op.DISARM), wait, Line.of(Op.STI))
                : List.of(Line.of(Op.CLI), arm, look, wait, Line.of(Op.STI));
    }

    List<Line> guest() {
        int proceeds = system.random.nextInt(2);
        Line last = system.has(Feature.RARE) ? Line.of(Op.FENCE) : Line.of(Op.STI);
        return List.of(Line.of(Op.GUEST, proceeds).skipping(1, 0), phrases.memory(), last);
    }
}
