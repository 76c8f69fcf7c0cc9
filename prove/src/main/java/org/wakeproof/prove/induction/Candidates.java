// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.wakeproof.prove.induction.Antecedent.At;
import org.wakeproof.prove.induction.Antecedent.Both;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.FormulaText;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;

/** Sentences "where a CPU is here, this holds of it": each {@link Literal}, and where it may still be so. */
final class Candidates {
    private final List<Antecedent> antecedents;
    private final Map<Antecedent, Integer> index = new HashMap<>();
    private final List<Plain> conditions;
    private final List<Literal> literals;
    private final Map<Literal, BitSet> where = new LinkedHashMap<>();

    /** All that there are for a system. */
    Candidates(ParametricSystem system) {
        antecedents = Antecedent.of(system);
        antecedents.forEach(each -> index.put(each, index.size()));
        conditions = antecedents.stream()
                .filter(each -> !(each instanceof Both))
                .map(Antecedent::says)
                .toList();
        literals = Literal.of(system);
        Set<At> unreached = unreached(system);
        for (Literal literal : literals) {
            boolean isFirst = literal == literals.get(0);
            BitSet all = new BitSet();
            for (int i = 0; i < antecedents.size(); i++) {
                Antecedent each = antecedents.get(i);
                boolean isItself = FormulaText.of(each.says()).equals(literal.name());
                boolean isFor = literal.isForPairs() || !(each instanceof Both);
                all.set(i, !isItself && isFor && !(isFirst ? isPairOf(each, unreached) : isOf(each, unreached)));
            }
            where.put(literal, all);
        }
    }

    /** Places to which no step leads: no CPU is ever there, and that is all that is to be said of them. */
    private static Set<At> unreached(ParametricSystem system) {
        Set<At> unreached = new HashSet<>();
        for (Antecedent each : Antecedent.of(system)) {
            if (each instanceof At at
                    && at.place() != 0
                    && system.steps().stream().noneMatch(step -> leadsTo(step, at))) {
                unreached.add(at);
            }
        }
        return unreached;
    }

    private static boolean leadsTo(Step step, At at) {
        return step.updates().stream()
                .anyMatch(update -> update instanceof Update.OfProgram of
                        && of.program().equals(at.program())
                        && of.place() == at.place());
    }

    private static boolean isPairOf(Antecedent antecedent, Set<At> places) {
        return antecedent instanceof Both both && (places.contains(both.first()) || places.contains(both.second()));
    }

    private static boolean isOf(Antecedent antecedent, Set<At> places) {
        return antecedent instanceof At at && places.contains(at) || isPairOf(antecedent, places);
    }

    /** The antecedents that are not of two places, as formulas. */
    List<Plain> conditions() {
        return conditions;
    }

    /** All antecedents that hold where these conditions do. */
    private BitSet met(BitSet conditions) {
        BitSet met = new BitSet();
        int next = 0;
        for (int i = 0; i < antecedents.size(); i++) {
            if (!(antecedents.get(i) instanceof Both)) {
                met.set(i, conditions.get(next++));
            }
        }
        for (int i = 0; i < antecedents.size(); i++) {
            if (antecedents.get(i) instanceof Both both) {
                met.set(i, met.get(index.get(both.first())) && met.get(index.get(both.second())));
            }
        }
        return met;
    }

    /** Those that may be so somewhere. */
    List<Literal> literals() {
        return literals.stream()
                .filter(literal -> !where.get(literal).isEmpty())
                .toList();
    }

    /** Where a literal may be so. */
    List<Antecedent> where(Literal literal) {
        return where.get(literal).stream().mapToObj(antecedents::get).toList();
    }

    /** Leaves nothing. */
    void clear() {
        where.values().forEach(BitSet::clear);
    }

    /** A literal is so behind an antecedent. */
    void add(Literal literal, Antecedent antecedent) {
        where.get(literal).set(index.get(antecedent));
    }

    /**
     * The literal of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Literal literal(String name) {
        return literals.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing says '" + name + "'"));
    }

    /** How many sentences there are. */
    int size() {
        return where.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    /**
     * Drops what is not so of a CPU.
     *
     * @param conditions which of the {@link #conditions} hold of it
     * @param isSo whether a literal does
     */
    void drop(BitSet conditions, Predicate<Literal> isSo) {
        BitSet met = met(conditions);
        where.forEach((literal, all) -> {
            if (all.intersects(met) && !isSo.test(literal)) {
                all.andNot(met);
            }
        });
    }

    /** Leaves out what others say: of places where no CPU is, and of two places what one of them is enough for. */
    void simplify() {
        BitSet never = (BitSet) where.get(literals.get(0)).clone();
        for (Literal literal : literals) {
            BitSet said = (BitSet) where.get(literal).clone();
            said.or(never);
            for (int i = 0; i < antecedents.size(); i++) {
                boolean isSaid = antecedents.get(i) instanceof Both both
                        && (said.get(index.get(both.first())) || said.get(index.get(both.second())));
                if (isSaid || literal != literals.get(0) && never.get(i)) {
                    where.get(literal).clear(i);
                }
            }
        }
    }

    /** All that are left, one for each literal. */
    List<Conjunct> conjuncts() {
        return literals().stream()
                .map(literal -> new Conjunct(literal.name(), "Found by itself", sentence(literal), false))
                .toList();
    }

    private record Beside(Program<?> first, Program<?> second, Set<Integer> places) {}

    /** A literal behind all its antecedents. */
    Local sentence(Literal literal) {
        Map<Program<?>, Set<Integer>> places = new LinkedHashMap<>();
        Map<At, Map<Program<?>, Set<Integer>>> pairs = new LinkedHashMap<>();
        List<Local> some = new ArrayList<>();
        where.get(literal).stream().mapToObj(antecedents::get).forEach(each -> {
            if (each instanceof At at) {
                places.computeIfAbsent(at.program(), key -> new TreeSet<>()).add(at.place());
            } else if (each instanceof Both both) {
                pairs.computeIfAbsent(both.first(), key -> new LinkedHashMap<>())
                        .computeIfAbsent(both.second().program(), key -> new TreeSet<>())
                        .add(both.second().place());
            } else {
                some.add(each.says());
            }
        });
        // Places that go with the same places of another program are said at once.
        Map<Beside, Set<Integer>> same = new LinkedHashMap<>();
        pairs.forEach((first, seconds) -> seconds.forEach((second, beside) -> same.computeIfAbsent(
                        new Beside(first.program(), second, beside), key -> new TreeSet<>())
                .add(first.place())));
        places.forEach((program, at) -> some.add(program.among(at)));
        same.forEach((beside, at) ->
                some.add(beside.first().among(at).and(beside.second().among(beside.places()))));
        return Local.any(some.toArray(new Local[0])).implies(literal.says());
    }
}
