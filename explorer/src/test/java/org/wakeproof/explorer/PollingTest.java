// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/** {@code awaitValue} is the loop that it stands for: it may look in the wrong moments, and it may look only where its CPU may. */
class PollingTest {
    private enum Wait {
        OPERATION,
        LOOP
    }

    /** What CPU0 does to the flag that CPU1 waits for. */
    private enum Flag {
        /** Up and down for ever. */
        PULSES(Verdict.VIOLATED),
        /** Up and down for ever, and up for good in the end, at any moment. */
        PULSES_AND_STAYS_UP(Verdict.HOLDS),
        STAYS_UP(Verdict.HOLDS),
        STAYS_DOWN(Verdict.VIOLATED);

        final Verdict verdict;

        Flag(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    private static Machine machine(Wait wait, Flag behaviour) {
        Machine machine = new Machine(2);
        Word seen = machine.word("seen", 1, 0);
        Word flag = machine.word("flag", 1, 0);
        Word spare = machine.word("spare", 1, 0);
        Procedure look = machine.function("look", () -> flag.load() != 0 ? Procedure.STOP : Procedure.AGAIN);
        Procedure pulse = machine.function("pulse", () -> {
            flag.store(1);
            flag.store(0);
            return Procedure.AGAIN;
        });
        Procedure spin = machine.function("spin", () -> {
            spare.store(1);
            spare.store(0);
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("sets", () -> {
            switch (behaviour) {
                case PULSES -> pulse.repeat();
                case PULSES_AND_STAYS_UP -> {
                    flag.store(1);
                    flag.store(0);
                    flag.store(1);
                    spin.repeat();
                }
                case STAYS_UP -> {
                    flag.store(1);
                    spin.repeat();
                }
                case STAYS_DOWN -> spin.repeat();
            }
        }));
        machine.boot(1, false, machine.procedure("waits", () -> {
            if (wait == Wait.OPERATION) {
                flag.awaitOtherThan(0);
            } else {
                look.repeat();
            }
            seen.store(1);
        }));
        machine.seal();
        return machine;
    }

    private static Property goesOn(Machine machine) {
        Word seen = (Word) machine.cells().get(0);
        return new Property.Leaves("CPU1 goes on", state -> state.get(seen.field()) == 0, state -> "it does not");
    }

    private static Result goesOn(Machine machine, boolean reduced) {
        Options options = Options.defaults().withThreads(1).withFusion(reduced);
        return new Explorer(machine, List.of(goesOn(machine)), options).run();
    }

    @ParameterizedTest
    @EnumSource
    void theOperationIsAsUnluckyAsTheLoop(Flag behaviour) {
        for (Wait wait : Wait.values()) {
            Machine machine = machine(wait, behaviour);
            assertThat(BothWays.explore(machine, goesOn(machine)).verdict())
                    .as("%s", wait)
                    .isEqualTo(behaviour.verdict);
        }
    }

    /** A round in which the flag is up all the time would be no fair one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRoundThatIsShownHasAMomentInWhichTheLoopMayLook(boolean reduced) {
        Machine machine = machine(Wait.OPERATION, Flag.PULSES);
        Word flag = (Word) machine.cells().get(1);
        Result result = goesOn(machine, reduced);
        Trace trace = result.trace().orElseThrow();
        List<State> round = trace
                .steps()
                .subList(trace.roundIndex(), trace.steps().size())
                .stream()
                .map(TraceStep::after)
                .toList();
        assertThat(round).anyMatch(state -> state.get(flag.field()) == 0);
        assertThat(result.explanation())
                .isEqualTo(
                        "it does not; it goes on for ever while CPU0 acts in turn, and CPU1 looks in the wrong moments");
    }

    /** CPU2 waits for the lock, and gets it at last; CPU1 polls, and need not. */
    @ParameterizedTest
    @CsvSource({"true, HOLDS", "false, VIOLATED"})
    void whoWaitsForALockDoesNotPoll(boolean locks, Verdict verdict) {
        Machine machine = new Machine(2);
        Word seen = machine.word("seen", 1, 0);
        SpinLock lock = machine.lock("lock");
        Word held = machine.word("held", 1, 0);
        Procedure round = machine.function("round", () -> {
            lock.lock();
            held.store(1);
            held.store(0);
            lock.unlock();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("holder", () -> round.repeat()));
        machine.boot(1, false, machine.procedure("waits", () -> {
            if (locks) {
                lock.lock();
            } else {
                held.awaitValue(1);
            }
            seen.store(1);
        }));
        machine.seal();
        assertThat(goesOn(machine, false).verdict()).isEqualTo(verdict);
        assertThat(goesOn(machine, true).verdict()).isEqualTo(verdict);
    }

    /** A third CPU runs for ever; the flag is up for good at some moment, and so the waiter sees it. */
    @Test
    void aRunInWhichSomebodyPollsAndCouldGoOnForGoodIsNotFair() {
        Machine machine = new Machine(3);
        Word seen = machine.word("seen", 1, 0);
        Word flag = machine.word("flag", 1, 0);
        Word spare = machine.word("spare", 1, 0);
        machine.boot(0, false, machine.procedure("sets", () -> flag.store(1)));
        machine.boot(1, false, machine.procedure("waits", () -> {
            flag.awaitValue(1);
            seen.store(1);
        }));
        Procedure spin = machine.function("spin", () -> {
            spare.store(1 - spare.load());
            return Procedure.AGAIN;
        });
        machine.boot(2, false, machine.procedure("spins", () -> spin.repeat()));
        machine.seal();
        assertThat(goesOn(machine, false).verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(goesOn(machine, true).verdict()).isEqualTo(Verdict.HOLDS);
    }

    private enum Restriction {
        OWNED_BY_ANOTHER,
        GUARDED,
        OWNED,
        WRITTEN_BY_ANOTHER
    }

    /** A loop that looks where it may not is a race, whatever it finds there. */
    @ParameterizedTest
    @CsvSource({
        "OWNED_BY_ANOTHER,   0, VIOLATED",
        "OWNED_BY_ANOTHER,   1, VIOLATED",
        "GUARDED,            0, VIOLATED",
        "GUARDED,            1, VIOLATED",
        "OWNED,              0, HOLDS",
        "WRITTEN_BY_ANOTHER, 0, HOLDS",
    })
    void waitingIsReading(Restriction restriction, int awaited, Verdict verdict) {
        for (boolean tso : new boolean[] {false, true}) {
            Machine machine = new Machine(2);
            if (tso) {
                machine.totalStoreOrder(1);
            }
            SpinLock lock = machine.lock("lock");
            Word word = machine.word("word", 1, 0);
            switch (restriction) {
                case OWNED_BY_ANOTHER -> word.ownedBy(1);
                case GUARDED -> word.guardedBy(lock);
                case OWNED -> word.ownedBy(0);
                case WRITTEN_BY_ANOTHER -> word.writtenBy(1);
            }
            machine.boot(0, false, machine.procedure("waits", () -> word.awaitValue(awaited)));
            machine.boot(1, false, machine.procedure("idle", () -> {}));
            machine.seal();
            for (boolean reduced : new boolean[] {false, true}) {
                Options options = Options.defaults().withThreads(1).withFusion(reduced);
                Result result = new Explorer(machine, List.of(new Property.NoDeadlock()), options).run();
                assertThat(result.verdict()).isEqualTo(verdict);
                if (verdict == Verdict.VIOLATED) {
                    assertThat(result.property()).contains("no data race");
                    assertThat(result.trace().orElseThrow().steps()).hasSize(1);
                }
            }
        }
    }
}
