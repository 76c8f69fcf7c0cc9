// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.program.Frame.Edge;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;

/** What all CPUs of a machine can do: their call stacks and where each result leads, learnt as the search goes. */
public final class Program {
    /** Calls and returns without an operation between them; more mean a loop that performs none. */
    private static final int MAX_SILENT_STEPS = 10_000;

    private static final int BLOCK = 1 << 10;

    private record Key(Activation activation, Frame below, int vector) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.activation == activation
                    && key.below == below
                    && key.vector == vector;
        }

        @Override
        public int hashCode() {
            return (System.identityHashCode(activation) * 31 + System.identityHashCode(below)) * 31 + vector;
        }
    }

    private final Machine machine;
    private final Sight sight;
    private final Compiler compiler;
    private final List<Vector> vectors;
    private final List<Map<Key, Frame>> frames = new ArrayList<>();
    private final int[] counts;
    /** By CPU and number, in blocks, so that readers need no lock while it grows. */
    private final Frame[][][] numbered;

    private final int maxFrames;
    private final IntFunction<RuntimeException> tooManyStacks;

    /**
     * A program of which nothing is known yet.
     *
     * @param maxFrames of how many call stacks each CPU may have to be told apart
     * @param tooManyStacks what is thrown where a CPU, by its number, has more
     */
    public Program(
            Machine machine,
            Sight sight,
            boolean checkDeterminism,
            int maxFrames,
            PortWatch ports,
            BooleanSupplier isOver,
            IntFunction<RuntimeException> tooManyStacks) {
        this.machine = machine;
        this.sight = sight;
        this.compiler = new Compiler(machine, checkDeterminism, ports, isOver);
        this.vectors = machine.vectors();
        this.maxFrames = maxFrames;
        this.tooManyStacks = tooManyStacks;
        this.counts = new int[machine.cpuCount()];
        this.numbered = new Frame[machine.cpuCount()][maxFrames / BLOCK + 1][];
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            frames.add(new HashMap<>());
        }
    }

    /** Where a CPU starts. */
    public synchronized Frame boot(int cpu) {
        return settle(
                cpu,
                compiler.entry(cpu, machine.bootProcedure(cpu), new int[0]),
                null,
                Frame.CALLED,
                new LinkedHashSet<>());
    }

    /**
     * Runs all code that has been learnt once more, in other orders.
     *
     * @throws ModelException if it asks for something else now
     */
    public void checkAgain() {
        compiler.checkAgain();
    }

    /** Whether the procedure has ever been called. */
    public boolean hasEntered(Procedure procedure) {
        return compiler.hasEntered(procedure);
    }

    /** Names every place in a procedure that has been learnt. */
    public void forEachActivation(Consumer<Activation> told) {
        compiler.forEachActivation(told);
    }

    /** The resting stack with this number. */
    public Frame frame(int cpu, int number) {
        return numbered[cpu][number / BLOCK][number % BLOCK];
    }

    /** All stacks at which a CPU has rested so far. */
    synchronized List<Frame> resting(int cpu) {
        List<Frame> all = new ArrayList<>();
        for (int number = 0; number < counts[cpu]; number++) {
            all.add(frame(cpu, number));
        }
        return all;
    }

    /** Where an operation's result leads. */
    public Edge next(Frame frame, int result) {
        Edge edge = frame.edges.known(result);
        return edge != null ? edge : learn(frame, result);
    }

    private synchronized Edge learn(Frame frame, int result) {
        Edge edge = frame.edges.known(result);
        if (edge == null) {
            Set<Field> forgotten = new LinkedHashSet<>();
            Activation next = compiler.next(frame.cpu, frame.activation, result);
            Frame target = settle(frame.cpu, next, frame.below, frame.vector, forgotten);
            edge = new Edge(target, forgotten.toArray(new Field[0]));
            frame.edges.learn(result, edge);
        }
        return edge;
    }

    /** Where an interrupt leads: to the vector's handler on top, or to where that has gone without an operation. */
    public Edge interrupt(Frame frame, Vector vector) {
        Edge handler = frame.knownHandler(vector.number());
        return handler != null ? handler : learnHandler(frame, vector);
    }

    private synchronized Edge learnHandler(Frame frame, Vector vector) {
        Edge handler = frame.knownHandler(vector.number());
        if (handler == null) {
            Set<Field> forgotten = new LinkedHashSet<>();
            Activation entry = compiler.entry(frame.cpu, vector.handler(), new int[0]);
            Frame target = settle(frame.cpu, entry, frame, vector.number(), forgotten);
            handler = new Edge(target, forgotten.toArray(new Field[0]));
            frame.learnHandler(vector.number(), handler);
        }
        return handler;
    }

    /** Follows calls and returns, which are no steps, to the next operation. */
    private Frame settle(int cpu, Activation start, Frame startBelow, int startVector, Set<Field> forgotten) {
        Activation at = start;
        Frame below = startBelow;
        int vector = startVector;
        for (int silent = 0; silent < MAX_SILENT_STEPS; silent++) {
            switch (at.request) {
                case OPERATION -> {
                    return resting(cpu, at, below, vector);
                }
                case CALL, REPEAT, ITERATE -> {
                    below = intern(cpu, at, below, vector);
                    vector = Frame.CALLED;
                    rejectRecursion(at.callee, below);
                    at = compiler.entry(cpu, at.callee, at.calleeArguments);
                }
                case RESET -> {
                    forget(cpu, at.procedure, forgotten);
                    for (Frame frame = below; frame != null && !frame.isDone(); frame = frame.below) {
                        forget(cpu, frame.activation.procedure, forgotten);
                    }
                    below = null;
                    vector = Frame.CALLED;
                    at = compiler.entry(cpu, at.callee, at.calleeArguments);
                }
                case RETURN -> {
                    forget(cpu, at.procedure, forgotten);
                    if (vector != Frame.CALLED) {
                        return below;
                    }
                    if (below == null) {
                        return resting(cpu, null, null, Frame.CALLED);
                    }
                    Activation caller = below.activation;
                    if (caller.request == Activation.Request.REPEAT && at.result != Procedure.STOP) {
                        at = compiler.entry(cpu, caller.callee, caller.calleeArguments);
                    } else if (caller.request == Activation.Request.ITERATE && at.result >= 0) {
                        at = compiler.entry(cpu, caller.callee, new int[] {at.result});
                    } else {
                        at = compiler.next(cpu, caller, at.result);
                        vector = below.vector;
                        below = below.below;
                    }
                }
                default -> throw new AssertionError(at.request);
            }
        }
        throw new ModelException("procedure " + at.procedure + " goes round for ever without performing an operation");
    }

    private static void forget(int cpu, Procedure procedure, Set<Field> forgotten) {
        for (TimeCell variable : procedure.timeVariables(cpu)) {
            forgotten.add(variable.field());
        }
    }

    /** Time variables exist once for each CPU, so a procedure that has any cannot be entered twice. */
    private static void rejectRecursion(Procedure callee, Frame below) {
        if (callee.timeVariables(below.cpu).isEmpty()) {
            return;
        }
        for (Frame frame = below; frame != null && !frame.isDone(); frame = frame.below) {
            if (frame.activation.procedure == callee) {
                throw new ModelException(
                        "procedure " + callee + " has time variables and is called while it is active already");
            }
        }
    }

    private Frame intern(int cpu, Activation activation, Frame below, int vector) {
        return frames.get(cpu)
                .computeIfAbsent(
                        new Key(activation, below, vector),
                        key -> new Frame(cpu, activation, below, vector, vectors, isSeen(cpu, activation, below)));
    }

    /** Whether a step at this place may change what somebody looks at: by its operation, or by what is forgotten then. */
    private boolean isSeen(int cpu, Activation activation, Frame below) {
        if (activation == null || activation.operation == null) {
            return false;
        }
        boolean seen = sight.isSeen(activation.operation) || isForgettingSeen(cpu, activation);
        for (Frame frame = below; frame != null && !seen; frame = frame.below) {
            seen = isForgettingSeen(cpu, frame.activation);
        }
        return seen;
    }

    private boolean isForgettingSeen(int cpu, Activation activation) {
        return activation != null
                && activation.procedure.timeVariables(cpu).stream().anyMatch(each -> sight.isUnhidden(each.field()));
    }

    private Frame resting(int cpu, Activation activation, Frame below, int vector) {
        Frame frame = intern(cpu, activation, below, vector);
        if (frame.number < 0) {
            int number = counts[cpu]++;
            if (number >= maxFrames) {
                counts[cpu] = maxFrames;
                throw tooManyStacks.apply(cpu);
            }
            if (number % BLOCK == 0) {
                numbered[cpu][number / BLOCK] = new Frame[BLOCK];
            }
            numbered[cpu][number / BLOCK][number % BLOCK] = frame;
            frame.number = number;
        }
        return frame;
    }
}
