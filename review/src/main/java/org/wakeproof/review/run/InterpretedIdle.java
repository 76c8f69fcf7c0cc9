// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Value;

/**
 * A C function as what a CPU runs to go idle. Each round carries out one operation and goes on to the next; what is
 * handed to the next round is where that is and the variables that are still to be read, so two histories that
 * differ in nothing else are one.
 */
public final class InterpretedIdle implements Runnable {
    /** What traces call a choice between ways that conditions lead to which nobody knows. */
    public static final String OPEN_CHOICE = "what nobody knows";

    private static final int END = -1;

    private final Machine machine;
    private final Code code;
    private final Advance advance;
    private final Rounds rounds;
    private final Procedure round;
    private final Map<Integer, Procedure> operations = new HashMap<>();

    /**
     * Wires it.
     *
     * @param file the name of the C file, for traces
     */
    public InterpretedIdle(Code code, String file, Parts parts) {
        this.machine = parts.machine();
        this.code = code;
        List<Integer> cStates = parts.governor().states().stream()
                .map(state -> state.ordinal() + 1)
                .toList();
        this.advance = new Advance(
                code,
                new PlatformValues(
                        cStates.isEmpty() ? List.of(1) : cStates,
                        parts.platform().method(),
                        parts.platform().lapicTimerC2Ok()));
        this.rounds = new Rounds(advance);
        this.round = machine.function(file, this::round);
        OperationTable table = new OperationTable(parts);
        for (int at = 0; at < code.instructions().size(); at++) {
            if (code.instructions().get(at) instanceof Perform perform) {
                operations.put(at, table.procedure(perform));
            }
        }
    }

    @Override
    public void run() {
        round.iterate(Rounds.START);
    }

    private int round(int number) {
        Snapshot from = rounds.numbered(number);
        Snapshot start = from;
        if (number != Rounds.START) {
            Perform perform = (Perform) advance.at(from);
            int result = operations.get(from.position()).call(argument(perform, from));
            start = advance.after(from, Math.min(result, perform.call().highestResult()));
        }
        List<Way> ways = rounds.ways(start);
        if (ways.isEmpty()) {
            machine.cpu().stop();
        }
        int chosen =
                machine.choose(OPEN_CHOICE, ways.stream().map(Way::describe).toList());
        Snapshot target = ways.get(chosen).target();
        return code.instructions().get(target.position()) instanceof Instruction.End ? END : rounds.number(target);
    }

    private static int argument(Perform perform, Snapshot at) {
        Value value = perform.argument() == null ? Value.of(0L) : Evaluation.of(perform.argument(), at.known());
        return value.isNumber() ? (int) value.number() : 1;
    }
}
