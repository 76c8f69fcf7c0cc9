// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakeproof.prove.induction.RandomSystems.A;
import static org.wakeproof.prove.induction.RandomSystems.B;
import static org.wakeproof.prove.induction.RandomSystems.G;
import static org.wakeproof.prove.induction.RandomSystems.HOLDER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Visit;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** Stages of a wake-up, on systems small enough to look at every state of few CPUs. */
class ResponseInductionTest {
    private static final int ROUNDS = Boolean.getBoolean("slow") ? 100 : 30;
    private static final Local ANY = Plain.constant(true);
    private static final Progress BY_WAKING = new Progress.Always(List.of("wake"));

    /** A CPU sleeps where its flag a is set. */
    private static Response response(Local work, List<Stage> stages) {
        return new Response(
                "wakes",
                "",
                A.isSet(),
                work,
                stages,
                new Moment.Global("measure"),
                A.isClear(),
                B.isSet(),
                List.of(HOLDER),
                Visit.NONE,
                List.of());
    }

    private static ParametricSystem system(List<Step> steps, Local invariant, Local work, List<Stage> stages) {
        return RandomSystems.system(steps, invariant).withResponse(Optional.of(response(work, stages)));
    }

    private static Step.Builder wake() {
        return Step.named("wake", "").when(A.isSet()).clear(A);
    }

    private static final Stage HELD =
            new Stage("held", "", G.isSet(), new Helper.SomeCpu(HOLDER.isThis()), new Progress.WhileInterruptsAreOff());
    private static final Stage FREE = new Stage("free", "", G.isClear(), new Helper.Itself(), BY_WAKING);

    @Test
    void whoIsInNoStageIsFound() {
        ParametricSystem both = system(List.of(wake().build()), ANY, ANY, List.of(FREE, HELD));
        ParametricSystem one = system(List.of(wake().build()), ANY, ANY, List.of(FREE));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new ResponseInduction(both, solver).isInSomeStage().isProved())
                    .isTrue();
            assertThat(new ResponseInduction(one, solver).isInSomeStage().isRefuted())
                    .isTrue();
        }
    }

    /** The helper of a stage is one CPU: if the lock goes from hand to hand, nobody has to release it to the end. */
    @Test
    void aHelperThatIsReplacedDoesNotHelp() {
        Step release =
                Step.named("release", "").when(HOLDER.isThis()).set(G, false).build();
        Step handOver = Step.named("hand over", "").when(G.isSet()).name(HOLDER).build();
        ParametricSystem locked = system(List.of(release, handOver), ANY, ANY, List.of(FREE, HELD));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            ResponseInduction induction = new ResponseInduction(locked, solver);
            assertThat(induction.leadsNoLater(release).isProved()).isTrue();
            Check check = induction.leadsNoLater(handOver);
            assertThat(check.broken()).containsExactly("held");
            assertThat(check.counterexample().orElseThrow().roles())
                    .anySatisfy(role -> assertThat(role).contains("is to help"));
        }
    }

    @Test
    void workThatVanishesIsNotDone() {
        Step vanish = Step.named("vanish", "").clear(B).build();
        ParametricSystem system = system(List.of(vanish), ANY, B.isSet(), List.of(FREE, HELD));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new ResponseInduction(system, solver)
                            .leadsNoLater(vanish)
                            .isRefuted())
                    .isTrue();
        }
    }

    /** The same step, by an agent that acts in the end and by one that need not. */
    @Test
    void aStepThatNobodyHasToTakeLeadsNowhere() {
        ParametricSystem fair = system(List.of(wake().build()), ANY, ANY, List.of(FREE, HELD));
        ParametricSystem unfair = system(List.of(wake().by(Agent.OUTSIDE).build()), ANY, ANY, List.of(FREE, HELD));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new ResponseInduction(fair, solver)
                            .leadsEarlier(FREE, fair.step("wake"))
                            .isProved())
                    .isTrue();
            assertThat(new ResponseInduction(unfair, solver)
                            .leadsEarlier(FREE, unfair.step("wake"))
                            .isRefuted())
                    .isTrue();
        }
    }

    @Test
    void aStepThatCannotBeTakenDoesNotLeaveItsStage() {
        ParametricSystem open = system(List.of(wake().build()), ANY, ANY, List.of(FREE, HELD));
        ParametricSystem closed = system(List.of(wake().when(B.isSet()).build()), ANY, ANY, List.of(FREE, HELD));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new ResponseInduction(open, solver).canProgress(FREE).isProved())
                    .isTrue();
            assertThat(new ResponseInduction(closed, solver).canProgress(FREE).isRefuted())
                    .isTrue();
        }
    }

    /** A CPU that can go on does, and by any of its steps: where it has another, it may take that for ever. */
    @Test
    void aHelperThatMayDoSomethingElseNeedNotHelp() {
        Step.Builder other = Step.named("another", "").when(A.isSet()).set(B);
        Step.Builder elsewhere = Step.named("elsewhere", "").when(A.isClear()).set(B);
        for (Step step : List.of(elsewhere.build(), other.by(Agent.DEVICE).build())) {
            assertThat(canProgress(FREE, wake().build(), step).isProved()).isTrue();
        }
        assertThat(canProgress(FREE, wake().build(), other.by(Agent.CPU).build())
                        .broken())
                .containsExactly("no other");
        assertThat(canProgress(FREE, wake().by(Agent.DEVICE).build(), other.build())
                        .isProved())
                .as("the device has no other")
                .isTrue();
    }

    private static Check canProgress(Stage stage, Step... steps) {
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            return new ResponseInduction(system(List.of(steps), ANY, ANY, List.of(stage)), solver).canProgress(stage);
        }
    }

    /** Who sleeps with interrupts off comes to where they are on only if what is pending wakes it. */
    @Test
    void anInterruptThatDoesNotWakeItsHelperIsNotTaken() {
        Step takes =
                Step.named("takes", "").when(A.isClear()).by(Agent.INTERRUPT).build();
        Progress taking = new Progress.WhereInterruptible(List.of("takes"));
        Stage wakes = new Stage("wakes", "", ANY, new Helper.SomeCpu(B.isSet()), taking);
        Stage doesNot = new Stage("does not", "", ANY, new Helper.SomeCpu(HOLDER.isThis()), taking);
        assertThat(canProgress(wakes, takes).isProved()).isTrue();
        assertThat(canProgress(doesNot, takes).isRefuted()).isTrue();
    }

    @Test
    void aStageWaitsForALockThatIsReleased() {
        CpuVariable another = new CpuVariable("another", new GlobalFlag("another held"));
        Stage waits = waiting(another);
        assertThatThrownBy(() -> response(ANY, List.of(waits)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'waits' waits for a lock that is not asked about: another");
        assertThatThrownBy(() -> system(List.of(wake().build()), ANY, ANY, List.of(waiting(HOLDER))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'waits' waits for a lock, and 'wake' does not take it: holder");
    }

    private static Stage waiting(CpuVariable lock) {
        return new Stage(
                "waits", "", ANY, new Helper.SomeCpu(ANY), new Progress.WhereFree("wake", lock, Plain.constant(false)));
    }

    @Test
    void aStageThatAnotherImpliesIsNotNeeded() {
        Stage more = new Stage("more", "", ANY, new Helper.Itself(), BY_WAKING);
        ParametricSystem system = system(List.of(wake().build()), ANY, ANY, List.of(FREE, more));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            ResponseInduction induction = new ResponseInduction(system, solver);
            assertThat(induction.isNeeded(FREE).isProved()).isFalse();
            assertThat(induction.isNeeded(more).isProved()).isTrue();
        }
    }

    /** Otherwise a CPU could leave them for a stage in between, and come back with more. */
    @Test
    void measuredStagesFollowEachOther() {
        Stage between = new Stage("between", "", ANY, new Helper.Itself(), BY_WAKING);
        assertThatThrownBy(() -> response(ANY, List.of(FREE.measured(), between, HELD.measured())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the measured stages do not follow each other");
    }

    @Test
    void agreesWithLookingAtEveryStateOfFewCpus() {
        Random random = new Random(7);
        int later = 0;
        int uncovered = 0;
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                Step step = RandomSystems.step(random);
                List<Stage> stages = new ArrayList<>();
                for (int rank = 0; rank < 3; rank++) {
                    Helper helper = random.nextBoolean()
                            ? new Helper.Itself()
                            : new Helper.SomeCpu(RandomSystems.formula(random, 1));
                    stages.add(new Stage("stage" + rank, "", RandomSystems.formula(random, 1), helper, BY_WAKING));
                }
                ParametricSystem system = system(
                        List.of(step), RandomSystems.formula(random, 2), RandomSystems.formula(random, 1), stages);
                ResponseInduction induction = new ResponseInduction(system, solver);
                Check goesOn = induction.leadsNoLater(step);
                Check covered = induction.isInSomeStage();
                int most = Math.min(smallest(goesOn), 3);
                for (int cpus = 1; cpus <= most; cpus++) {
                    assertThat(new BruteForce(system, cpus).leadsLater(step))
                            .as("%d CPUs, %s with %s", cpus, step, system)
                            .isEqualTo(cpus == smallest(goesOn));
                }
                most = Math.min(smallest(covered), 3);
                for (int cpus = 1; cpus <= most; cpus++) {
                    assertThat(new BruteForce(system, cpus).isUncovered())
                            .as("%d CPUs, %s", cpus, system)
                            .isEqualTo(cpus == smallest(covered));
                }
                later += goesOn.isRefuted() ? 1 : 0;
                uncovered += covered.isRefuted() ? 1 : 0;
            }
        }
        assertThat(later).isBetween(ROUNDS / 8, ROUNDS - ROUNDS / 8);
        assertThat(uncovered).isBetween(ROUNDS / 8, ROUNDS - ROUNDS / 8);
    }

    /** How many CPUs the smallest state has in which a claim fails. */
    private static int smallest(Check check) {
        return check.counterexample().map(Counterexample::cpus).orElse(Integer.MAX_VALUE);
    }
}
