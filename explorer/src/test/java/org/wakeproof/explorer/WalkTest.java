// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Walk.Move;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** Walking by hand leads exactly to where the search goes. */
class WalkTest {
    private static final int PROGRAMS = 60;
    /** All states of a program are many more than those of a trace. */
    private static final int WHOLE_PROGRAMS = Boolean.getBoolean("slow") ? 60 : 25;

    private static final Options PLAIN = Options.defaults().withThreads(1).withFusion(false);

    /** Every position that moves lead to; those behind a broken rule are no states. */
    private static Set<Position> reachable(Walk walk) {
        Set<Position> seen = new HashSet<>();
        Deque<Position> open = new ArrayDeque<>(List.of(walk.start()));
        while (!open.isEmpty()) {
            Position position = open.pop();
            if (position.broken().isEmpty() && seen.add(position)) {
                for (int move = 0; move < position.moves().size(); move++) {
                    open.push(position.take(move));
                }
            }
        }
        return seen;
    }

    @Tag("long")
    @Test
    void leadsToTheStatesOfTheSearchAndToNoOthers() {
        int compared = 0;
        for (long seed = 0; seed < WHOLE_PROGRAMS; seed++) {
            Result result = new Explorer(new RandomProgram(seed).machine, List.of(), PLAIN).run();
            if (result.verdict() == Verdict.HOLDS) {
                compared++;
                assertThat(reachable(new Walk(new RandomProgram(seed).machine)))
                        .as("program %d", seed)
                        .hasSize((int) result.statistics().stored());
            }
        }
        assertThat(compared).isGreaterThan(WHOLE_PROGRAMS / 2);
    }

    @Tag("long")
    @Test
    void everyTraceOfTheSearchCanBeWalked() {
        int broken = 0;
        int deadlocks = 0;
        for (List<Property> properties : List.of(List.<Property>of(), List.<Property>of(new Property.NoDeadlock()))) {
            for (long seed = 0; seed < PROGRAMS; seed++) {
                Result result = new Explorer(new RandomProgram(seed).machine, properties, PLAIN.withFusion(true)).run();
                if (result.trace().isPresent()) {
                    Position end =
                            walk(new RandomProgram(seed).machine, result.trace().get());
                    broken += end.broken().isPresent() ? 1 : 0;
                    deadlocks += end.isDeadlock() ? 1 : 0;
                    assertThat(end.broken().isPresent() || end.isDeadlock())
                            .as("program %d ends as the search says", seed)
                            .isTrue();
                    assertThat(end.moves()).isEmpty();
                }
            }
        }
        assertThat(broken).as("traces that end by breaking a rule").isPositive();
        assertThat(deadlocks).as("traces that end in a deadlock").isGreaterThan(5);
    }

    private static Position walk(Machine machine, Trace trace) {
        Position at = new Walk(machine).start();
        for (TraceStep step : trace.steps()) {
            Move move = at.moves().get(at.moveOf(step.step()));
            assertThat(move.step().description()).isEqualTo(step.description());
            at = at.take(at.moveOf(step.step()));
        }
        return at;
    }

    /** CPU0 counts on a word of its own between two writes that CPU1 can see. */
    private static Machine counting() {
        Machine machine = new Machine(2);
        Word own = machine.word("own", 3, 0).ownedBy(0);
        Word shared = machine.word("shared", 2, 0);
        SpinLock lock = machine.lock("lock");
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            shared.store(1);
            own.store(1);
            own.store(2);
            shared.store(2);
            lock.unlock();
        }));
        machine.boot(1, false, machine.procedure("waits", () -> {
            shared.awaitValue(2);
            lock.lock();
            lock.unlock();
        }));
        machine.seal();
        return machine;
    }

    /** CPU0 unlocks or goes on, CPU1 has seen what it waits for: each step has its place. */
    @Test
    void aRecordedStepIsFoundAmongSeveral() {
        Position at = new Walk(counting()).start();
        for (int step = 0; step < 5; step++) {
            at = at.take(0);
        }
        assertThat(at.moves()).extracting(move -> move.step().cpu()).containsExactly(0, 1);
        for (int move = 0; move < 2; move++) {
            assertThat(at.moveOf(at.moves().get(move).step().step())).isEqualTo(move);
        }
    }

    @Test
    void aRunEndsBeforeTheNextStepThatOthersCouldSee() {
        Walk walk = new Walk(counting());
        Position locked = walk.start().take(0);
        assertThat(locked.run(0)).as("shared = 1, own = 1, own = 2").containsExactly(0, 0, 0);
        Position before = locked.take(0).take(0).take(0);
        assertThat(before.moves()).extracting(move -> move.step().description()).containsExactly("W: shared = 2");
    }

    /** What CPU1 does by itself stands behind what CPU0 could do instead. */
    @Test
    void aRunIsOfTheCpuThatTookTheFirstStep() {
        Machine machine = new Machine(2);
        Word shared = machine.word("shared", 2, 0);
        Word own = machine.word("own", 2, 0).ownedBy(1);
        machine.boot(0, false, machine.procedure("other", () -> shared.load()));
        machine.boot(1, false, machine.procedure("main", () -> {
            shared.store(1);
            own.store(1);
            own.store(2);
            shared.store(2);
        }));
        machine.seal();
        assertThat(new Walk(machine).start().run(1))
                .as("shared = 1, own = 1, own = 2")
                .containsExactly(1, 1, 1);
    }

    @Test
    void aCpuThatCannotGoOnSaysWhatItWaitsFor() {
        Position at = new Walk(counting()).start();
        assertThat(at.place(0).awaited()).isEmpty();
        assertThat(at.place(1)).isEqualTo(new Walk.Place(List.of("waits"), Optional.of("shared = 2")));
        for (int step = 0; step < 5; step++) {
            at = at.take(0);
        }
        assertThat(at.take(1).place(1).awaited()).contains("lock");
        Position ended = at.take(0);
        assertThat(ended.place(0)).isEqualTo(new Walk.Place(List.of(), Optional.empty()));
        assertThat(ended.isDeadlock()).isFalse();
    }

    @Test
    void interruptHandlersLieAboveWhatTheyInterrupt() {
        Machine machine = new Machine(1);
        Word word = machine.word("word", 1, 0);
        var vector = machine.vector("timer", () -> word.store(1));
        machine.boot(0, true, machine.procedure("main", () -> {
            machine.cpu().sendIpi(1, vector);
            word.load();
        }));
        machine.seal();
        Position interrupted = new Walk(machine).start().take(0).take(0);
        assertThat(interrupted.place(0).contexts()).containsExactly("main", "irq timer");
    }

    @Test
    void aStepThatIsNotThereIsRefused() {
        Position start = new Walk(counting()).start();
        assertThatThrownBy(() -> start.take(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no step 1 here: there are 1");
        assertThatThrownBy(() -> start.run(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> start.moveOf(77)).isInstanceOf(ModelException.class);
    }
}
