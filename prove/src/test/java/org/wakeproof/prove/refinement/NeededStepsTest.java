// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.history.Scenarios;
import org.wakeproof.prove.idle.Cells;
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Variable;

/** A comparison that finds nothing has looked: without any one of the steps that the ports take it finds a difference. */
class NeededStepsTest {
    /** Steps about these are not compared. */
    private static final Set<Variable> QUEUES =
            Set.of(Cells.FIRST_TIMER, Cells.CHANGED_FIRST, Cells.TICKER, Cells.TIMER_RAISE);

    /** An mwait that ends at once does what one does that an interrupt ends, whether there is one or not. */
    @ParameterizedTest
    @CsvSource({
        "OFFLINE, v2-online, offline --variant v2-online, ''",
        "IN_MWAIT, v2, in-mwait, does not sleep in C1",
        "IN_MWAIT_TSO, v2, in-mwait --memory tso, does not sleep in C1"
    })
    void eachStepThatPortsTakeIsNeeded(IdlePart part, String variant, String ports, String doneByAnother) {
        ParametricSystem system =
                IdlePath.of(part, IdleVariant.named(variant).orElseThrow()).withResponse(Optional.empty());
        Refinement.Result whole = compared(system, ports);
        assertThat(whole.isRefined()).isTrue();
        List<Step> taken = system.steps().stream()
                .filter(step -> !whole.never().contains(step.name()) && isCompared(step))
                .toList();
        assertThat(taken).hasSizeGreaterThan(15);
        assertThat(taken.stream()
                        .filter(step -> compared(without(system, step), ports).isRefined())
                        .map(Step::name))
                .isEqualTo(doneByAnother.isEmpty() ? List.of() : List.of(doneByAnother));
    }

    private static boolean isCompared(Step step) {
        Stream<Variable> owing = step.owing().stream().map(debt -> debt);
        return Stream.concat(owing, step.updates().stream().map(Update::written))
                .noneMatch(QUEUES::contains);
    }

    private static ParametricSystem without(ParametricSystem system, Step step) {
        return system.withSteps(
                system.steps().stream().filter(each -> each != step).toList());
    }

    private static Refinement.Result compared(ParametricSystem system, String ports) {
        return new Refinement(system, Scenarios.wired(ports).machine()).run(10_000);
    }
}
