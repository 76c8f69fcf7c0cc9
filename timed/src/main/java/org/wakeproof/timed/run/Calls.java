// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.run.Asked.Call;

/** Calls of procedures by the CPUs. They take no time of their own, unless a procedure is said to take some. */
final class Calls {
    private final Machine machine;
    private final Setup set;
    private final Program program;
    private final TimedState state;
    /** By procedure: whether the observer is told of its calls. */
    private final boolean[] watched;
    /** By procedure: what a call takes, in nanoseconds. */
    private final long[] durations;
    /** By CPU and procedure: the cells of the time variables that it forgets when it returns. */
    private final int[][][] forgotten;

    Calls(Machine machine, Setup set, Program program, TimedState state) {
        this.machine = machine;
        this.set = set;
        this.program = program;
        this.state = state;
        int procedures = machine.procedures().size();
        this.watched = new boolean[procedures];
        set.watched().forEach(procedure -> watched[procedure.number()] = true);
        this.durations = new long[procedures];
        set.durations().forEach((procedure, duration) -> durations[procedure.number()] = duration);
        this.forgotten = new int[machine.cpuCount()][procedures][];
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            for (Procedure procedure : machine.procedures()) {
                forgotten[cpu][procedure.number()] = timeVariables(procedure, cpu);
            }
        }
    }

    private static int[] timeVariables(Procedure procedure, int cpu) {
        return procedure.timeVariables(cpu).stream()
                .map(TimeCell::field)
                .mapToInt(field -> field.index())
                .toArray();
    }

    /** A CPU begins with what it boots with. */
    void boot(Processor processor) {
        int cpu = processor.number();
        processor.push(program.start(cpu, machine.bootProcedure(cpu)));
    }

    /** A CPU begins an interrupt's handler. */
    void interrupt(Processor processor, Vector vector) {
        processor.pushInterrupt(program.start(processor.number(), vector.handler()));
        if (!vector.isAcknowledgedEarly()) {
            processor.inService |= vector.bit();
        }
    }

    /** A CPU calls what this point of its code calls. */
    void call(Processor processor, Call call) {
        switch (call.kind()) {
            case ONCE -> processor.push(begun(processor, call));
            case REPEATED -> processor.pushRepeated(begun(processor, call));
            case RESET -> reset(processor, call);
        }
    }

    private Node begun(Processor processor, Call call) {
        Procedure callee = call.callee();
        processor.time += durations[callee.number()];
        if (watched[callee.number()]) {
            set.observer().calls(processor.number(), callee, processor.time);
        }
        return program.callee(processor.number(), call);
    }

    /** A CPU returns from its latest call; whether it has more to do. */
    boolean returnFrom(Processor processor, Node node, int value) {
        forget(processor, node.procedure());
        if (value != Procedure.STOP && processor.startAgain()) {
            return true;
        }
        boolean interrupt = processor.pop();
        if (!processor.hasCalls()) {
            // Its program is over.
            return false;
        }
        if (!interrupt) {
            Node caller = processor.top();
            boolean repeats = caller.asked() instanceof Call call && call.kind() == Call.Kind.REPEATED;
            int result = repeats ? Procedure.STOP : value;
            processor.goOn(program.after(processor.number(), caller, result));
        }
        return true;
    }

    /** A CPU throws its calls away and begins anew. */
    private void reset(Processor processor, Call call) {
        while (processor.hasCalls()) {
            forget(processor, processor.top().procedure());
            processor.pop();
        }
        processor.inService = 0;
        processor.time += set.costs().contextSwitch();
        processor.push(program.callee(processor.number(), call));
    }

    private void forget(Processor processor, Procedure procedure) {
        for (int variable : forgotten[processor.number()][procedure.number()]) {
            state.forget(variable);
        }
    }
}
