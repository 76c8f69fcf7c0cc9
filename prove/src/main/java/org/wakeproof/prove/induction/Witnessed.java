// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Debt;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Node;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;

/** Finds the smallest and plainest state that satisfies what a solver has been asked, and says what it is. */
final class Witnessed {
    private final ParametricSystem system;
    private final Step step;
    private final Cast cast;
    private final Encoding encoding;
    private final Solver solver;
    private final Exprs exprs;
    private boolean isModel;

    Witnessed(ParametricSystem system, Step step, Cast cast, Encoding encoding, Solver solver) {
        this.system = system;
        this.step = step;
        this.cast = cast;
        this.encoding = encoding;
        this.solver = solver;
        this.exprs = encoding.exprs();
    }

    /** As few CPUs as possible, and then as little set as possible; the solver's last model is the one that is told. */
    Counterexample smallest() {
        List<Expr> named = List.copyOf(encoding.cpus().values());
        for (int count = 1; count < named.size(); count++) {
            if (isPossible(fewer(named, count))) {
                solver.demand(fewer(named, count));
                break;
            }
        }
        solver.check();
        isModel = true;
        Map<Expr, List<String>> classes = distinct();
        isModel = false;
        classes.forEach((cpu, names) ->
                names.forEach(name -> solver.demand(exprs.equal(encoding.cpus().get(name), cpu))));
        List<Expr> all = List.copyOf(classes.keySet());
        for (Variable variable : system.variables()) {
            if (variable instanceof GlobalFlag flag) {
                prefer(exprs.not(value(new Node.IsSetGlobally(flag), When.BEFORE, all.get(0))));
            }
            for (Expr cpu : all) {
                if (variable instanceof Flag flag) {
                    prefer(exprs.not(value(new Node.IsSet(flag), When.BEFORE, cpu)));
                } else if (variable instanceof Debt debt) {
                    prefer(exprs.not(encoding.formula(new Node.IsOwed(debt), When.BEFORE, cpu, false)));
                } else if (variable instanceof Program<?> program) {
                    prefer(value(new Node.IsAt(program, Set.of(0)), When.BEFORE, cpu));
                } else if (variable instanceof Moment.Own time) {
                    prefer(value(new Node.Equal(time, Moment.ZERO), When.BEFORE, cpu));
                }
            }
        }
        // Once for nothing, so that all that is asked of the model is declared before it is made.
        told(classes);
        encoding.declareIn(solver);
        solver.check();
        isModel = true;
        return told(classes);
    }

    private void prefer(Expr formula) {
        if (isPossible(formula)) {
            solver.demand(formula);
        }
    }

    private boolean isPossible(Expr more) {
        encoding.declareIn(solver);
        solver.push();
        solver.demand(more);
        Answer answer = solver.check();
        solver.pop();
        return answer == Answer.SATISFIABLE;
    }

    /** All are among so many of them. */
    private Expr fewer(List<Expr> all, int count) {
        List<Expr> each = new ArrayList<>();
        for (Expr cpu : all.subList(count, all.size())) {
            each.add(exprs.or(all.subList(0, count).stream()
                    .map(few -> exprs.equal(cpu, few))
                    .toList()));
        }
        return exprs.and(each);
    }

    private Expr value(Node node, When when, Expr cpu) {
        return encoding.formula(node, when, cpu, true);
    }

    private boolean isTrue(Node node, When when, Expr cpu) {
        return isTrue(value(node, when, cpu));
    }

    private boolean isTrue(Expr formula) {
        return isModel && solver.isTrue(formula);
    }

    /** One of each, with the names of those that are it. */
    private Map<Expr, List<String>> distinct() {
        Map<Expr, List<String>> classes = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> named : encoding.cpus().entrySet()) {
            Expr same = classes.keySet().stream()
                    .filter(each -> each == named.getValue() || isTrue(exprs.equal(each, named.getValue())))
                    .findFirst()
                    .orElse(named.getValue());
            classes.computeIfAbsent(same, key -> new ArrayList<>()).add(named.getKey());
        }
        return classes;
    }

    private Counterexample told(Map<Expr, List<String>> classes) {
        List<Expr> cpus = List.copyOf(classes.keySet());
        List<String> global = new ArrayList<>();
        Map<Integer, List<String>> own = new LinkedHashMap<>();
        List<String> changes = new ArrayList<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof GlobalFlag || variable instanceof CpuVariable) {
                tell(variable, cpus.get(0), cpus, "", global, changes);
            }
        }
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            List<String> set = own.computeIfAbsent(cpu, key -> new ArrayList<>());
            for (Variable variable : system.variables()) {
                if (!(variable instanceof GlobalFlag) && !(variable instanceof CpuVariable)) {
                    tell(variable, cpus.get(cpu), cpus, "CPU" + cpu + ": ", set, changes);
                }
            }
        }
        global.addAll(order(cpus));
        List<String> roles = classes.values().stream().map(this::inWords).toList();
        return new Counterexample(cpus.size(), roles, List.copyOf(global), own, List.copyOf(changes));
    }

    private String inWords(List<String> names) {
        return cast.words(step != null).entrySet().stream()
                .filter(role -> names.contains(role.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
    }

    private void tell(
            Variable variable, Expr cpu, List<Expr> cpus, String whose, List<String> set, List<String> changes) {
        String before = in(variable, When.BEFORE, cpu, cpus);
        if (!before.isEmpty()) {
            set.add(before);
        }
        if (step != null
                && step.updates().stream().map(Update::written).anyMatch(variable::equals)
                && !(variable instanceof Debt)) {
            String after = in(variable, When.AFTER, cpu, cpus);
            if (!after.equals(before)) {
                changes.add(whose + (after.isEmpty() ? "not any more " + before : after));
            }
        }
    }

    /** What a variable is in words; nothing where it is as at first. */
    private String in(Variable variable, When when, Expr cpu, List<Expr> cpus) {
        if (variable instanceof GlobalFlag flag) {
            return isTrue(new Node.IsSetGlobally(flag), when, cpu) ? flag.name() : "";
        } else if (variable instanceof Flag flag) {
            return isTrue(new Node.IsSet(flag), when, cpu) ? flag.name() : "";
        } else if (variable instanceof Debt debt) {
            return isTrue(encoding.formula(new Node.IsOwed(debt), When.BEFORE, cpu, false)) ? debt.name() : "";
        } else if (variable instanceof Program<?> program) {
            for (int place = 0; place < program.size(); place++) {
                if (isTrue(new Node.IsAt(program, Set.of(place)), when, cpu)) {
                    return place == 0 ? "" : program.name() + " at " + program.name(place);
                }
            }
        } else if (variable instanceof CpuVariable named) {
            boolean isMeant = isTrue(new Node.IsSetGlobally(named.whileSet()), when, cpu);
            for (int other = 0; (isMeant || !isModel) && other < cpus.size(); other++) {
                if (isTrue(new Node.IsNamed(named), when, cpus.get(other))) {
                    return named.name() + " is CPU" + other;
                }
            }
        }
        return "";
    }

    /** How deadlines and events compare. */
    private List<String> order(List<Expr> cpus) {
        List<String> told = new ArrayList<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof Moment.Own time) {
                for (int cpu = 0; cpu < cpus.size(); cpu++) {
                    if (!isTrue(new Node.Equal(time, Moment.ZERO), When.BEFORE, cpus.get(cpu))) {
                        told.add(time.name() + " of CPU" + cpu + " is set");
                    }
                }
            }
        }
        return told;
    }
}
