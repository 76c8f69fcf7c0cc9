// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.wakeproof.explorer.program.Activation;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Violation;

/**
 * The plainest explorer there can be, as an oracle for the real one: one hash map, no compilation, no
 * packing, no fusing; each step runs the port's code from the start of its procedure again.
 */
final class NaiveExplorer implements Execution {
    /** One procedure call with all that it has been told so far. */
    private record Call(Procedure procedure, List<Integer> arguments, List<Integer> results, int vector) {
        Call with(int result) {
            List<Integer> longer = new ArrayList<>(results);
            longer.add(result);
            return new Call(procedure, arguments, longer, vector);
        }
    }

    private record Global(List<Integer> fields, List<List<Call>> stacks) {}

    private record Request(
            Activation.Request kind, Operation operation, Procedure callee, List<Integer> arguments, int result) {}

    /** What was found. */
    record Outcome(int states, int deadlocks, int shortestBad, int shortestViolation) {}

    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Machine machine;
    private int cpu;
    private List<Integer> history;
    private int position;
    private Request request;

    NaiveExplorer(Machine machine) {
        this.machine = machine;
    }

    Outcome explore(Predicate<State> bad) {
        List<Integer> fields = new ArrayList<>();
        machine.fields().forEach(field -> fields.add(field.initial()));
        List<List<Call>> stacks = new ArrayList<>();
        Values first = new Values(fields);
        for (int i = 0; i < machine.cpuCount(); i++) {
            List<Call> stack = new ArrayList<>(List.of(new Call(machine.bootProcedure(i), List.of(), List.of(), -1)));
            settle(i, stack, first);
            stacks.add(List.copyOf(stack));
        }
        Global start = new Global(first.list(), stacks);
        Map<Global, Integer> depths = new HashMap<>();
        Deque<Global> open = new ArrayDeque<>();
        depths.put(start, 0);
        open.add(start);
        int deadlocks = 0;
        int shortestBad = bad.test(new Values(start.fields)) ? 0 : -1;
        int shortestViolation = -1;
        while (!open.isEmpty()) {
            Global state = open.remove();
            int depth = depths.get(state);
            List<Global> successors = new ArrayList<>();
            boolean broken = successors(state, successors);
            if (broken && shortestViolation < 0) {
                shortestViolation = depth + 1;
            }
            if (successors.isEmpty() && !broken && state.stacks.stream().anyMatch(stack -> !stack.isEmpty())) {
                deadlocks++;
            }
            for (Global next : successors) {
                if (depths.putIfAbsent(next, depth + 1) == null) {
                    open.add(next);
                    if (shortestBad < 0 && bad.test(new Values(next.fields))) {
                        shortestBad = depth + 1;
                    }
                }
            }
        }
        return new Outcome(depths.size(), deadlocks, shortestBad, shortestViolation);
    }

    private boolean successors(Global state, List<Global> into) {
        boolean broken = false;
        for (int i = 0; i < machine.cpuCount(); i++) {
            Cpu who = machine.cpu(i);
            Values now = new Values(state.fields);
            List<Call> stack = state.stacks.get(i);
            for (Vector vector : machine.vectors()) {
                boolean inService = stack.stream().anyMatch(call -> call.vector == vector.number());
                if (who.interruptsEnabled(now) && (who.interruptRequests(now) & vector.bit()) != 0 && !inService) {
                    Values after = new Values(state.fields);
                    who.takeInterrupt(after, vector);
                    List<Call> interrupted = new ArrayList<>(stack);
                    interrupted.add(new Call(vector.handler(), List.of(), List.of(), vector.number()));
                    settle(i, interrupted, after);
                    into.add(replace(state, i, after, interrupted));
                }
            }
            if (stack.isEmpty()) {
                continue;
            }
            Operation operation = ask(i, stack.get(stack.size() - 1)).operation;
            if (!operation.enabled(now, i)) {
                continue;
            }
            for (int choice = 0; choice < operation.choices(); choice++) {
                Values after = new Values(state.fields);
                try {
                    int result = operation.apply(after, i, choice);
                    List<Call> next = new ArrayList<>(stack);
                    next.add(next.remove(next.size() - 1).with(result));
                    settle(i, next, after);
                    into.add(replace(state, i, after, next));
                } catch (Violation violation) {
                    broken = true;
                }
            }
        }
        for (Event event : machine.events()) {
            if (event.enabled(new Values(state.fields)) && !(event == machine.clock() && isClockUrged(state))) {
                Values after = new Values(state.fields);
                event.happen(after);
                into.add(new Global(after.list(), state.stacks));
            }
        }
        return broken;
    }

    /** Whether time is to wait for a CPU or a device. */
    private boolean isClockUrged(Global state) {
        Values now = new Values(state.fields);
        for (int i = 0; i < machine.cpuCount(); i++) {
            if (machine.clock().waitsForCpu(now, i) && canAct(i, state.stacks.get(i), now)) {
                return true;
            }
        }
        return machine.clock().waitsForDevices(now, machine.events());
    }

    private boolean canAct(int who, List<Call> stack, Values now) {
        for (Vector vector : machine.vectors()) {
            boolean inService = stack.stream().anyMatch(call -> call.vector == vector.number());
            if (machine.cpu(who).interruptsEnabled(now)
                    && (machine.cpu(who).interruptRequests(now) & vector.bit()) != 0
                    && !inService) {
                return true;
            }
        }
        return !stack.isEmpty()
                && ask(who, stack.get(stack.size() - 1)).operation.enabled(now, who);
    }

    private static Global replace(Global state, int cpu, Values fields, List<Call> stack) {
        List<List<Call>> stacks = new ArrayList<>(state.stacks);
        stacks.set(cpu, List.copyOf(stack));
        return new Global(fields.list(), stacks);
    }

    private void settle(int who, List<Call> stack, Values values) {
        while (!stack.isEmpty()) {
            Call top = stack.get(stack.size() - 1);
            Request asked = ask(who, top);
            switch (asked.kind) {
                case OPERATION -> {
                    return;
                }
                case CALL, REPEAT -> stack.add(new Call(asked.callee, asked.arguments, List.of(), -1));
                case RESET -> {
                    stack.forEach(call -> forget(who, call.procedure, values));
                    stack.clear();
                    stack.add(new Call(asked.callee, asked.arguments, List.of(), -1));
                }
                case RETURN -> {
                    forget(who, top.procedure, values);
                    stack.remove(stack.size() - 1);
                    if (top.vector < 0 && !stack.isEmpty()) {
                        Call caller = stack.get(stack.size() - 1);
                        boolean again =
                                ask(who, caller).kind == Activation.Request.REPEAT && asked.result != Procedure.STOP;
                        if (!again) {
                            stack.set(stack.size() - 1, caller.with(asked.result));
                        }
                    } else if (top.vector >= 0) {
                        return;
                    }
                }
                default -> throw new AssertionError();
            }
        }
    }

    private static void forget(int cpu, Procedure procedure, Values values) {
        for (TimeCell variable : procedure.timeVariables(cpu)) {
            values.set(variable.field(), 0);
        }
    }

    private Request ask(int who, Call call) {
        cpu = who;
        history = call.results;
        position = 0;
        machine.runBy(this);
        try {
            int result = call.procedure
                    .body()
                    .run(call.arguments.stream().mapToInt(Integer::intValue).toArray());
            return new Request(Activation.Request.RETURN, null, null, null, result);
        } catch (Asked asked) {
            return request;
        }
    }

    @Override
    public int cpu() {
        return cpu;
    }

    private int next(Request asked) {
        if (position < history.size()) {
            return history.get(position++);
        }
        request = asked;
        throw new Asked();
    }

    @Override
    public int perform(Operation operation) {
        return next(new Request(Activation.Request.OPERATION, operation, null, null, 0));
    }

    @Override
    public int call(Procedure procedure, int... arguments) {
        return next(new Request(Activation.Request.CALL, null, procedure, boxed(arguments), 0));
    }

    @Override
    public void repeat(Procedure procedure, int... arguments) {
        next(new Request(Activation.Request.REPEAT, null, procedure, boxed(arguments), 0));
    }

    @Override
    public void resetStackAndJump(Procedure procedure, int... arguments) {
        next(new Request(Activation.Request.RESET, null, procedure, boxed(arguments), 0));
    }

    private static List<Integer> boxed(int[] arguments) {
        return Arrays.stream(arguments).boxed().toList();
    }

    private static final class Values implements State {
        private final int[] values;

        Values(List<Integer> from) {
            values = from.stream().mapToInt(Integer::intValue).toArray();
        }

        List<Integer> list() {
            return boxed(values);
        }

        @Override
        public int get(Field field) {
            return values[field.index()];
        }

        @Override
        public void set(Field field, int value) {
            values[field.index()] = value;
        }
    }
}
