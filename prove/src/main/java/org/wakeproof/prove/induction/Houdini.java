// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.wakeproof.prove.induction.Encoding.Extent;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;
import org.wakeproof.prove.solver.SolverEndedException;
import org.wakeproof.prove.states.Interpreter;
import org.wakeproof.prove.states.RandomStates;
import org.wakeproof.prove.states.Shape;

/**
 * Finds conjuncts that keep the books, after Flanagan and Leino (2001): of all candidates those are dropped that are not so in
 * some state met on random walks, and then those that a step breaks, until none is. What is left is kept by every step as
 * long as the key conjuncts hold; whether those do then is for the {@link Prover} to say.
 */
public final class Houdini {
    private final ParametricSystem system;
    private final Solver solver;
    private final int states;
    private final IntConsumer told;
    private final Candidates candidates;
    private int questions;
    private volatile boolean isStopped;

    /**
     * A search.
     *
     * @param whole of whose invariant only the key conjuncts are looked at
     * @param states how many are met on random walks, of each number of CPUs up to 3
     * @param told how many candidates are left, now and then
     */
    public Houdini(ParametricSystem whole, Solver solver, int states, IntConsumer told) {
        system = whole.withInvariant(
                whole.invariant().stream().filter(Conjunct::isKey).toList());
        this.solver = solver;
        this.states = states;
        this.told = told;
        candidates = new Candidates(system);
    }

    /** How many candidates are left. */
    public int left() {
        return candidates.size();
    }

    /** How many questions have been asked. */
    public int questions() {
        return questions;
    }

    /** Ends it soon. */
    public void stop() {
        isStopped = true;
    }

    /** What is found, for a file; {@link FoundText#read} makes conjuncts of it. */
    public List<String> found() {
        return FoundText.of(candidates);
    }

    /** The system with its key conjuncts and those that are found; nothing if it was stopped. */
    public Optional<ParametricSystem> run() {
        for (int cpus = 1; cpus <= 3; cpus++) {
            walk(cpus);
            told.accept(left());
        }
        try {
            ask();
        } catch (SolverEndedException e) {
            if (!e.isBecause(() -> isStopped)) {
                throw e;
            }
        }
        if (isStopped) {
            return Optional.empty();
        }
        candidates.simplify();
        return Optional.of(FoundText.with(system, candidates));
    }

    /** Has the solver break what it can, until nothing is left that it can. */
    private void ask() {
        drop(null);
        boolean isStable;
        do {
            isStable = true;
            for (Step step : system.steps()) {
                isStable &= isStopped || !drop(step);
            }
        } while (!isStable && !isStopped);
    }

    private void walk(int cpus) {
        Shape shape = new Shape(system, cpus);
        List<Plain> conditions = candidates.conditions();
        Interpreter interpreter = new Interpreter(shape, Set.of(), true);
        new RandomStates(system, shape, cpus).walk(states, () -> isStopped, state -> {
            for (int cpu = 0; cpu < cpus; cpu++) {
                int whose = cpu;
                BitSet met = new BitSet();
                for (int i = 0; i < conditions.size(); i++) {
                    met.set(i, interpreter.isTrue(conditions.get(i).node(), state, whose));
                }
                candidates.drop(
                        met, literal -> interpreter.isTrue(literal.says().node(), state, whose));
            }
        });
    }

    /** Drops what a step, or without one the initial state, shows not to be so; whether that is anything. */
    private boolean drop(Step step) {
        int before = left();
        for (Extent extent : List.of(Extent.BRIEF, Extent.FULL)) {
            Encoding encoding = new Encoding(system, step, extent, false);
            encoding.shareWitness();
            solver.push();
            try {
                if (drop(step, encoding, extent)) {
                    break;
                }
            } finally {
                solver.pop();
            }
        }
        return left() < before;
    }

    /**
     * Asks again and again, of what is left; what is assumed is what was left at first, which is true of fewer states, so the
     * last round of the steps says that all is well, and not this one.
     *
     * @return whether nothing more fails for sure
     */
    private boolean drop(Step step, Encoding encoding, Extent extent) {
        When when = step == null ? When.BEFORE : When.AFTER;
        List<Local> assumed = sentences(candidates.literals());
        name(encoding, step, assumed, when);
        solver.demand(premises(encoding, step, assumed));
        while (!isStopped) {
            List<Literal> literals = candidates.literals();
            Expr failing = encoding.exprs()
                    .or(sentences(literals).stream()
                            .map(each -> encoding.fails(each, when))
                            .toList());
            List<List<Expr>> values = encoding.cpus().values().stream()
                    .distinct()
                    .map(cpu -> values(encoding, literals, when, cpu))
                    .toList();
            encoding.declareIn(solver);
            questions++;
            solver.push();
            try {
                solver.demand(failing);
                Answer answer = solver.check();
                if (answer == Answer.UNKNOWN) {
                    throw new IllegalStateException(solver.title() + " does not know");
                } else if (answer == Answer.UNSATISFIABLE || extent == Extent.BRIEF) {
                    return answer == Answer.UNSATISFIABLE;
                }
                int before = left();
                values.forEach(each -> drop(literals, solver.areTrue(each)));
                if (left() == before) {
                    throw new IllegalStateException("a state in which some candidate fails shows none that does");
                }
                told.accept(left());
            } finally {
                solver.pop();
            }
        }
        return true;
    }

    /** Names all CPUs that are spoken of: each "some CPU" that is assumed is one more. */
    private void name(Encoding encoding, Step step, List<Local> sentences, When when) {
        int size;
        do {
            size = encoding.size();
            premises(encoding, step, sentences);
            sentences.forEach(each -> encoding.fails(each, when));
        } while (encoding.size() > size);
    }

    private Expr premises(Encoding encoding, Step step, List<Local> sentences) {
        List<Expr> parts = new ArrayList<>();
        if (step == null) {
            parts.add(encoding.initial());
        } else {
            parts.add(Question.invariant(system, encoding));
            sentences.forEach(each -> parts.add(encoding.everywhere(each, When.BEFORE)));
            parts.add(encoding.guard());
        }
        parts.add(encoding.wellFormed());
        Expr premises = encoding.exprs().and(parts);
        encoding.declareIn(solver);
        return premises;
    }

    private List<Local> sentences(List<Literal> literals) {
        return literals.stream().map(candidates::sentence).toList();
    }

    /** Whether each antecedent holds of a CPU, and then each literal. */
    private List<Expr> values(Encoding encoding, List<Literal> literals, When when, Expr cpu) {
        List<Local> asked = new ArrayList<>(candidates.conditions());
        literals.forEach(literal -> asked.add(literal.says()));
        return asked.stream()
                .map(says -> encoding.formula(says.node(), when, cpu, false))
                .toList();
    }

    private void drop(List<Literal> literals, List<Boolean> values) {
        int count = candidates.conditions().size();
        BitSet met = new BitSet();
        for (int i = 0; i < count; i++) {
            met.set(i, values.get(i));
        }
        candidates.drop(met, literal -> !literals.contains(literal) || values.get(count + literals.indexOf(literal)));
    }
}
