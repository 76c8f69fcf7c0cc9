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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;
import org.wakeproof.prove.solver.SolverChoice;

/** Asks all questions of a proof, a solver for each thread. */
public final class Prover {
    private final ParametricSystem system;
    private final SolverChoice choice;
    private final int threads;
    private final Consumer<Check> told;
    private volatile boolean isStopped;
    /** Some claim does not hold: whether it would be a claim about anything need not be asked any more. */
    private volatile boolean hasFailed;

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
        List<Function<Induction, Check>> questions = questions();
        int claims = questions.size() - system.steps().size();
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
                Induction induction = new Induction(system, solver);
                Integer next = open.poll();
                while (next != null && !isStopped) {
                    if (!hasFailed || next < claims) {
                        answers[next] = questions.get(next).apply(induction);
                        hasFailed |= answers[next].answer() == Answer.SATISFIABLE && next < claims;
                        told.accept(answers[next]);
                    }
                    next = open.poll();
                }
            }
            return null;
        };
        runAll(worker);
        List<Check> checks = Stream.of(answers).filter(check -> check != null).toList();
        return new Proof(system, title[0], checks, (System.nanoTime() - start) / 1_000_000);
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

    private List<Function<Induction, Check>> questions() {
        List<Function<Induction, Check>> questions = new ArrayList<>();
        questions.add(Induction::initiation);
        system.steps().forEach(step -> questions.add(induction -> induction.keeps(step)));
        system.properties().forEach(property -> questions.add(induction -> induction.implies(property)));
        system.steps().forEach(step -> questions.add(induction -> induction.isPossible(step)));
        return questions;
    }
}
