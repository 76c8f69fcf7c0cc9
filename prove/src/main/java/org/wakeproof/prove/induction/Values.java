// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;
import org.wakeproof.prove.solver.Solver;

/** What variables are before the step of an encoding, and behind it. What is owed is in {@link Debts}. */
final class Values {
    private final Encoding encoding;
    private final Exprs exprs;
    private final Symbols symbols;
    private final Step step;

    /** Those of an encoding; its step is null where none is taken, and nothing is asked behind it. */
    Values(Encoding encoding, Symbols symbols, @Nullable Step step) {
        this.encoding = encoding;
        this.exprs = encoding.exprs();
        this.symbols = symbols;
        this.step = step;
    }

    Expr flag(Flag flag, When when, Expr cpu) {
        Expr value = symbols.function(symbols.of(flag), List.of(Solver.CPU), Solver.BOOL, cpu);
        if (when == When.BEFORE) {
            return value;
        }
        for (Update update : step.updates()) {
            if (update instanceof Update.OfFlag change && change.flag().equals(flag)) {
                Expr changed = encoding.formula(change.value().node(), When.BEFORE, cpu, true);
                value = exprs.chooseFormula(isMeant(change.whose(), cpu), changed, value);
            }
        }
        return value;
    }

    private Expr isMeant(Whose whose, Expr cpu) {
        return whose == Whose.EVERY ? exprs.constant(true) : exprs.equal(of(whose), cpu);
    }

    private Expr of(Whose whose) {
        return whose == Whose.ACTOR ? encoding.actor() : encoding.cpu("other");
    }

    Expr globalFlag(GlobalFlag flag, When when) {
        Expr value = symbols.constant(symbols.of(flag), Solver.BOOL);
        if (when == When.AFTER) {
            for (Update update : step.updates()) {
                if (update instanceof Update.OfGlobalFlag change
                        && change.flag().equals(flag)) {
                    value = exprs.constant(change.value());
                }
            }
        }
        return value;
    }

    /** A program is at one of these places. */
    Expr isAt(Program<?> program, Set<Integer> places, When when, Expr cpu) {
        return member(bits(program, when, cpu), 0, places);
    }

    /** The place of a program in binary, the highest bit first. */
    private List<Expr> bits(Program<?> program, When when, Expr cpu) {
        int width = 32 - Integer.numberOfLeadingZeros(program.size() - 1);
        List<Expr> bits = new ArrayList<>();
        for (int bit = width - 1; bit >= 0; bit--) {
            Expr value = symbols.function(symbols.of(program) + "_" + bit, List.of(Solver.CPU), Solver.BOOL, cpu);
            if (when == When.AFTER) {
                for (Update update : step.updates()) {
                    if (update instanceof Update.OfProgram change
                            && change.program().equals(program)) {
                        Expr changed = exprs.constant((change.place() >> bit & 1) != 0);
                        value = exprs.chooseFormula(isMeant(change.whose(), cpu), changed, value);
                    }
                }
            }
            bits.add(value);
        }
        return bits;
    }

    private Expr member(List<Expr> bits, int first, Set<Integer> places) {
        int left = bits.size() - first;
        if (places.isEmpty() || places.size() == 1 << left) {
            return exprs.constant(!places.isEmpty());
        }
        int high = 1 << left - 1;
        Set<Integer> without = new TreeSet<>();
        Set<Integer> with = new TreeSet<>();
        for (int place : places) {
            (place < high ? without : with).add(place < high ? place : place - high);
        }
        return exprs.chooseFormula(bits.get(first), member(bits, first + 1, with), member(bits, first + 1, without));
    }

    Expr named(CpuVariable variable, When when) {
        if (when == When.AFTER) {
            for (Update update : step.updates()) {
                if (update instanceof Update.OfVariable change
                        && change.variable().equals(variable)) {
                    return of(change.whose());
                }
            }
        }
        return encoding.cpu(symbols.of(variable));
    }

    /** A time, of a CPU where there is one for each. */
    Expr moment(Moment moment, When when, Expr cpu) {
        if (moment instanceof Moment.Zero) {
            return exprs.of("0");
        } else if (moment instanceof Moment.Chosen) {
            return symbols.constant("chosen", Solver.INT);
        } else if (moment instanceof Moment.Own own) {
            Expr value = symbols.function(symbols.of(own), List.of(Solver.CPU), Solver.INT, cpu);
            if (when == When.AFTER) {
                for (Update update : step.updates()) {
                    if (update instanceof Update.OfOwn change && change.time().equals(own)) {
                        value = exprs.choose(
                                isMeant(change.whose(), cpu), moment(change.value(), When.BEFORE, cpu), value);
                    }
                }
            }
            return value;
        }
        Moment.Global global = (Moment.Global) moment;
        if (when == When.AFTER) {
            for (Update update : step.updates()) {
                if (update instanceof Update.OfGlobal change && change.time().equals(global)) {
                    return moment(change.value(), When.BEFORE, of(change.of()));
                }
            }
        }
        return symbols.constant(symbols.of(global), Solver.INT);
    }
}
