// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wakeproof.oracle.Description.Boot;
import org.wakeproof.oracle.Description.Devices;
import org.wakeproof.oracle.Description.Handler;
import org.wakeproof.oracle.Description.Proc;
import org.wakeproof.oracle.Description.Returns;
import org.wakeproof.oracle.Description.Rule;
import org.wakeproof.oracle.Description.TimeOf;
import org.wakeproof.oracle.Description.Timing;
import org.wakeproof.oracle.Description.Who;
import org.wakeproof.oracle.Description.WordOf;
import org.wakeproof.oracle.Line.Ref;
import org.wakeproof.oracle.Question.Atom;
import org.wakeproof.oracle.Question.Kind;
import org.wakeproof.oracle.Question.Sight;

/**
 * CPUs that take samples of now and let them go, round and round, and may wait for each other; a tick interrupts CPU0. Whether
 * it comes hangs on what is fair where samples take turns. The engine against the oracle, in all ways of exploring.
 */
class SamplersTest {
    private static final int SYSTEMS = 300;
    private static final int STATES = 3000;
    private static final int TICKED = 0;
    private static final Ref TURN = new Ref(1, false);

    private static Description system(SplittableRandom random) {
        int cpus = 2 + random.nextInt(2);
        int kind = cpus > 2 ? random.nextInt(6) : 2;
        List<TimeOf> samples = new ArrayList<>();
        List<Proc> starts = new ArrayList<>();
        List<Proc> rounds = new ArrayList<>();
        List<Boot> boots = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            samples.add(new TimeOf(new Rule(Who.OWNER, cpu, 0), true));
            Ref sample = new Ref(cpu, false);
            List<Line> round = cpu == 0
                    ? List.of()
                    : switch (kind) {
                        case 0 -> handingOver(random, sample, cpu - 1);
                        case 1 -> cpu == 1 ? waiting(sample) : toggling(random, sample);
                        default -> round(random, sample, cpu - 1);
                    };
            starts.add(new Proc(
                    round.isEmpty() ? List.of() : List.of(Line.of(Op.REPEAT, cpus + cpu, 1)), Returns.ZERO, false));
            rounds.add(new Proc(round, Returns.ONE, false));
            boots.add(new Boot(cpu, cpu == 0));
        }
        starts.addAll(rounds);
        Handler ticks = new Handler(List.of(Line.on(Op.STORE, new Ref(TICKED, false), 1)), false);
        Atom none = new Atom(Sight.WORD, TICKED, 0);
        return new Description(
                cpus,
                new Timing(1, random.nextInt(4) == 0 ? 1 : 0, 1),
                0,
                false,
                List.of(
                        new WordOf(1, 0, Rule.anybody(), false, -1),
                        new WordOf(1, random.nextInt(2), Rule.anybody(), false, -1)),
                List.of(),
                samples,
                List.of(ticks),
                starts,
                boots,
                new Devices(List.of(), -1, 0, List.of(), null),
                List.of(
                        new Question(Kind.LEAVES, List.of(none)),
                        new Question(
                                Kind.LEAVES, List.of(none, new Atom(Sight.WORD, TURN.number(), random.nextInt(2))))));
    }

    /** What a CPU does again and again; its turn is 0 or 1. */
    private static List<Line> round(SplittableRandom random, Ref sample, int turn) {
        List<Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            lines.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> Line.on(Op.SET_TIME, sample, 0, 0);
                        case 2 -> Line.on(Op.SET_TIME, sample, 1, 0);
                        case 3 -> Line.on(Op.AWAIT, TURN, turn);
                        case 4 -> Line.on(Op.STORE, TURN, random.nextInt(2));
                        default -> Line.on(Op.LOAD, TURN);
                    });
        }
        // Most let go in the end; there must be something that others see.
        lines.add(random.nextInt(4) == 0 ? Line.on(Op.LOAD, TURN) : Line.on(Op.SET_TIME, sample, 1, 0));
        return lines;
    }

    /** Who has a sample and the turn takes a new one, or not, before it is the other one's turn, who has one, too. */
    private static List<Line> handingOver(SplittableRandom random, Ref sample, int turn) {
        Line take = Line.on(Op.SET_TIME, sample, 0, 0);
        Line letGo = random.nextInt(4) == 0 ? Line.on(Op.LOAD, TURN) : Line.on(Op.SET_TIME, sample, 1, 0);
        return List.of(Line.on(Op.AWAIT, TURN, turn), letGo, take, Line.on(Op.STORE, TURN, 1 - turn));
    }

    /** Holds a sample until its turn comes: it may look in the wrong moments only. */
    private static List<Line> waiting(Ref sample) {
        return List.of(
                Line.on(Op.SET_TIME, sample, 0, 0), Line.on(Op.AWAIT, TURN, 0), Line.on(Op.SET_TIME, sample, 1, 0));
    }

    private static List<Line> toggling(SplittableRandom random, Ref sample) {
        Line first = random.nextBoolean() ? Line.on(Op.SET_TIME, sample, 0, 0) : Line.on(Op.LOAD, TURN);
        return List.of(
                first, Line.on(Op.STORE, TURN, 0), Line.on(Op.STORE, TURN, 1), Line.on(Op.SET_TIME, sample, 1, 0));
    }

    @Test
    void theEngineSaysWhatTheOracleSays() {
        SplittableRandom random = new SplittableRandom(1);
        int holding = 0;
        int violated = 0;
        for (int seed = 0; seed < SYSTEMS; seed++) {
            Description system = system(random);
            Space space = new Space(system, STATES);
            assertThat(space.isWhole()).isTrue();
            assertThat(Agreement.differences(system, space, seed))
                    .as("system %d: %s", seed, system)
                    .isEmpty();
            boolean stays = new Verdicts(space).to(system.questions().get(0)).violated();
            holding += stays ? 0 : 1;
            violated += stays ? 1 : 0;
        }
        assertThat(List.of(holding, violated)).allMatch(count -> count > SYSTEMS / 10);
    }
}
