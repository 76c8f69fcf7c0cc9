// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A Ctrl-C ends a solver's program, too, and sooner than the program that asks it has heard of it. */
class SolverEndedTest {
    private static Solver ends() {
        return new ProcessSolver("a solver", List.of("sh", "-c", "read first; exit 0"));
    }

    @Test
    void aProgramThatEndsIsToldByAnExceptionOfItsOwn() {
        try (Solver solver = ends()) {
            assertThatThrownBy(solver::check)
                    .isInstanceOf(SolverEndedException.class)
                    .hasMessageStartingWith("a solver has ended: ");
        }
    }

    @Test
    void itIsBecauseOfAStopThatIsHeardOfALittleLater() {
        AtomicBoolean stopped = new AtomicBoolean();
        try (Solver solver = ends()) {
            SolverEndedException ended = catchThrowableOfType(SolverEndedException.class, solver::check);
            assertThat(ended.isBecause(stopped::get)).isFalse();
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> stopped.set(true));
            assertThat(ended.isBecause(stopped::get)).isTrue();
        }
    }
}
