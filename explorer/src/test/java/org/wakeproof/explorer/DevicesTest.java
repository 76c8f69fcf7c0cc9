// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** What devices and the clock's urgency look at and change: they are somebody else, as another CPU is. */
class DevicesTest {
    private static Event device(Predicate<State> enabled, Consumer<State> fire) {
        return new Event("device", Event.Kind.INTERNAL) {
            @Override
            public boolean enabled(State state) {
                return enabled.test(state);
            }

            @Override
            public void fire(State state) {
                fire.accept(state);
            }

            @Override
            public String describe(State before, State after) {
                return "the device acts";
            }
        };
    }

    /** What a CPU sets and resets where no other CPU can see it. */
    private enum Flips {
        OWNED,
        OWNED_REGISTER,
        GUARDED,
        LOCK,
        INTERRUPT_FLAG,
        GUEST
    }

    /** A CPU that flips something, and what a device sees of it. */
    private static final class Flipping {
        final Machine machine = new Machine(1, 2, 0, 1);
        final Word x = machine.word("x", 1, 0);
        private final SpinLock lock = machine.lock("lock");
        private final Word owned;
        private final Word guarded = machine.word("guarded", 1, 0).guardedBy(lock);
        private final Flips what;

        Flipping(Flips what) {
            this.what = what;
            Word word = machine.word("owned", 1, 0).ownedBy(0);
            owned = what == Flips.OWNED_REGISTER ? word.deviceRegister() : word;
        }

        void flip() {
            switch (what) {
                case OWNED, OWNED_REGISTER -> {
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
                case INTERRUPT_FLAG -> {
                    machine.cpu().enableInterrupts();
                    machine.cpu().disableInterrupts();
                }
                case GUEST -> machine.cpu().runGuest(true);
                default -> throw new AssertionError(what);
            }
        }

        boolean isSet(State state) {
            return switch (what) {
                case OWNED, OWNED_REGISTER -> state.get(owned.field()) != 0;
                case GUARDED -> state.get(guarded.field()) != 0;
                case LOCK -> state.get(lock.field()) != 0;
                case INTERRUPT_FLAG -> machine.cpu(0).interruptsEnabled(state);
                case GUEST -> machine.cpu(0).sleepState(state) == SleepState.GUEST;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceActsInTheMiddleOfWhatItsCpuDoes(Flips what) {
        Flipping system = new Flipping(what);
        system.machine.event(device(
                state -> state.get(system.x.field()) == 0 && system.isSet(state),
                state -> state.set(system.x.field(), 1)));
        system.machine.boot(0, false, system.machine.procedure("main", () -> {
            system.flip();
            system.machine.bugOn(system.x.load() == 1, "the device has acted");
        }));
        system.machine.seal();
        assertViolated(Violation.ASSERTION, system.machine);
    }

    /** What it looks at when it acts counts, too, and not only when it can. */
    @ParameterizedTest
    @EnumSource
    void aDeviceCopiesWhatItSees(Flips what) {
        Flipping system = new Flipping(what);
        system.machine.event(device(
                state -> state.get(system.x.field()) == 0,
                state -> state.set(system.x.field(), system.isSet(state) ? 1 : 0)));
        system.machine.boot(0, false, system.machine.procedure("main", () -> {
            system.flip();
            system.machine.bugOn(system.x.load() == 1, "the device has seen it");
        }));
        system.machine.seal();
        assertViolated(Violation.ASSERTION, system.machine);
    }

    /** A device that catches whatever is thrown at it has seen what it asked for all the same. */
    @ParameterizedTest
    @EnumSource
    void aDeviceThatCatchesIsNotMisled(Flips what) {
        Flipping system = new Flipping(what);
        system.machine.event(device(
                state -> {
                    try {
                        return state.get(system.x.field()) == 0 && system.isSet(state);
                    } catch (RuntimeException e) {
                        return false;
                    }
                },
                state -> state.set(system.x.field(), 1)));
        system.machine.boot(0, false, system.machine.procedure("main", () -> {
            system.flip();
            system.machine.bugOn(system.x.load() == 1, "the device has acted");
        }));
        system.machine.seal();
        assertViolated(Violation.ASSERTION, system.machine);
    }

    @Test
    void aRuleThatADeviceBreaksIsBroken() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.event(device(state -> state.get(x.field()) == 0, state -> {
            try {
                state.set(x.field(), 2);
            } catch (RuntimeException e) {
                state.set(x.field(), 1);
            }
        }));
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        assertViolated(Violation.RANGE, machine);
    }

    @ParameterizedTest
    @EnumSource(
            value = Options.Order.class,
            names = {"BFS", "SYMBOLIC"})
    void aDeviceThatIsAskedChangesNothing(Options.Order order) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.event(device(
                state -> {
                    state.set(x.field(), 1);
                    return true;
                },
                state -> {}));
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        for (boolean reduced : new boolean[] {false, true}) {
            Options options =
                    Options.defaults().withThreads(1).withFusion(reduced).withSearch(order);
            assertThatThrownBy(() -> new Explorer(machine, List.of(), options).run())
                    .isInstanceOf(ModelException.class)
                    .hasMessage("a device writes x where it is only asked whether it can act: what it does is done by"
                            + " fire()");
        }
    }

    /** Devices that act for ever, each with a word of its own: one says it will, and only the other one can end the region. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoDevicesOfOneNameAreTwo(boolean isOneDevice) {
        Machine machine = new Machine(1);
        Word busy = machine.word("busy", 1, 0);
        Word done = machine.word("done", 1, 0);
        Object board = new Object();
        for (Word word : new Word[] {busy, done}) {
            machine.event(new Event("device", Event.Kind.INTERNAL) {
                @Override
                public Object device() {
                    return isOneDevice ? board : this;
                }

                @Override
                public boolean enabled(State state) {
                    return true;
                }

                @Override
                public void fire(State state) {
                    state.set(word.field(), 1 - state.get(word.field()));
                }

                @Override
                public String describe(State before, State after) {
                    return "flips " + word;
                }
            });
        }
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        Property leaves =
                new Property.Leaves("done in the end", state -> state.get(done.field()) == 0, state -> "not done");
        if (isOneDevice) {
            assertViolated("done in the end", machine, leaves);
        } else {
            assertHolds(machine, leaves);
        }
    }

    /** The HPET's interrupt goes where it is routed to at the moment of its delivery. */
    @ParameterizedTest
    @EnumSource
    void anInterruptIsRoutedByWhatIsSet(Flips what) {
        Flipping system = new Flipping(what);
        HpetComparator comparator = new HpetComparator(
                system.machine, "hpet", (state, cpu) -> system.isSet(state), system.machine.vector("hpet", () -> {}));
        system.machine.boot(0, false, system.machine.procedure("main", () -> {
            comparator.match().set(Instant.nowPlus(1));
            system.flip();
        }));
        system.machine.seal();
        assertHolds(
                system.machine,
                new Property.Sometimes(
                        "delivered", state -> system.machine.cpu(0).interruptRequests(state) != 0));
    }

    /** Urgent time waits for the CPU unless it is exempt, as it is for a moment. */
    @ParameterizedTest
    @EnumSource
    void urgentTimePassesInTheMiddle(Flips what) {
        Flipping system = new Flipping(what);
        TimeCell deadline = system.machine.time("deadline", Instant.nowPlus(1));
        system.machine.boot(0, false, system.machine.procedure("main", () -> {
            system.flip();
            system.machine.bugOn(deadline.minusNow() <= 0, "time has passed");
        }));
        system.machine.seal();
        system.machine.clock().urge((state, cpu) -> system.isSet(state));
        assertViolated(Violation.ASSERTION, system.machine);
    }

    /** Since when urgent time does not wait for the CPU that holds the lock. */
    private enum Exempt {
        NEVER,
        ALWAYS,
        ONCE_THE_OTHER_SAYS_SO
    }

    /** Urgent time that waits for a CPU passes while that waits for a lock of somebody whom it does not wait for. */
    @ParameterizedTest
    @EnumSource
    void urgentTimePassesWhileALockIsHeld(Exempt when) {
        Machine machine = new Machine(2, 1, 0, 1);
        new Pit(machine, machine.vector("tick", () -> {}));
        SpinLock lock = machine.lock("lock");
        Word exempt = machine.word("exempt", 1, 0);
        Procedure round = machine.function("round", () -> {
            lock.lock();
            lock.unlock();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("waits", () -> {
            exempt.store(1);
            round.repeat();
        }));
        machine.boot(1, false, machine.procedure("holds", () -> round.repeat()));
        machine.seal();
        machine.clock()
                .urge((state, cpu) -> cpu == 1
                        && switch (when) {
                            case NEVER -> false;
                            case ALWAYS -> true;
                            case ONCE_THE_OTHER_SAYS_SO -> state.get(exempt.field()) == 1;
                        });
        Property never = new Property.Always(
                "no tick", state -> machine.cpu(Pit.CPU).interruptRequests(state) == 0, state -> "a tick");
        if (when == Exempt.NEVER) {
            assertHolds(machine, never);
        } else {
            assertViolated("no tick", machine, never);
        }
    }

    /** How a cell is declared that a device writes to. */
    private enum Declared {
        NOT_AT_ALL,
        OWNED,
        WRITTEN_BY,
        GUARDED,
        WRITTEN_UNDER,
        SELECTED,
        RUNNERS,
        READ_ONLY
    }

    private static Word declared(Machine machine, Declared how) {
        Word word = machine.word("word", 1, 0);
        SpinLock lock = machine.lock("lock");
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        PerCpu<Word> running = machine.perCpu(cpu -> machine.word("running" + cpu, 1, 1));
        Word selector = machine.word("selector", 0, 0);
        return switch (how) {
            case NOT_AT_ALL -> word;
            case OWNED -> word.ownedBy(0);
            case WRITTEN_BY -> word.writtenBy(0);
            case GUARDED -> word.guardedBy(lock);
            case WRITTEN_UNDER -> word.writtenUnder(lock);
            case SELECTED -> word.guardedBy(selector, locks);
            case RUNNERS -> word.ownedByRunner(running, 1);
            case READ_ONLY -> word.readOnly();
        };
    }

    /** A declaration says which CPUs may touch a cell; a device is none of them. */
    @ParameterizedTest
    @EnumSource
    void aDeviceMayNotWriteToWhatIsDeclaredForCpus(Declared how) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Word word = declared(machine, how);
        machine.event(device(
                state -> state.get(x.field()) == 1 && state.get(word.field()) == 0,
                state -> state.set(word.field(), 1)));
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        if (how == Declared.NOT_AT_ALL) {
            assertHolds(machine);
        } else {
            assertViolated(Violation.RACE, machine);
        }
    }

    @Test
    void aDeviceTakesNoLocks() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        machine.event(device(state -> state.get(lock.field()) == 0, state -> state.set(lock.field(), 1)));
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        assertViolated(Violation.RACE, machine);
    }

    /** A cell that selects a lock is changed by a device: the holder of the lock is not sure of what it guards. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeviceChangesWhichLockIsSelected(boolean changes) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        Word selector = machine.word("selector", 1, 0);
        Word kept = machine.word("kept", 1, 0).guardedBy(selector, locks);
        machine.event(device(
                state -> state.get(x.field()) == 1 && state.get(selector.field()) == 0,
                state -> state.set(selector.field(), changes ? 1 : 0)));
        machine.boot(0, false, machine.procedure("main", () -> {
            locks.of(0).lock();
            x.store(1);
            kept.store(1);
            x.store(0);
            locks.of(0).unlock();
        }));
        machine.boot(1, false, machine.procedure("other", () -> {
            locks.of(0).lock();
            locks.of(0).unlock();
        }));
        machine.seal();
        if (changes) {
            assertViolated(Violation.RACE, machine);
        } else {
            assertHolds(machine);
        }
    }
}
