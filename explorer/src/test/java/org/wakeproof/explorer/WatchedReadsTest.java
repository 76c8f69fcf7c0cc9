// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;

/** A property may look at anything, also at what changes only in the middle of a transition of the reduced search. */
class WatchedReadsTest {
    /** What is set and reset by operations that nobody else can see: in one transition, if nobody looks. */
    private enum Flips {
        OWNED,
        GUARDED,
        LOCK,
        OWNED_LOCK,
        INTERRUPT_FLAG,
        GUEST,
        TIME_VARIABLE
    }

    /** A CPU that flips something, once or again and again, between two stores to a word that all see. */
    private static final class Flipping {
        final Machine machine = new Machine(1, 1, 0, 1);
        final Word phase = machine.word("phase", 1, 0);
        final Predicate<State> isSet;
        private final SpinLock lock = machine.lock("lock");
        private final SpinLock ownedLock = machine.lock("owned lock").ownedBy(0);
        private final Word owned = machine.word("owned", 1, 0).ownedBy(0);
        private final Word guarded = machine.word("guarded", 1, 0).guardedBy(lock);
        private final PerCpu<TimeCell> sample;

        Flipping(Flips what, boolean again) {
            Procedure sampling = machine.procedure("sampling", this::sample);
            sample = sampling.timeVariable("sample");
            sample.all().forEach(TimeCell::sampleOfNow);
            Procedure round = machine.function("round", () -> {
                phase.store(1);
                flip(what, sampling);
                phase.store(0);
                return again ? Procedure.AGAIN : Procedure.STOP;
            });
            machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
            machine.seal();
            isSet = isSet(what);
        }

        private void sample() {
            sample.own().sampleNow();
            owned.load();
        }

        private void flip(Flips what, Procedure sampling) {
            switch (what) {
                case OWNED -> {
                    owned.store(1);
                    owned.store(0);
                }
                case GUARDED -> {
                    lock.lock();
                    guarded.store(1);
                    guarded.store(0);
                    lock.unlock();
                }
                case LOCK -> {
                    lock.lock();
                    lock.unlock();
                }
                case OWNED_LOCK -> {
                    ownedLock.lock();
                    ownedLock.unlock();
                }
                case INTERRUPT_FLAG -> {
                    machine.cpu().enableInterrupts();
                    machine.cpu().disableInterrupts();
                }
                case GUEST -> machine.cpu().runGuest(true);
                case TIME_VARIABLE -> sampling.call();
            }
        }

        private Predicate<State> isSet(Flips what) {
            return switch (what) {
                case OWNED -> isNonZero(owned.field());
                case GUARDED -> isNonZero(guarded.field());
                case LOCK -> isNonZero(lock.field());
                case OWNED_LOCK -> isNonZero(ownedLock.field());
                case INTERRUPT_FLAG -> state -> machine.cpu(0).interruptsEnabled(state);
                case GUEST -> state -> machine.cpu(0).sleepState(state) == SleepState.GUEST;
                case TIME_VARIABLE -> isNonZero(sample.of(0).field());
            };
        }

        private static Predicate<State> isNonZero(Field field) {
            return state -> state.get(field) != 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void alwaysSeesTheStateInTheMiddle(Flips what) {
        Flipping system = new Flipping(what, false);
        assertViolated(
                "never set", system.machine, new Property.Always("never set", system.isSet.negate(), state -> "set"));
    }

    @ParameterizedTest
    @EnumSource
    void sometimesIsMetInTheMiddle(Flips what) {
        Flipping system = new Flipping(what, false);
        assertHolds(system.machine, new Property.Sometimes("set", system.isSet));
    }

    /** It is never set for good, and never reset for good: a run that goes on enters and leaves both regions. */
    @ParameterizedTest
    @EnumSource
    void aRegionIsLeftInTheMiddle(Flips what) {
        Flipping system = new Flipping(what, true);
        assertHolds(
                system.machine,
                new Property.Leaves("does not stay reset", system.isSet.negate(), state -> "reset"),
                new Property.Leaves("does not stay set", system.isSet, state -> "set"));
    }

    @ParameterizedTest
    @EnumSource
    void aStateInTheMiddleCanBeReachedAgain(Flips what) {
        assertHolds(new Flipping(what, true).machine);
        Flipping again = new Flipping(what, true);
        assertHolds(again.machine, new Property.Recoverable("set again", again.isSet));
        Flipping once = new Flipping(what, false);
        assertViolated("set again", once.machine, new Property.Recoverable("set again", once.isSet));
    }

    /** What is read only once something else has been read is found out late; then the search begins anew. */
    @ParameterizedTest
    @EnumSource
    void whatIsReadDependsOnWhatWasRead(Flips what) {
        Flipping system = new Flipping(what, false);
        assertViolated(
                "not while in phase 1",
                system.machine,
                new Property.Always(
                        "not while in phase 1",
                        state -> state.get(system.phase.field()) == 0 || !system.isSet.test(state),
                        state -> "set"));
    }

    /** A predicate that catches whatever is thrown, and takes it for the best. */
    private static Predicate<State> catching(Predicate<State> predicate) {
        return state -> {
            try {
                return predicate.test(state);
            } catch (RuntimeException e) {
                return true;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatAPropertyCatchesIsStillLookedAt(Flips what) {
        Flipping system = new Flipping(what, false);
        assertViolated(
                "never set",
                system.machine,
                new Property.Always("never set", catching(system.isSet.negate()), state -> "set"));
        Property property = new Property.Always("never set", catching(system.isSet.negate()), state -> "set");
        assertThat(StateGraph.of(system.machine, List.of(property), 100)
                        .orElseThrow()
                        .states())
                .anyMatch(system.isSet);
    }

    @ParameterizedTest
    @EnumSource
    void aGraphShowsWhatItsPropertiesLookAt(Flips what) {
        Flipping system = new Flipping(what, false);
        Property property = new Property.Always("never set", system.isSet.negate(), state -> "set");
        assertThat(StateGraph.of(system.machine, List.of(property), 100)
                        .orElseThrow()
                        .states())
                .anyMatch(system.isSet);
    }

    /** What is read of a CPU only while it sleeps was settled when it fell asleep: nothing needs to be shown for it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theInterruptFlagOfASleeperNeedsNoWatching(boolean on) {
        Machine machine = new Machine(1);
        machine.boot(0, on, machine.procedure("main", () -> {
            for (int round = 0; round < 5; round++) {
                machine.cpu().disableInterrupts();
                if (on) {
                    machine.cpu().enableInterrupts();
                }
            }
            machine.cpu().halt();
        }));
        machine.seal();
        Cpu cpu = machine.cpu(0);
        Property sleepsOff = new Property.Always(
                "no sleep with interrupts off",
                state -> !cpu.isAsleep(state) || cpu.interruptsEnabled(state),
                state -> "it does");
        Property sleepsOn = new Property.Always(
                "no sleep with interrupts on",
                state -> !cpu.isAsleep(state) || !cpu.interruptsEnabled(state),
                state -> "it does");
        assertHolds(machine, on ? sleepsOff : sleepsOn);
        Property violated = on ? sleepsOn : sleepsOff;
        assertViolated(violated.name(), machine, violated);
        long unwatched = stored(machine, new Property.Always("awake", state -> true, state -> ""));
        assertThat(stored(machine, on ? sleepsOff : sleepsOn)).isEqualTo(unwatched);
        Property always = new Property.Always("read awake", state -> cpu.interruptsEnabled(state) || true, state -> "");
        assertThat(stored(machine, always)).isGreaterThanOrEqualTo(unwatched + 5);
    }

    private static long stored(Machine machine, Property property) {
        return new Explorer(machine, List.of(property), Options.defaults().withThreads(1))
                .run()
                .statistics()
                .stored();
    }

    /** An interrupt's handler is fused whole with taking it: that it was taken changes what is pending. */
    @Test
    void theHandlerOfAnInterruptIsSeen() {
        Machine machine = new Machine(1);
        Word own = machine.word("own", 1, 0).ownedBy(0);
        var kick = machine.vector("kick", () -> {
            own.store(1);
            own.store(0);
        });
        machine.boot(0, true, machine.procedure("main", () -> machine.cpu().sendIpi(1, kick)));
        machine.seal();
        assertViolated(
                "never set",
                machine,
                new Property.Always("never set", state -> state.get(own.field()) == 0, state -> "set"));
        assertHolds(
                machine,
                new Property.Sometimes("set", state -> state.get(own.field()) == 1),
                new Property.Sometimes(
                        "taken, and nothing done yet",
                        state -> machine.cpu(0).interruptRequests(state) == 0
                                && !machine.cpu(0).interruptsEnabled(state)
                                && state.get(own.field()) == 0));
    }

    @Test
    void twoLocksAreHeldAtOnce() {
        Machine machine = new Machine(2);
        SpinLock one = machine.lock("one");
        SpinLock two = machine.lock("two");
        for (SpinLock lock : new SpinLock[] {one, two}) {
            Word inside = machine.word("inside " + lock, 1, 0);
            machine.boot(lock == one ? 0 : 1, false, machine.procedure("main of " + lock, () -> {
                lock.lock();
                inside.store(1);
                lock.unlock();
            }));
        }
        machine.seal();
        assertViolated(
                "one at a time",
                machine,
                new Property.Always(
                        "one at a time",
                        state -> state.get(one.field()) == 0 || state.get(two.field()) == 0,
                        state -> "both"));
    }

    @Test
    void aPropertyThatWritesIsRefused() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        Property property = new Property.Sometimes("writes", state -> {
            state.set(x.field(), 1);
            return true;
        });
        assertThatThrownBy(() -> assertHolds(machine, property))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("writes to the state");
    }
}
