// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;
import org.wakeproof.prove.solver.SolverEndedException;

/** Asks all questions of a proof, a solver for each thread. */
public final class Prover {
    private final ParametricSystem system;
    private final SolverChoice choice;
    private final int threads;
    private final Consumer<Check> told;
    private volatile boolean isStopped;
    /** The first part of which some claim does not hold: what comes behind it is not asked any more. */
    private final AtomicReference<Part> failed = new AtomicReference<>(Part.VACUITY);

    /**
     * @param threads how many solvers are asked at a time, at least 1
     * @param told of every answer, by any of the threads
     */
    public Prover(ParametricSystem system, SolverChoice choice, int threads, Consumer<Check> told) {
        this.system = system;
        this.choice = choice;
        this.threads = threads;
        this.told = told;
    }

    /** Ends it soon; what is not asked by then is not proved. */
    public void stop() {
        isStopped = true;
    }

    /** Asks everything. */
    public Proof run() {
        long start = System.nanoTime();
        List<Asked> questions = questions();
        Check[] answers = new Check[questions.size()];
        Queue<Integer> open = new ConcurrentLinkedQueue<>();
        for (int question = 0; question < answers.length; question++) {
            open.add(question);
        }
        String[] title = {""};
        Callable<Void> worker = () -> {
            try (Solver solver = choice.start()) {
                synchronized (title) {
                    title[0] = solver.title();
                }
                Integer next = open.poll();
                while (next != null && !isStopped) {
                    if (questions.get(next).part().compareTo(failed.get()) <= 0) {
                        answers[next] = questions.get(next).of().apply(solver);
                        note(answers[next]);
                    }
                    next = open.poll();
                }
            } catch (SolverEndedException e) {
                if (!e.isBecause(() -> isStopped)) {
                    throw e;
                }
            }
            return null;
        };
        runAll(worker);
        List<Check> checks = Stream.of(answers)
                .filter(check -> check != null && check.kind().part().compareTo(failed.get()) <= 0)
                .toList();
        return new Proof(system, title[0], checks, answers.length, (System.nanoTime() - start) / 1_000_000);
    }

    private void note(Check check) {
        if (check.isRefuted()) {
            Part part = check.kind().part();
            failed.accumulateAndGet(part, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
        told.accept(check);
    }

    private void runAll(Callable<Void> worker) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Queue<Future<Void>> running = new ArrayDeque<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(workers.submit(worker));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            isStopped = true;
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            isStopped = true;
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            workers.shutdown();
        }
    }

    private record Asked(Part part, Function<Solver, Check> of) {}

    private List<Asked> questions() {
        List<Asked> questions = new ArrayList<>();
        Consumer<Function<Induction, Check>> safety = question ->
                questions.add(new Asked(Part.SAFETY, solver -> question.apply(new Induction(system, solver))));
        safety.accept(Induction::initiation);
        system.steps().forEach(step -> safety.accept(induction -> induction.keeps(step)));
        system.properties().forEach(property -> safety.accept(induction -> induction.implies(property)));
        system.response().ifPresent(response -> ask(response, questions));
        system.steps()
                .forEach(step -> questions.add(
                        new Asked(Part.VACUITY, solver -> new Induction(system, solver).isPossible(step))));
        system.response()
                .ifPresent(response -> response.stages()
                        .forEach(stage -> questions.add(new Asked(
                                Part.VACUITY, solver -> new ResponseInduction(system, solver).isNeeded(stage)))));
        return questions;
    }

    private void ask(Response response, List<Asked> questions) {
        Consumer<Function<ResponseInduction, Check>> stages = question -> questions.add(
                new Asked(Part.RESPONSE, solver -> question.apply(new ResponseInduction(system, solver))));
        stages.accept(ResponseInduction::isInSomeStage);
        for (Stage stage : response.stages()) {
            stages.accept(induction -> induction.canProgress(stage));
            for (String step : stage.progress().steps()) {
                stages.accept(induction -> induction.leadsEarlier(stage, system.step(step)));
            }
        }
        system.steps().forEach(step -> stages.accept(induction -> induction.leadsNoLater(step)));
        Consumer<Function<StretchInduction, Check>> stretches = question ->
                questions.add(new Asked(Part.RESPONSE, solver -> question.apply(new StretchInduction(system, solver))));
        stretches.accept(StretchInduction::goesOn);
        response.locks().forEach(lock -> stretches.accept(induction -> induction.holderGoesOn(lock)));
        system.steps().stream()
                .filter(step -> response.locks().stream().anyMatch(step::names))
                .forEach(step -> stretches.accept(induction -> induction.findsFree(step)));
        system.steps().forEach(step -> stretches.accept(induction -> induction.shrinks(step)));
        questions.add(new Asked(Part.RESPONSE, solver -> new Stretches(system).end()));
    }
}
