// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import de.uni_freiburg.informatik.ultimate.logic.Logics;
import de.uni_freiburg.informatik.ultimate.logic.Script;
import de.uni_freiburg.informatik.ultimate.logic.Script.LBool;
import de.uni_freiburg.informatik.ultimate.logic.Sort;
import de.uni_freiburg.informatik.ultimate.logic.Term;
import de.uni_freiburg.informatik.ultimate.smtinterpol.DefaultLogger;
import de.uni_freiburg.informatik.ultimate.smtinterpol.LogProxy;
import de.uni_freiburg.informatik.ultimate.smtinterpol.smtlib2.SMTInterpol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** SMTInterpol, in this process. */
final class SmtInterpolSolver implements Solver {
    private final Script script;
    private final Deque<Map<Expr, Term>> known = new ArrayDeque<>();

    SmtInterpolSolver() {
        DefaultLogger silent = new DefaultLogger();
        silent.setLoglevel(LogProxy.LOGLEVEL_OFF);
        script = new SMTInterpol(silent);
        script.setOption(":produce-models", true);
        script.setLogic(Logics.QF_UFLIA);
        script.declareSort(CPU, 0);
        script.declareSort(RAISER, 0);
        known.push(new IdentityHashMap<>());
    }

    @Override
    public String title() {
        Object version = script.getInfo(":version");
        return "SMTInterpol " + String.valueOf(version).replace("\"", "");
    }

    @Override
    public void declare(String symbol, List<String> arguments, String result) {
        script.declareFun(symbol, arguments.stream().map(script::sort).toArray(Sort[]::new), script.sort(result));
    }

    private Term term(Expr formula) {
        for (Map<Expr, Term> scope : known) {
            Term term = scope.get(formula);
            if (term != null) {
                return term;
            }
        }
        Term made = made(formula);
        known.peek().put(formula, made);
        return made;
    }

    private Term made(Expr formula) {
        String symbol = formula.symbol();
        if (Character.isDigit(symbol.charAt(0))) {
            return script.numeral(symbol);
        }
        Term[] arguments = formula.arguments().stream().map(this::term).toArray(Term[]::new);
        return script.term(symbol, arguments);
    }

    @Override
    public void demand(Expr formula) {
        script.assertTerm(term(formula));
    }

    @Override
    public void push() {
        script.push(1);
        known.push(new IdentityHashMap<>());
    }

    @Override
    public void pop() {
        script.pop(1);
        known.pop();
    }

    @Override
    public Answer check() {
        LBool said = script.checkSat();
        return said == LBool.SAT ? Answer.SATISFIABLE : said == LBool.UNSAT ? Answer.UNSATISFIABLE : Answer.UNKNOWN;
    }

    @Override
    public boolean isTrue(Expr formula) {
        Term asked = term(formula);
        return script.getValue(new Term[] {asked}).get(asked) == script.getTheory().mTrue;
    }

    @Override
    public void close() {
        script.exit();
    }
}
