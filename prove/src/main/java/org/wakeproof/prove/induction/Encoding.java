// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Debt;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Node;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;
import org.wakeproof.prove.solver.Solver;

/**
 * The formulas of one query without quantifiers. "For all CPUs" becomes a conjunction over the CPUs that are named: the
 * actor, the other, those of CPU variables, the one for which the goal is to fail, and a witness for each "some CPU" that
 * is assumed. Nothing maps to CPUs, so there are no others to speak of: a model of the conjunction, cut down to the CPUs
 * that are named, is a model of the sentence. That makes it complete, and it is Herbrand's theorem for this fragment.
 */
final class Encoding {
    /** Before the step or behind it. */
    enum When {
        BEFORE,
        AFTER
    }

    /** Of how many CPUs everything is said. */
    enum Extent {
        /** Of the step's and the goal's alone: less is assumed, so what follows from that is proved, and the rest is open. */
        BRIEF,
        /** There is one CPU, which has all roles: a state that is found is one, and what is not found is open. */
        ALONE,
        /** Of all that are named: the answer is the answer. */
        FULL
    }

    private record Witness(Node body, When when) {}

    private record Said(When when, Expr cpu, boolean assumed) {}

    private final Exprs exprs = new Exprs();
    private final ParametricSystem system;
    private final Step step;
    private final Extent extent;
    private final Symbols symbols = new Symbols(exprs);
    private final Values values;
    private final Debts debts;
    private final Map<String, Expr> cpus = new LinkedHashMap<>();
    private boolean sharesWitness;
    private final Map<Witness, Expr> witnesses = new HashMap<>();
    /** Formulas that have been made since a CPU was named last. */
    private final Map<Node, Map<Said, Expr>> made = new IdentityHashMap<>();

    /** The CPUs of which everything is said; null for all. */
    private final @Nullable List<Expr> spoken;

    private final Expr actor;
    private final Expr goal;

    /**
     * An encoding.
     *
     * @param step null where none is taken
     * @param extent of how many CPUs everything is said
     * @param hasHelper whether there is a CPU that is to do something for another
     */
    Encoding(ParametricSystem system, @Nullable Step step, Extent extent, boolean hasHelper) {
        this.system = system;
        this.extent = extent;
        this.step = step;
        values = new Values(this, symbols, step);
        debts = new Debts(this, symbols, system, step);
        actor = cpu("actor");
        goal = cpu("goal");
        if (step != null && step.other().isPresent()) {
            cpu("other");
        }
        if (hasHelper) {
            cpu("helper");
        }
        spoken = extent == Extent.BRIEF ? List.copyOf(cpus.values()) : null;
        for (Variable variable : system.variables()) {
            if (variable instanceof CpuVariable named) {
                cpu(symbols.of(named));
            }
        }
    }

    List<Expr> everybody() {
        return spoken == null ? List.copyOf(cpus.values()) : spoken;
    }

    /** The CPU in a role. */
    Expr cpu(String name) {
        String role = extent == Extent.ALONE ? "actor" : name;
        Expr known = cpus.get(role);
        if (known == null) {
            known = symbols.constant(role, Solver.CPU);
            cpus.put(role, known);
            made.clear();
        }
        return known;
    }

    Exprs exprs() {
        return exprs;
    }

    /** What variables are. */
    Values values() {
        return values;
    }

    /** What is owed. */
    Debts debts() {
        return debts;
    }

    /** The CPU that takes the step. */
    Expr actor() {
        return actor;
    }

    /** The CPU for which the goal is to fail. */
    Expr goal() {
        return goal;
    }

    /** From now on there is one witness for all goals that are to fail behind the step, each of which needs one at most. */
    void shareWitness() {
        sharesWitness = true;
    }

    /** The CPUs that are named, by the names of their roles. */
    Map<String, Expr> cpus() {
        return cpus;
    }

    /** Declares what has been used so far and is not declared yet. */
    void declareIn(Solver solver) {
        symbols.declareIn(solver);
    }

    /** How many CPUs there are so far: if that grows while formulas are made, they have to be made again. */
    int size() {
        return cpus.size();
    }

    /** Of how many CPUs everything is said. */
    int spoken() {
        return everybody().size();
    }

    /** A formula of every CPU that is named. */
    Expr everywhere(Local body, When when) {
        return exprs.and(everybody().stream()
                .map(cpu -> formula(body.node(), when, cpu, true))
                .toList());
    }

    /** What holds of the values of every CPU that is named, whatever they are. */
    Expr wellFormed() {
        List<Expr> parts = new ArrayList<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof Program<?> program) {
                for (Expr cpu : everybody()) {
                    parts.add(values.isAt(program, all(program), When.BEFORE, cpu));
                }
            }
        }
        return exprs.and(parts);
    }

    private static Set<Integer> all(Program<?> program) {
        Set<Integer> all = new TreeSet<>();
        for (int place = 0; place < program.size(); place++) {
            all.add(place);
        }
        return all;
    }

    /** The state in which the system starts, for every CPU that is named. */
    Expr initial() {
        List<Expr> parts = new ArrayList<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof GlobalFlag flag) {
                parts.add(exprs.not(values.globalFlag(flag, When.BEFORE)));
            } else if (variable instanceof Moment.Global time) {
                parts.add(exprs.equal(values.moment(time, When.BEFORE, actor), exprs.of("0")));
            }
            for (Expr cpu : everybody()) {
                if (variable instanceof Flag flag) {
                    parts.add(exprs.not(values.flag(flag, When.BEFORE, cpu)));
                } else if (variable instanceof Program<?> program) {
                    parts.add(values.isAt(program, Set.of(0), When.BEFORE, cpu));
                } else if (variable instanceof Moment.Own time) {
                    parts.add(exprs.equal(values.moment(time, When.BEFORE, cpu), exprs.of("0")));
                } else if (variable instanceof Debt debt) {
                    debts.raisers().forEach(raiser -> parts.add(exprs.not(debts.owes(debt, When.BEFORE, raiser, cpu))));
                }
            }
        }
        return exprs.and(parts);
    }

    /** The step can be taken. */
    Expr guard() {
        return guard(step, actor);
    }

    /** A step can be taken by a CPU; of several only one is demanded, as they share the other CPU and the raiser. */
    Expr guard(Step any, Expr by) {
        List<Expr> parts = new ArrayList<>();
        parts.add(formula(any.guard().node(), When.BEFORE, by, true));
        any.other().ifPresent(other -> parts.add(formula(other.node(), When.BEFORE, cpu("other"), true)));
        any.owing().ifPresent(debt -> parts.add(debts.owes(debt, When.BEFORE, debts.raiser(), by)));
        return exprs.and(parts);
    }

    /** Another step can be taken by a CPU: it is demanded not to be, so this says no more than is so. */
    Expr isEnabled(Step another, Expr by) {
        if (Footprint.choosesTime(another.guard().node())) {
            return exprs.constant(false);
        }
        List<Expr> parts = new ArrayList<>();
        parts.add(formula(another.guard().node(), When.BEFORE, by, false));
        another.other()
                .ifPresent(other -> parts.add(exprs.or(everybody().stream()
                        .map(cpu -> formula(other.node(), When.BEFORE, cpu, false))
                        .toList())));
        another.owing().ifPresent(debt -> parts.add(debts.owed(debt, When.BEFORE, by, false)));
        return exprs.and(parts);
    }

    /** A formula does not hold of the goal's CPU. */
    Expr fails(Local body, When when) {
        return exprs.not(formula(body.node(), when, goal, false));
    }

    /**
     * A formula of a CPU.
     *
     * @param assumed whether it is demanded; if not, it is what is demanded not to be
     */
    Expr formula(Node node, When when, Expr cpu, boolean assumed) {
        Map<Said, Expr> of = made.computeIfAbsent(node, key -> new HashMap<>());
        Said said = new Said(when, cpu, assumed);
        Expr known = of.get(said);
        if (known != null) {
            return known;
        }
        int before = size();
        Expr formula = make(node, when, cpu, assumed);
        // Who has been named meanwhile is missing where everybody is spoken of.
        if (size() == before) {
            of.put(said, formula);
        }
        return formula;
    }

    private Expr make(Node node, When when, Expr cpu, boolean assumed) {
        if (node instanceof Node.Constant constant) {
            return exprs.constant(constant.value());
        } else if (node instanceof Node.IsSet is) {
            return values.flag(is.flag(), when, cpu);
        } else if (node instanceof Node.IsAt is) {
            return values.isAt(is.program(), is.places(), when, cpu);
        } else if (node instanceof Node.IsSetGlobally is) {
            return values.globalFlag(is.flag(), when);
        } else if (node instanceof Node.IsNamed is) {
            return exprs.equal(values.named(is.variable(), when), cpu);
        } else if (node instanceof Node.IsOwed is) {
            return debts.owed(is.debt(), when, cpu, assumed);
        } else if (node instanceof Node.Compared is) {
            return exprs.of(
                    is.strictly() ? "<" : "<=",
                    values.moment(is.left(), when, cpu),
                    values.moment(is.right(), when, cpu));
        } else if (node instanceof Node.Equal is) {
            return exprs.equal(values.moment(is.left(), when, cpu), values.moment(is.right(), when, cpu));
        } else if (node instanceof Node.Of of) {
            return formula(of.body(), when, values.named(of.variable(), when), assumed);
        } else if (node instanceof Node.Somewhere some) {
            return somewhere(some.body(), when, assumed);
        } else if (node instanceof Node.Not not) {
            return exprs.not(formula(not.body(), when, cpu, !assumed));
        } else if (node instanceof Node.All all) {
            return exprs.and(all.parts().stream()
                    .map(part -> formula(part, when, cpu, assumed))
                    .toList());
        } else if (node instanceof Node.Any any) {
            return exprs.or(any.parts().stream()
                    .map(part -> formula(part, when, cpu, assumed))
                    .toList());
        }
        throw new AssertionError(node);
    }

    private Expr somewhere(Node body, When when, boolean assumed) {
        if (assumed) {
            // Of goals only one has to fail, so one witness will do for all if each needs one at most.
            Node whose = sharesWitness && when == When.AFTER ? null : body;
            Expr witness =
                    witnesses.computeIfAbsent(new Witness(whose, when), key -> cpu("witness" + (witnesses.size() + 1)));
            return formula(body, when, witness, true);
        }
        return exprs.or(
                everybody().stream().map(cpu -> formula(body, when, cpu, false)).toList());
    }
}
