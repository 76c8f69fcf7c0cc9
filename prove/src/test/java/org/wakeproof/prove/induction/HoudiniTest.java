// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;
import org.wakeproof.prove.solver.SolverEndedException;

/** People write what is to hold; what keeps the books is found, and is an invariant whoever has found it. */
class HoudiniTest {
    private enum Place {
        OUT,
        IN,
        NOWHERE
    }

    private static final Program<Place> AT = new Program<>("at", Place.class);
    private static final GlobalFlag LOCKED = new GlobalFlag("locked");
    private static final CpuVariable HOLDER = new CpuVariable("holder", LOCKED);

    /** Who is inside is alone there: that is to follow, and nothing is said of the lock. */
    private static ParametricSystem lock(Step.Builder enter) {
        Conjunct alone = new Conjunct("alone", "", AT.at(Place.IN).implies(HOLDER.isThis()), true);
        return new ParametricSystem(
                "lock",
                List.of(AT, LOCKED, HOLDER),
                List.of(
                        enter.when(AT.at(Place.OUT))
                                .go(AT, Place.IN)
                                .set(LOCKED, true)
                                .name(HOLDER)
                                .build(),
                        Step.named("leave", "")
                                .when(AT.at(Place.IN))
                                .go(AT, Place.OUT)
                                .set(LOCKED, false)
                                .build()),
                List.of(alone),
                List.of(alone),
                Optional.empty(),
                List.of());
    }

    private static Proof proved(ParametricSystem system) {
        return new Prover(system, SolverChoice.SMTINTERPOL, 1, check -> {}).run();
    }

    private static ParametricSystem found(ParametricSystem system) {
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            return new Houdini(system, solver, 200, left -> {}).run().orElseThrow();
        }
    }

    @Test
    void whatKeepsTheBooksOfALockIsFound() {
        ParametricSystem lock = lock(Step.named("enter", "").when(LOCKED.isClear()));
        assertThat(proved(lock).verdict()).isEqualTo(Proof.Verdict.NOT_INDUCTIVE);
        ParametricSystem found = found(lock);
        assertThat(proved(found).verdict()).isEqualTo(Proof.Verdict.PROVED);
        assertThat(found.invariant().stream().map(Conjunct::name)).contains("alone", "locked", "holder = this CPU");
    }

    @Test
    void aLockThatDoesNotExcludeIsNotProvedByAnything() {
        ParametricSystem open = lock(Step.named("enter", ""));
        assertThat(proved(found(open)).verdict()).isEqualTo(Proof.Verdict.NOT_INDUCTIVE);
    }

    @Test
    void whatIsFoundCanBeKept() {
        ParametricSystem lock = lock(Step.named("enter", "").when(LOCKED.isClear()));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Houdini houdini = new Houdini(lock, solver, 200, left -> {});
            ParametricSystem found = houdini.run().orElseThrow();
            assertThat(houdini.found()).contains("false", "  at | NOWHERE", "locked", "  at | IN");
            assertThat(FoundText.read(houdini.found(), lock)).hasToString(found.toString());
        }
    }

    /** Not as many states as there are numbers. */
    @Test
    void aStopEndsTheWalk() {
        ParametricSystem lock = lock(Step.named("enter", "").when(LOCKED.isClear()));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Houdini houdini = new Houdini(lock, solver, Integer.MAX_VALUE, left -> {});
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(houdini::stop);
            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), houdini::run))
                    .isEmpty();
        }
    }

    /** Of two that hear the same Ctrl-C the solver may be the first. */
    @Test
    void aSolverThatIsEndedTogetherWithItIsNoError() {
        ParametricSystem lock = lock(Step.named("enter", "").when(LOCKED.isClear()));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Houdini houdini = new Houdini(lock, ending(solver), 10, left -> {});
            assertThatThrownBy(houdini::run).isInstanceOf(SolverEndedException.class);
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(houdini::stop);
            assertThat(houdini.run()).isEmpty();
        }
    }

    private static Solver ending(Solver solver) {
        return (Solver) Proxy.newProxyInstance(
                HoudiniTest.class.getClassLoader(), new Class<?>[] {Solver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("check")) {
                        throw new SolverEndedException("ended");
                    }
                    return method.invoke(solver, arguments);
                });
    }

    @Test
    void whatIsNotOfTheSystemIsNotRead() {
        ParametricSystem lock = lock(Step.named("enter", ""));
        assertThatThrownBy(() -> FoundText.read(List.of("locked", "  at | ELSEWHERE"), lock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no 'at | ELSEWHERE' in lock");
        assertThatThrownBy(() -> FoundText.read(List.of("unlocked"), lock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing says 'unlocked'");
    }

    private static ParametricSystem kept() throws IOException {
        return FoundText.read(
                        Files.readAllLines(Path.of("../proofs/prove/found-invariant.txt")), IdlePath.of(IdleVariant.V2))
                .withResponse(Optional.empty());
    }

    /** Five sentences are people's; the rest was found by wakeproof prove --find-invariant --solver z3. */
    @Test
    void whatWasFoundOfTheIdlePathImpliesThePropertiesAndIsKeptByStepsThatBugsChange() throws IOException {
        ParametricSystem kept = kept();
        assertThat(kept.invariant().stream().filter(Conjunct::isKey)).hasSize(5);
        try (Solver solver = (SolverChoice.Z3.isHere() ? SolverChoice.Z3 : SolverChoice.SMTINTERPOL).start()) {
            Induction induction = new Induction(kept, solver);
            assertThat(induction.initiation().isProved()).isTrue();
            assertThat(kept.properties())
                    .allSatisfy(each ->
                            assertThat(induction.implies(each).isProved()).isTrue());
            for (String step : List.of("look: nothing", "exit: deadline over", "handler: something later")) {
                assertThat(induction.keeps(kept.step(step)).isProved()).isTrue();
            }
        }
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "a minute; -Dslow=true")
    @Test
    void whatWasFoundOfTheIdlePathIsInductive() throws IOException {
        SolverChoice choice = SolverChoice.Z3.isHere() ? SolverChoice.Z3 : SolverChoice.SMTINTERPOL;
        Proof proof = new Prover(kept(), choice, 2, check -> {}).run();
        assertThat(proof.open()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
    }
}
