// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** How many steps CPU0 needs, alone, where what is nobody else's business makes one with the operation before it. */
class LocalStepsTest {
    private final Machine machine = new Machine(2, 1, 0, 1);
    private final Word x = machine.word("x", 3, 0);
    private final Word own = machine.word("own", 3, 0).ownedBy(0);
    private final SpinLock lock = machine.lock("lock");
    private final Word guarded = machine.word("guarded", 1, 0).guardedBy(lock);
    private final Word fixed = machine.word("fixed", 1, 0).readOnly();
    private final Word others = machine.word("others", 1, 0).ownedBy(1);
    private final TimeCell sample =
            machine.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
    private final List<Property> properties = new ArrayList<>();

    private int steps(Runnable code) {
        return steps(false, code);
    }

    private int steps(boolean interruptsEnabled, Runnable code) {
        machine.boot(0, interruptsEnabled, machine.procedure("main", code::run));
        machine.boot(1, false, machine.procedure("idle", () -> {
            lock.lock();
            lock.unlock();
        }));
        machine.seal();
        Watched watched = new Watched(machine, true);
        return watched.untilForeseen(() -> count(new Model(machine, properties, watched, true, false, Limits.none())));
    }

    /** Takes CPU0's step as long as it has one. */
    private static int count(Model model) {
        PackedState state = model.initial();
        for (Property property : model.properties) {
            ((Property.Leaves) property).region().test(state);
        }
        Stepper stepper = model.localStepper();
        int count = 0;
        while (stepper.enabled(state, 0)) {
            count++;
            boolean[] broken = {false};
            PackedState from = model.state();
            from.copyFrom(state);
            stepper.take(from, 0, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    state.copyFrom(next);
                }

                @Override
                public void violation(int step, Violation violation) {
                    broken[0] = true;
                }
            });
            if (broken[0]) {
                return count;
            }
        }
        return count;
    }

    @Test
    void whatIsItsOwnGoesWithTheStepBefore() {
        assertThat(steps(() -> {
                    own.store(1);
                    own.store(2);
                    x.store(1);
                    own.store(3);
                    x.store(2);
                }))
                .isEqualTo(3);
    }

    @Test
    void takingALockAndReleasingItAreSteps() {
        assertThat(steps(() -> {
                    x.store(1);
                    lock.lock();
                    guarded.store(1);
                    lock.unlock();
                }))
                .isEqualTo(3);
    }

    @Test
    void whereInterruptsAreOnOnlyWhatDependsOnNothingGoesWithAnother() {
        assertThat(steps(true, () -> {
                    own.store(1);
                    own.store(2);
                    fixed.load();
                }))
                .isEqualTo(2);
    }

    @Test
    void whatAPropertyLooksAtIsAStep() {
        properties.add(new Property.Leaves("left", state -> state.get(own.field()) < 3, state -> ""));
        assertThat(steps(() -> {
                    x.store(1);
                    own.store(1);
                    own.store(2);
                }))
                .isEqualTo(3);
    }

    @Test
    void aChoiceIsAStep() {
        assertThat(steps(() -> {
                    own.store(1);
                    machine.choose("one", 2);
                    own.store(2);
                }))
                .isEqualTo(2);
    }

    @Test
    void aBreachIsAStep() {
        assertThat(steps(() -> {
                    x.store(1);
                    others.store(1);
                    own.store(1);
                }))
                .isEqualTo(2);
    }

    @Test
    void lettingASampleGoIsAStep() {
        assertThat(steps(() -> {
                    sample.sampleNow();
                    own.store(1);
                    sample.set(Instant.zero());
                    own.store(2);
                }))
                .isEqualTo(2);
    }

    /** The clock can tick before it and not behind it; or on both sides, as long as something else grows older. */
    @ParameterizedTest
    @CsvSource({"false, 3", "true, 2"})
    void storingOverTheLastTimeThatGrowsOlderIsAStep(boolean somethingElse, int steps) {
        TimeCell due = machine.time("due", Instant.zero()).ownedBy(0);
        machine.time("other", somethingElse ? Instant.now() : Instant.zero());
        assertThat(steps(() -> {
                    due.set(Instant.now());
                    due.set(Instant.never());
                    own.store(1);
                    x.store(1);
                }))
                .isEqualTo(steps);
    }

    /** It waits for a CPU as long as that can act, and may go on behind its last operation. */
    @Test
    void whereTimeIsUrgentEachOperationIsAStep() {
        machine.clock().urge((state, cpu) -> false);
        assertThat(steps(() -> {
                    x.store(1);
                    own.store(1);
                }))
                .isEqualTo(2);
    }

    /** Also where it is forgotten behind an operation that would be nobody's business otherwise. */
    @Test
    void soIsForgettingIt() {
        TimeCell[] now = new TimeCell[1];
        Procedure look = machine.function("look", () -> {
            now[0].sampleNow();
            own.store(1);
            own.store(2);
            return 0;
        });
        now[0] = look.timeVariable("now").of(0).sampleOfNow();
        assertThat(steps(() -> {
                    look.call();
                    own.store(3);
                }))
                .isEqualTo(2);
    }
}
