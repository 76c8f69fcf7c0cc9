// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.Entry;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Perform;

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
    private final Procedure isPending;
    private final Map<Integer, Procedure> operations = new HashMap<>();
    /** What must not be done with interrupts off. */
    private final Map<Integer, Procedure> faults = new HashMap<>();
    /** The end, which must not be reached with the LAPIC timer off. */
    private final Map<Integer, Procedure> leftOff = new HashMap<>();
    /** The same with the tick suspended. */
    private final Map<Integer, Procedure> leftSuspended = new HashMap<>();

    private final Entry entry;
    private final OperationTable table;

    /**
     * Wires it.
     *
     * @param file the name of the C file, for traces
     * @param entry how it is called
     * @param numbers what numbers it sees
     */
    InterpretedIdle(Code code, String file, Entry entry, Parts parts, OperationTable table, Numbers numbers) {
        this.machine = parts.machine();
        this.code = code;
        this.entry = entry;
        this.table = table;
        List<Integer> cStates = parts.governor().states().stream()
                .map(state -> state.ordinal() + 1)
                .toList();
        this.advance = new Advance(
                code,
                new PlatformValues(
                        cStates.isEmpty() ? List.of(1) : cStates,
                        parts.platform().method(),
                        parts.platform().lapicTimerC2Ok(),
                        entry.hasInterruptsOn(),
                        numbers));
        this.rounds = new Rounds(advance, machine.cpuCount());
        this.round = machine.function(file, this::round);
        this.isPending = machine.function(
                "the caller's look",
                () -> parts.softirq().softirqPending(machine.smpProcessorId()).load() == 0 ? 0 : 1);
        for (int at = 0; at < code.instructions().size(); at++) {
            prepare(at, code.instructions().get(at), table);
        }
    }

    private void prepare(int at, Instruction instruction, OperationTable table) {
        if (instruction instanceof Perform perform) {
            operations.put(at, table.procedure(perform.place().chain(), perform.call(), perform.subject()));
            if (perform.call().needsInterruptsOn()) {
                faults.put(at, fault(instruction, Code.PROCESSES_MASKED));
            }
        } else if (instruction instanceof Instruction.Load load) {
            operations.put(at, table.procedure(load.place().chain(), BoundCall.SOFTIRQ_PENDING, ""));
        } else if (instruction instanceof Instruction.End && entry.hasInterruptsOn()) {
            faults.put(at, fault(instruction, code.function() + Code.LEAVES_INTERRUPTS_OFF));
            leftOff.put(at, fault(instruction, code.function() + Code.LEAVES_TIMER_OFF));
            leftSuspended.put(at, fault(instruction, code.function() + Code.LEAVES_TICK_OFF));
        }
    }

    private Procedure fault(Instruction instruction, String message) {
        return machine.procedure(instruction.place().chain(), () -> machine.bugOn(true, message));
    }

    @Override
    public void run() {
        if (entry.hasInterruptsOn()) {
            round.iterate(machine.smpProcessorId());
        } else {
            calledWithInterruptsOff();
        }
    }

    /** Its caller looks whether there is something to do, and enables interrupts behind it. */
    private void calledWithInterruptsOff() {
        boolean polls = entry == Entry.POLLING;
        if (polls) {
            table.calledAsleep(true);
        }
        machine.cpu().disableInterrupts();
        if (isPending.call() == 0) {
            round.iterate(machine.smpProcessorId());
        }
        machine.cpu().enableInterrupts();
        if (polls) {
            table.calledAsleep(false);
        }
    }

    private int round(int number) {
        Snapshot from = rounds.numbered(number);
        Snapshot start = rounds.isStart(number) ? from : performed(from);
        List<Way> ways = rounds.ways(start);
        if (ways.isEmpty()) {
            machine.cpu().stop();
        }
        int chosen =
                machine.choose(OPEN_CHOICE, ways.stream().map(Way::describe).toList());
        Snapshot target = ways.get(chosen).target();
        if (!(code.instructions().get(target.position()) instanceof Instruction.End)) {
            return rounds.number(target);
        }
        fail(target);
        return END;
    }

    private Snapshot performed(Snapshot from) {
        fail(from);
        Perform perform = advance.operation(from).orElseThrow();
        int result =
                operations.get(from.position()).call(OperationArgument.of(perform, from.known(), advance.numbers()));
        return advance.after(from, result);
    }

    private void fail(Snapshot at) {
        if (InterruptFlag.isOff(at.known()) && faults.containsKey(at.position())) {
            faults.get(at.position()).call();
        } else if (at.known().containsKey(Code.TIMER_OFF) && leftOff.containsKey(at.position())) {
            leftOff.get(at.position()).call();
        } else if (at.known().containsKey(Code.TICK_OFF) && leftSuspended.containsKey(at.position())) {
            leftSuspended.get(at.position()).call();
        }
    }
}
