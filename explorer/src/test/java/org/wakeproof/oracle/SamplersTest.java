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
import org.wakeproof.oracle.Description.LockOf;
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
    private static final int SYSTEMS = Math.max(300, Integer.getInteger("oracle.systems", 0));
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
                        default -> round(random, cpus, sample, cpu - 1);
                    };
            starts.add(new Proc(
                    round.isEmpty() ? List.of() : List.of(Line.of(Op.REPEAT, cpus + cpu, 1)), Returns.ZERO, false));
            rounds.add(new Proc(round, Returns.ONE, false));
            boots.add(new Boot(cpu, cpu == 0));
        }
        samples.add(new TimeOf(new Rule(Who.HOLDER, 0, 0), true));
        samples.add(new TimeOf(Rule.anybody(), false));
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
                List.of(new LockOf(false, -1)),
                samples,
                List.of(ticks),
                starts,
                boots,
                new Devices(List.of(), -1, random.nextInt(4) == 0 ? -1 : 0, List.of(), null),
                List.of(
                        new Question(Kind.LEAVES, List.of(none)),
                        new Question(
                                Kind.LEAVES, List.of(none, new Atom(Sight.WORD, TURN.number(), random.nextInt(2))))));
    }

    /** What a CPU does again and again; its turn is 0 or 1. */
    private static List<Line> round(SplittableRandom random, int cpus, Ref sample, int turn) {
        Ref guarded = new Ref(cpus, false);
        Ref deadline = new Ref(cpus + 1, false);
        List<Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            lines.addAll(
                    switch (random.nextInt(9)) {
                        case 0, 1 -> List.of(Line.on(Op.SET_TIME, sample, 0, 0));
                        case 2 -> List.of(Line.on(Op.SET_TIME, sample, 1, 0));
                        case 3 -> List.of(Line.on(Op.AWAIT, TURN, turn));
                        case 4 -> List.of(Line.on(Op.STORE, TURN, random.nextInt(2)));
                        case 5 -> critical(random, guarded, sample);
                        case 6 -> List.of(Line.on(Op.SET_TIME, deadline, random.nextInt(2), random.nextInt(2)));
                        case 7 -> List.of(Line.both(Op.COPY_TIME, sample, deadline, 0));
                        default -> List.of(Line.on(Op.LOAD, TURN));
                    });
        }
        // Most let go in the end; there must be something that others see.
        lines.add(random.nextInt(4) == 0 ? Line.on(Op.LOAD, TURN) : Line.on(Op.SET_TIME, sample, 1, 0));
        return lines;
    }

    /** A sample that the lock guards is taken, and let go and taken anew, or not; its own one may be held meanwhile. */
    private static List<Line> critical(SplittableRandom random, Ref guarded, Ref sample) {
        List<Line> lines = new ArrayList<>(List.of(Line.of(Op.LOCK, 0), Line.on(Op.SET_TIME, guarded, 0, 0)));
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(Line.on(Op.SET_TIME, random.nextInt(3) == 0 ? sample : guarded, random.nextInt(2), 0));
        }
        lines.addAll(List.of(Line.on(Op.SET_TIME, guarded, random.nextInt(3) / 2, 0), Line.of(Op.UNLOCK, 0)));
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
        SplittableRandom random = new SplittableRandom(Long.getLong("oracle.seed", 1));
        int holding = 0;
        int violated = 0;
        for (int seed = 0; seed < SYSTEMS; seed++) {
            Description system = system(random);
            Space space = new Space(system, STATES);
            if (!space.isWhole()) {
                continue;
            }
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
