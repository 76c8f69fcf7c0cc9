// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Replay.Standing;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.LockRules;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** Recorded steps, taken once more: what is violated at their end is found out anew, and what is not is told apart. */
class ReplayTest {
    private static final int CPU0 = Step.operation(0, 0);
    private static final int CPU1 = Step.operation(1, 0);

    private static void is(Replay.Answer answer, Standing standing, String words) {
        assertThat(answer.words()).isEqualTo(words);
        assertThat(answer.standing()).isEqualTo(standing);
    }

    private static Replay of(Machine machine, List<Property> properties, Integer... steps) {
        return new Replay(machine, properties, List.of(steps), steps.length, steps.length);
    }

    /** What is replayed of a trace that a search has found: all steps, or so many fewer. */
    private static Replay again(Machine machine, List<Property> properties, Trace trace, int fewer) {
        List<Integer> steps = trace.steps().stream().map(TraceStep::step).toList();
        return new Replay(
                machine,
                properties,
                steps.subList(0, steps.size() - fewer),
                Math.min(trace.lossIndex(), steps.size() - fewer),
                Math.min(trace.roundIndex(), steps.size() - fewer));
    }

    private static Result explore(Machine machine, List<Property> properties) {
        return new Explorer(machine, properties, Options.defaults().withThreads(1)).run();
    }

    /** CPU0 stores 1 and 2, and is at its end. */
    private static Machine storing(Word[] x) {
        Machine machine = new Machine(1);
        x[0] = machine.word("x", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x[0].store(1);
            x[0].store(2);
        }));
        machine.seal();
        return machine;
    }

    @Test
    void aStateThatIsViolatedOrNot() {
        Word[] x = new Word[1];
        Machine machine = storing(x);
        List<Property> properties = List.of(
                new Property.Always("below 2", state -> state.get(x[0].field()) < 2, state -> "x is 2"),
                new Property.Sometimes("is 1", state -> state.get(x[0].field()) == 1));
        is(of(machine, properties, CPU0, CPU0).of("below 2"), Standing.VIOLATED, "x is 2");
        is(of(machine, properties, CPU0).of("below 2"), Standing.NOT_VIOLATED, "it holds behind the last step");
        is(of(machine, properties).of("is 1"), Standing.NOT_VIOLATED, "no trace shows what never happens");
        is(of(machine, properties).of(Violation.RACE), Standing.NOT_VIOLATED, "no step breaks that rule");
        assertThatThrownBy(() -> of(machine, properties).of("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no property 'other'; there is below 2, is 1");
        Trace trace = of(machine, properties, CPU0, CPU0).trace();
        assertThat(trace.steps()).extracting(TraceStep::description).containsExactly("W: x = 1", "W: x = 2");
        assertThat(trace.steps().get(0).after().get(x[0].field())).isEqualTo(1);
        assertThat(trace.lossIndex()).isEqualTo(2);
        assertThat(trace.roundIndex()).isEqualTo(2);
    }

    @Test
    void aStepThatCannotBeTaken() {
        Word[] x = new Word[1];
        Machine machine = storing(x);
        for (int step : new int[] {-1, CPU1, Step.operation(0, 1), Step.interrupt(0, 0), Step.event(0)}) {
            assertThatThrownBy(() -> of(machine, List.of(), CPU0, step))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("step 2 of the trace cannot be taken here");
        }
        assertThatThrownBy(() -> of(machine, List.of(), CPU0, CPU0, CPU0))
                .hasMessage("step 3 of the trace cannot be taken here");
    }

    @Test
    void aRuleThatIsBroken() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(2)));
        machine.seal();
        Replay replay = of(machine, List.of(new Property.NoDeadlock()), CPU0);
        is(replay.of(Violation.RANGE), Standing.VIOLATED, "x is declared to hold 0..1, but 2 is written");
        String other = "the last step breaks the rule 'values in range'";
        is(replay.of(Violation.RACE), Standing.NOT_VIOLATED, other);
        is(replay.of("no deadlock"), Standing.NOT_VIOLATED, other);
        assertThatThrownBy(() -> of(machine, List.of(), CPU0, CPU0))
                .hasMessage("step 1 breaks the rule 'values in range', so that no other can follow");
    }

    @Test
    void aDeadlockIsNoEnd() {
        List<Property> properties = List.of(new Property.NoDeadlock());
        String not = "something can still happen behind the last step, or all CPUs have come to their end";
        Word[] x = new Word[1];
        Machine ends = storing(x);
        is(of(ends, properties, CPU0).of("no deadlock"), Standing.NOT_VIOLATED, not);
        is(of(ends, properties, CPU0, CPU0).of("no deadlock"), Standing.NOT_VIOLATED, not);
        Machine waits = new Machine(1);
        Word y = waits.word("y", 1, 0);
        waits.boot(0, false, waits.procedure("main", () -> {
            y.load();
            y.awaitValue(1);
        }));
        waits.seal();
        is(of(waits, properties, CPU0).of("no deadlock"), Standing.VIOLATED, "nothing can happen any more");
        is(of(waits, properties).of("no deadlock"), Standing.NOT_VIOLATED, not);
    }

    /** CPU0 goes round, and CPU1 could end that. */
    private static Machine round(Word[] x, boolean cpu1Ends) {
        Machine machine = new Machine(2);
        x[0] = machine.word("x", 3, 0);
        Procedure round = machine.function("round", () -> {
            x[0].load();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            x[0].store(1);
            round.repeat();
        }));
        machine.boot(1, false, machine.procedure("other", () -> {
            if (cpu1Ends) {
                x[0].awaitOtherThan(0);
                x[0].store(2);
            }
        }));
        machine.seal();
        return machine;
    }

    private static Property.Leaves leaves(Word x) {
        return new Property.Leaves("leaves 1", state -> state.get(x.field()) == 1, state -> "x is 1");
    }

    @Test
    void aRunThatStays() {
        Word[] x = new Word[1];
        Machine machine = round(x, false);
        List<Property> properties = List.of(leaves(x[0]));
        Result found = explore(machine, properties);
        Trace trace = found.trace().orElseThrow();
        is(again(machine, properties, trace, 0).of("leaves 1"), Standing.VIOLATED, found.explanation());
        assertThat(found.explanation()).isEqualTo("x is 1; it goes on for ever while CPU0 acts in turn");
        is(
                new Replay(machine, properties, List.of(CPU0, CPU0), 0, 1).of("leaves 1"),
                Standing.NOT_VIOLATED,
                "behind step 0 it is not so that it could be violated");
        is(
                new Replay(machine, properties, List.of(CPU0), 1, 0).of("leaves 1"),
                Standing.NOT_VIOLATED,
                "the steps behind step 0 are no round: they do not lead back there");
        is(
                of(machine, properties, CPU0).of("leaves 1"),
                Standing.NOT_VIOLATED,
                "something can still happen behind the last step");
        is(of(machine, properties, CPU0).staysBehindTheLastStep("leaves 1"), Standing.VIOLATED, found.explanation());
        is(
                of(machine, properties).staysBehindTheLastStep("leaves 1"),
                Standing.NOT_VIOLATED,
                "behind the last step it is not so that it could be violated");
        assertThatThrownBy(() -> of(machine, properties).staysBehindTheLastStep("other"))
                .hasMessage("there is no region 'other'");
    }

    @Test
    void aRunThatFairnessEnds() {
        Word[] x = new Word[1];
        Machine machine = round(x, true);
        List<Property> properties = List.of(leaves(x[0]));
        is(
                new Replay(machine, properties, List.of(CPU0, CPU0), 1, 1).of("leaves 1"),
                Standing.NOT_VIOLATED,
                "from step 1 on, every fair run leaves what is wrong");
        assertThat(of(machine, properties, CPU0)
                        .staysBehindTheLastStep("leaves 1")
                        .standing())
                .isEqualTo(Standing.NOT_VIOLATED);
    }

    @Test
    void aRunThatStaysAtRest() {
        Word[] x = new Word[1];
        Machine machine = storing(x);
        List<Property> properties =
                List.of(new Property.Leaves("leaves", state -> state.get(x[0].field()) > 0, state -> "x is set"));
        is(
                new Replay(machine, properties, List.of(CPU0, CPU0), 1, 2).of("leaves"),
                Standing.VIOLATED,
                "x is set; nothing else can happen");
    }

    /** CPU0 stores 1; the user, of whom nobody knows whether he acts, sets it back or breaks a rule. */
    private static Machine withAUser(Word[] x, boolean breaks) {
        Machine machine = new Machine(1);
        x[0] = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x[0].store(1);
            x[0].awaitValue(0);
        }));
        machine.event(new Event("user", Event.Kind.EXTERNAL) {
            @Override
            public boolean enabled(State state) {
                return state.get(x[0].field()) == 1;
            }

            @Override
            public void fire(State state) {
                if (breaks) {
                    throw new Violation("nothing comes from outside", "the user acts");
                }
                state.set(x[0].field(), 0);
            }

            @Override
            public String describe(State before, State after) {
                return "the user acts";
            }
        });
        machine.seal();
        return machine;
    }

    @Test
    void aStepOfTheOutsideWorldIsNoCpus() {
        Word[] x = new Word[1];
        List<TraceStep> steps =
                of(withAUser(x, false), List.of(), CPU0, Step.event(0)).trace().steps();
        assertThat(steps).extracting(TraceStep::isByCpu).containsExactly(true, false);
        assertThat(steps).extracting(TraceStep::isInterrupt).containsExactly(false, false);
        assertThat(steps).extracting(TraceStep::description).containsExactly("W: x = 1", "the user acts");
    }

    /** What only the outside world could do is no end of a stay, and no deadlock either. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOutsideWorldNeedNotAct(boolean breaks) {
        Word[] x = new Word[1];
        Machine machine = withAUser(x, breaks);
        List<Property> properties = List.of(leaves(x[0]), new Property.NoDeadlock());
        Replay replay = of(machine, properties, CPU0);
        is(replay.of("leaves 1"), Standing.VIOLATED, "x is 1; nothing else can happen");
        is(
                replay.of("no deadlock"),
                Standing.NOT_VIOLATED,
                "something can still happen behind the last step, or all CPUs have come to their end");
    }

    @Test
    void aWayBack() {
        Word[] x = new Word[1];
        Machine machine = storing(x);
        List<Property> properties = List.of(new Property.Recoverable("1 again", state -> state.get(x[0].field()) == 1));
        is(
                of(machine, properties).of("1 again"),
                Standing.NOT_VIOLATED,
                "it can still be reached behind the last step");
        is(
                of(machine, properties, CPU0).of("1 again"),
                Standing.NOT_VIOLATED,
                "it can still be reached behind the last step");
        is(
                of(machine, properties, CPU0, CPU0).of("1 again"),
                Standing.VIOLATED,
                "from here it cannot be reached any more");
    }

    private static Machine locking(boolean inOneOrder) {
        Machine machine = new Machine(2);
        SpinLock a = machine.lock("a");
        SpinLock b = machine.lock("b");
        machine.boot(0, false, machine.procedure("one", () -> {
            a.lock();
            b.lock();
        }));
        machine.boot(1, false, machine.procedure("other", () -> {
            (inOneOrder ? a : b).lock();
            (inOneOrder ? b : a).lock();
        }));
        machine.seal();
        return machine;
    }

    @Test
    void aRuleOfLocksIsBrokenByTwoStepsThatNeedNotMeet() {
        List<Property> properties = List.of(new Property.LockDiscipline());
        Result found = explore(locking(false), properties);
        is(of(locking(false), properties, CPU0).of(LockRules.ORDER), Standing.VIOLATED, found.explanation());
        is(
                of(locking(true), properties, CPU0).of(LockRules.ORDER),
                Standing.NOT_VIOLATED,
                "no two steps break that rule any more");
        assertThatThrownBy(() -> of(locking(true), List.of(), CPU0).of(LockRules.ORDER))
                .as("nobody asks for it")
                .hasMessageContaining("there is no property");
    }

    @Test
    void anExplanationIsTheSameWhicheverRunStays() {
        Replay.Answer stays = new Replay.Answer(Standing.VIOLATED, "x is 1; CPU0 acts", "x is 1");
        assertThat(stays.isSameAs("x is 1; CPU0 acts")).isTrue();
        assertThat(stays.isSameAs("x is 1; CPU1 acts")).isTrue();
        assertThat(stays.isSameAs("x is 12; CPU1 acts")).isFalse();
        Replay.Answer whole = new Replay.Answer(Standing.VIOLATED, "x is 1", "x is 1");
        assertThat(whole.isSameAs("x is 1")).isTrue();
        assertThat(whole.isSameAs("x is 1; and more")).isFalse();
    }

    @Test
    void stepsTellWhoTakesThem() {
        Machine machine = new Machine(2);
        var kick = machine.vector("kick", () -> {});
        machine.boot(0, true, machine.procedure("main", () -> {}));
        machine.boot(1, false, machine.procedure("sends", () -> machine.cpu().sendIpi(1, kick)));
        machine.seal();
        List<TraceStep> steps = new ArrayList<>(
                of(machine, List.of(), CPU1, Step.interrupt(0, 0), CPU0).trace().steps());
        assertThat(steps).extracting(TraceStep::cpu).containsExactly(1, 0, 0);
        assertThat(steps).extracting(TraceStep::isInterrupt).containsExactly(false, true, false);
        assertThat(steps).allMatch(TraceStep::isByCpu);
        assertThat(steps)
                .extracting(TraceStep::description)
                .containsExactly("IPI: kick to CPU0", "takes the kick interrupt", "returns from the interrupt");
    }
}
