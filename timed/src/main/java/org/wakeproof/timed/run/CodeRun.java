// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.CpuOperation;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.TimeOperation;
import org.wakeproof.machine.Vector;

/** Carries out the CPUs' code: each until somebody else is due, or until it has to wait. */
final class CodeRun {
    private static final int BLOCKED = Integer.MIN_VALUE + 1;

    private final Machine machine;
    private final Setup set;
    private final Costs costs;
    private final boolean recorded;
    private final Program program;
    private final TimedState state;
    private final Outside outside;
    private final EventQueue queue;
    private final Interrupts interrupts;
    private final Calls calls;
    private final Choices choices;
    private final List<Processor> spinning = new ArrayList<>();

    CodeRun(Machine machine, Setup set, TimedState state, Outside outside, Interrupts interrupts) {
        this.machine = machine;
        this.set = set;
        this.costs = set.costs();
        this.recorded = set.recorded();
        this.program = new Program(machine, new CostModel(costs));
        this.state = state;
        this.outside = outside;
        this.queue = outside.queue();
        this.interrupts = interrupts;
        this.calls = new Calls(machine, set, program, state);
        this.choices = new Choices(set, state);
    }

    /** A CPU's time has come. */
    void resume(Processor processor) {
        if (processor.waitingFor != null) {
            processor.waitingFor = null;
            spinning.remove(processor);
        }
        if (!processor.hasCalls()) {
            calls.boot(processor);
        }
        boolean goesOn = true;
        while (goesOn) {
            goesOn = goOn(processor, processor.top());
        }
    }

    /** Does what the code asks for, if it can be done now. */
    private boolean goOn(Processor processor, Node node) {
        Asked asked = node.asked();
        if (asked instanceof Asked.Step step) {
            return step(processor, node, step);
        }
        if (asked instanceof Asked.Return result) {
            return calls.returnFrom(processor, node, result.value());
        }
        calls.call(processor, (Asked.Call) asked);
        return true;
    }

    /** Takes a step, if the CPU can take one now. */
    private boolean step(Processor processor, Node node, Asked.Step step) {
        if (queue.hasBefore(processor.time, processor.agent())) {
            queue.set(processor.agent(), processor.time);
            return false;
        }
        Operation operation = step.operation();
        if (processor.sleep != SleepState.AWAKE && processor.time < processor.goesOn) {
            return block(processor, operation);
        }
        int vector = interrupts.arrived(processor);
        if (vector >= 0) {
            takeInterrupt(processor, machine.vectors().get(vector));
            return true;
        }
        state.stepAt(processor.time);
        if (recorded) {
            // Before the step can end the wait for a sample.
            state.now();
        }
        int result = apply(step.opcode(), operation, processor.number());
        if (result == BLOCKED) {
            return block(processor, operation);
        }
        stepped(processor, step, result);
        processor.goOn(program.after(processor.number(), node, result));
        return true;
    }

    /** Leaves the CPU waiting. */
    private boolean block(Processor processor, Operation operation) {
        processor.waitingFor = operation;
        queue.set(processor.agent(), interrupts.endOfWait(processor));
        if (operation instanceof LockOperation || operation instanceof Operation.Until) {
            spinning.add(processor);
        }
        return false;
    }

    /** Looks who waits for memory to change and need not do so any more. */
    void recheckSpinning(long time) {
        for (int i = 0; i < spinning.size(); i++) {
            Processor processor = spinning.get(i);
            if (processor.waitingFor.enabled(state, processor.number())) {
                queue.set(processor.agent(), Math.min(queue.time(processor.agent()), Math.max(processor.time, time)));
            }
        }
    }

    private void takeInterrupt(Processor processor, Vector vector) {
        long time = processor.time;
        state.stepAt(time);
        processor.cpu().takeInterrupt(state, vector);
        processor.taken(vector.number());
        set.record(Step.interrupt(processor.number(), vector.number()), time);
        interrupts.wakeUp(processor);
        set.observer().takesInterrupt(processor.number(), vector, time);
        processor.time += costs.interrupt();
        calls.interrupt(processor, vector);
    }

    private int apply(Opcode opcode, Operation operation, int cpu) {
        return switch (opcode) {
            case LOAD -> ((Operation.Load) operation).apply(state, cpu, 0);
            case STORE -> ((Operation.Store) operation).apply(state, cpu, 0);
            case COMPARE_TIME -> ((TimeOperation.CompareTime) operation).applyExactly(state, cpu);
            case LOAD_TIME -> load((TimeOperation.LoadTime) operation, cpu);
            case STORE_TIME -> store((TimeOperation.StoreTime) operation, cpu);
            case ATOMIC -> ((AtomicOperation.AtomicUpdate) operation).apply(state, cpu, 0);
            case RELEASE -> ((LockOperation.Release) operation).apply(state, cpu, 0);
            case INTERRUPT_FLAG -> ((CpuOperation.SetInterruptFlag) operation).apply(state, cpu, 0);
            default -> operation.enabled(state, cpu) ? applyOther(operation, cpu) : BLOCKED;
        };
    }

    private int load(TimeOperation.LoadTime operation, int cpu) {
        operation.applyExactly(state, cpu);
        outside.written(operation.cell());
        return 0;
    }

    private int store(TimeOperation.StoreTime operation, int cpu) {
        operation.applyExactly(state, cpu);
        if (recorded) {
            choices.stored(operation);
        }
        outside.written(operation.cell());
        return 0;
    }

    private int applyOther(Operation operation, int cpu) {
        if (operation instanceof CpuOperation.SendIpi ipi) {
            return arriving(ipi).apply(state, cpu, 0);
        }
        return operation instanceof TimeOperation time
                ? time.applyExactly(state, cpu)
                : operation.apply(state, cpu, choices.choose(operation, cpu));
    }

    /** The same to those CPUs only at which it arrives. */
    private CpuOperation.SendIpi arriving(CpuOperation.SendIpi ipi) {
        int lost = set.ipiLoss().lost(ipi.mask(), ipi.vector(), state.nanoseconds());
        return lost == 0 ? ipi : new CpuOperation.SendIpi(ipi.mask() & ~lost, ipi.vector());
    }

    /** An operation has been carried out: its time passes, and others are told. */
    private void stepped(Processor processor, Asked.Step step, int result) {
        if (recorded) {
            set.record(Step.operation(processor.number(), choices.taken()), state.nanoseconds());
        }
        processor.time += step.cost();
        follow(processor, step.opcode(), step.operation(), result);
        if (!spinning.isEmpty()) {
            recheckSpinning(processor.time);
        }
    }

    /** What an operation means for others. */
    private void follow(Processor processor, Opcode opcode, Operation operation, int result) {
        switch (opcode) {
            case SEND_IPI -> send(processor.number(), (CpuOperation.SendIpi) operation);
            case ENTER_SLEEP ->
                interrupts.fallAsleep(processor, ((CpuOperation.EnterSleep) operation).sleep(), result != 0);
            case WAIT_FOR_BREAK -> interrupts.wakeUp(processor);
            case LEAVE_GUEST -> processor.time += result != 0 ? costs.guestStep() : 0;
            default -> {
                // Nobody else needs to be told.
            }
        }
    }

    private void send(int cpu, CpuOperation.SendIpi ipi) {
        long time = state.nanoseconds();
        set.observer().sends(cpu, ipi.mask(), ipi.vector(), time);
        interrupts.notice(time, costs.ipi());
    }
}
