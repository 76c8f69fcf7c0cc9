// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.wakeproof.browse.expression.Term.Kind;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;

/** What can be asked for by name: cells, and what is known of CPUs. */
public final class Names {
    /** Values of a cell of which all names are listed. */
    private static final int MOST_VALUES = 1 << 12;

    private static final int MOST_LIKE = 3;

    private final Machine machine;
    private final Map<String, Cell> cells;
    private final Map<String, Term> ofCpus = new LinkedHashMap<>();

    /**
     * The names of a machine.
     *
     * @param cells by the name that people see
     */
    public Names(Machine machine, Map<String, Cell> cells) {
        this.machine = machine;
        this.cells = Map.copyOf(cells);
        for (int number = 0; number < machine.cpuCount(); number++) {
            add(machine.cpu(number), number);
        }
    }

    private void add(Cpu cpu, int number) {
        add(Term.truth(cpu + ".asleep", position -> cpu.isAsleep(position.state())));
        add(new Term(
                Kind.TRUTH,
                cpu + ".interrupts",
                position -> cpu.interruptsEnabled(position.state()) ? 1 : 0,
                position -> cpu.interruptsEnabled(position.state()) ? "on" : "off",
                Vocabulary.of(List.of("on", "off"), true)));
        add(worded(
                cpu + ".state",
                position -> cpu.sleepState(position.state()).ordinal(),
                position -> cpu.sleepState(position.state()).toString(),
                Arrays.stream(SleepState.values()).map(SleepState::toString).toList()));
        add(worded(
                cpu + ".pending",
                position -> cpu.interruptRequests(position.state()),
                position -> pending(cpu.interruptRequests(position.state())),
                machine.vectors().stream().map(Vector::toString).toList()));
        add(worded(
                cpu + ".functions",
                position -> position.place(number).contexts().size(),
                position -> String.join(" > ", position.place(number).contexts()),
                machine.procedures().stream().map(Procedure::name).toList()));
        add(Term.number(
                cpu + ".stores",
                position -> machine.bufferedStores(position.state(), number).size()));
    }

    private void add(Term term) {
        ofCpus.put(term.source().toLowerCase(Locale.ROOT), term);
    }

    private static Term worded(
            String name, ToLongFunction<Position> value, Function<Position, String> shown, List<String> words) {
        return new Term(Kind.NUMBER, name, value, shown, Vocabulary.of(words, true));
    }

    private String pending(int requests) {
        List<String> all = machine.vectors().stream()
                .filter(vector -> (requests & vector.bit()) != 0)
                .map(Vector::toString)
                .toList();
        return all.isEmpty() ? "none" : String.join("|", all);
    }

    /** What a name stands for, if that is a cell, or something about a CPU. */
    Optional<Term> term(String name) {
        Cell cell = cells.get(name);
        return cell != null
                ? Optional.of(term(name, cell))
                : Optional.ofNullable(ofCpus.get(name.toLowerCase(Locale.ROOT)));
    }

    private Term term(String name, Cell cell) {
        Function<Position, String> shown =
                position -> cell.format(position.state().get(cell.field()));
        if (cell instanceof TimeCell) {
            return new Term(
                    Kind.TIME,
                    name,
                    position -> Times.ticks(machine.clock(), position.state().get(cell.field())),
                    shown,
                    Vocabulary.NONE);
        }
        int listed = Math.min(cell.max(), MOST_VALUES);
        return new Term(
                Kind.NUMBER,
                name,
                position -> number(cell, position.state().get(cell.field())),
                shown,
                Vocabulary.of(
                        IntStream.rangeClosed(0, listed).mapToObj(cell::format).toList(), listed == cell.max()));
    }

    /** A number as it is shown, as that is what people compare it with: credits can be less than 0. */
    private static long number(Cell cell, int value) {
        String shown = cell.format(value);
        return Vocabulary.isInteger(shown) ? Long.parseLong(shown) : value;
    }

    /** What is said of a name that stands for nothing. */
    String unknown(String name) {
        String most = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z_].*", "");
        List<String> like = new ArrayList<>();
        for (String each : known()) {
            if (like.size() < MOST_LIKE && isLike(each.toLowerCase(Locale.ROOT), most)) {
                like.add(quotedIfNeeded(each));
            }
        }
        String known = like.isEmpty()
                ? "the names are those of the list of cells, with quotes around those that have blanks, and CPU0.asleep,"
                        + " .interrupts, .state, .pending, .functions, .stores"
                : "there is " + String.join(", ", like);
        return "there is no cell '" + name + "'; " + known;
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(new TreeSet<>(cells.keySet()));
        ofCpus.values().forEach(term -> known.add(term.source()));
        return known;
    }

    private static boolean isLike(String known, String typed) {
        int beginning = Math.min(typed.length(), Math.max(3, typed.length() - 2));
        return typed.length() > 1 && known.contains(typed.substring(0, beginning));
    }

    private static String quotedIfNeeded(String name) {
        return name.contains(" ") ? '"' + name + '"' : name;
    }
}
