// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.timed.run.Asked.Call;
import org.wakeproof.timed.run.Asked.Return;
import org.wakeproof.timed.run.Asked.Step;

/**
 * The machine's code as far as it has been met, for each CPU. What a call asks for next is learnt by running its
 * procedure from the start on the results so far, and leaving it by an exception at the first that is not known yet.
 */
final class Program {
    private static final int LARGEST_KEPT_ARGUMENT = 0xffff;
    /** Beyond so many points nothing more is kept, which is slower. */
    private static final int MOST_KEPT = 2_000_000;

    private final Machine machine;
    private final CostModel model;
    private final List<Map<Start, Node>> starts = new ArrayList<>();
    private final Node[][] plainStarts;
    /** The steps that points ask for: many ask for the same, so that few are touched. */
    private final Map<Operation, Step> steps = new HashMap<>();

    private int kept;

    /** How a call starts. */
    private record Start(Procedure procedure, List<Integer> arguments) {}

    Program(Machine machine, CostModel model) {
        this.machine = machine;
        this.model = model;
        plainStarts = new Node[machine.cpuCount()][machine.procedures().size()];
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            starts.add(new HashMap<>());
        }
    }

    /** The start of a call by a CPU. */
    Node start(int cpu, Procedure procedure, int... arguments) {
        if (arguments.length > 0) {
            return startWith(cpu, procedure, arguments);
        }
        Node node = plainStarts[cpu][procedure.number()];
        if (node == null) {
            node = learnt(cpu, new Node(procedure, arguments, true));
            plainStarts[cpu][procedure.number()] = node;
        }
        return node;
    }

    private Node startWith(int cpu, Procedure procedure, int... arguments) {
        for (int argument : arguments) {
            if (argument < -LARGEST_KEPT_ARGUMENT || argument > LARGEST_KEPT_ARGUMENT) {
                return learnt(cpu, new Node(procedure, arguments, false));
            }
        }
        Start key = new Start(procedure, Arrays.stream(arguments).boxed().toList());
        Node node = starts.get(cpu).get(key);
        if (node == null) {
            node = learnt(cpu, new Node(procedure, arguments, true));
            starts.get(cpu).put(key, node);
        }
        return node;
    }

    /** The start of what a point calls. */
    Node callee(int cpu, Call call) {
        Node start = call.start();
        if (start == null) {
            start = start(cpu, call.callee(), call.arguments());
            if (start.isKept()) {
                call.startsAt(start);
            }
        }
        return start;
    }

    /** What comes after a result. */
    Node after(int cpu, Node node, int result) {
        Node next = node.after(result);
        return next != null ? next : met(cpu, node, result);
    }

    private Node met(int cpu, Node node, int result) {
        boolean keep = node.isKept()
                && kept < MOST_KEPT
                && (!(node.asked() instanceof Step step) || step.opcode().hasFewResults(step.operation()))
                && (result >= -LARGEST_KEPT_ARGUMENT && result <= LARGEST_KEPT_ARGUMENT);
        Node next = learnt(cpu, new Node(node, result, keep));
        if (keep) {
            node.keep(result, next);
        }
        return next;
    }

    private Node learnt(int cpu, Node node) {
        kept += node.isKept() ? 1 : 0;
        Learning learning = new Learning(cpu, node);
        machine.runBy(learning);
        try {
            node.asksFor(new Return(node.procedure().body().run(node.arguments())));
        } catch (Met met) {
            // The node has been told.
        }
        return node;
    }

    /** What it takes to perform an operation. */
    private Step step(Operation operation, boolean kept) {
        return kept ? steps.computeIfAbsent(operation, this::step) : step(operation);
    }

    private Step step(Operation operation) {
        return new Step(operation, Opcode.of(operation), model.of(operation));
    }

    /** Leaves a procedure's code. */
    private static final class Met extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Met() {
            super(null, null, false, false);
        }
    }

    private static final Met MET = new Met();

    /** Hands the results so far to a procedure's code, until it asks for another. */
    private final class Learning implements Execution {
        private final int cpu;
        private final Node node;
        private final int[] results;
        private int used;

        Learning(int cpu, Node node) {
            this.cpu = cpu;
            this.node = node;
            this.results = node.results();
        }

        @Override
        public int cpu() {
            return cpu;
        }

        @Override
        public int perform(Operation operation) {
            if (used < results.length) {
                return results[used++];
            }
            node.asksFor(step(operation, node.isKept()));
            throw MET;
        }

        @Override
        public int call(Procedure procedure, int... arguments) {
            if (used < results.length) {
                return results[used++];
            }
            node.asksFor(new Call(Call.Kind.ONCE, procedure, arguments));
            throw MET;
        }

        @Override
        public void repeat(Procedure procedure, int... arguments) {
            if (used < results.length) {
                used++;
                return;
            }
            node.asksFor(new Call(Call.Kind.REPEATED, procedure, arguments));
            throw MET;
        }

        @Override
        public void resetStackAndJump(Procedure procedure, int... arguments) {
            node.asksFor(new Call(Call.Kind.RESET, procedure, arguments));
            throw MET;
        }
    }
}
