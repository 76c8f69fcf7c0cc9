// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wakeproof.explorer.Activation.Request;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;

/**
 * Learns what a procedure asks for next by running it from its start, handing back recorded results,
 * until it asks for something that is not recorded. Runs port code under one lock; the search itself
 * needs it only when it meets a result for the first time.
 */
final class Compiler implements Execution {
    /** Longer histories mean a loop that should be a repeated procedure. */
    static final int MAX_HISTORY = 2_000;

    /** Leaves the port's code; carries nothing. */
    private static final class Suspended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Suspended() {
            super(null, null, false, false);
        }
    }

    private static final Suspended SUSPENDED = new Suspended();
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Machine machine;
    private final Map<List<Integer>, Activation> entries = new HashMap<>();
    private final boolean checkDeterminism;

    private int cpu;
    private Procedure running;
    private int[] history;
    private int position;
    private Request request;
    private Operation operation;
    private Procedure callee;
    private int[] calleeArguments;
    private String functions;

    Compiler(Machine machine, boolean checkDeterminism) {
        this.machine = machine;
        this.checkDeterminism = checkDeterminism;
    }

    /** Where a procedure starts. */
    synchronized Activation entry(int cpu, Procedure procedure, int[] arguments) {
        Integer[] key = new Integer[arguments.length + 2];
        key[0] = cpu;
        key[1] = procedure.number();
        for (int i = 0; i < arguments.length; i++) {
            key[i + 2] = arguments[i];
        }
        List<Integer> keys = Arrays.asList(key);
        Activation entry = entries.get(keys);
        if (entry == null) {
            entry = compile(cpu, procedure, arguments, new int[0]);
            entries.put(keys, entry);
        }
        return entry;
    }

    synchronized boolean hasEntered(Procedure procedure) {
        return entries.keySet().stream().anyMatch(key -> key.get(1) == procedure.number());
    }

    /** Names every place that has been learnt. */
    synchronized void forEachActivation(Consumer<Activation> told) {
        Deque<Activation> open = new ArrayDeque<>(entries.values());
        while (!open.isEmpty()) {
            Activation activation = open.pop();
            told.accept(activation);
            activation.children.forEachResult(result -> open.push(activation.children.known(result)));
        }
    }

    /** Where a procedure is once what it asked for has given this result. */
    Activation next(int cpu, Activation activation, int result) {
        Activation next = activation.children.known(result);
        return next != null ? next : learn(cpu, activation, result);
    }

    private synchronized Activation learn(int cpu, Activation activation, int result) {
        Activation next = activation.children.known(result);
        if (next == null) {
            int length = activation.history.length;
            if (length >= MAX_HISTORY) {
                throw new ModelException("procedure " + activation.procedure + " has asked for " + length
                        + " operations in one activation: make a round of its loop a procedure, and repeat() it");
            }
            int[] longer = Arrays.copyOf(activation.history, length + 1);
            longer[length] = result;
            next = compile(cpu, activation.procedure, activation.arguments, longer);
            activation.children.learn(result, next);
        }
        return next;
    }

    private Activation compile(int forCpu, Procedure procedure, int[] arguments, int[] results) {
        Activation first = run(forCpu, procedure, arguments, results);
        if (checkDeterminism) {
            Activation second = run(forCpu, procedure, arguments, results);
            if (!first.asksLike(second)) {
                throw new ModelException(
                        "procedure " + procedure + " is not deterministic: with the same results it asked first for "
                                + first.describe() + ", then for " + second.describe()
                                + "; it reads something that is neither a cell, an argument nor fixed by wiring");
            }
        }
        return first;
    }

    private Activation run(int forCpu, Procedure procedure, int[] arguments, int[] results) {
        cpu = forCpu;
        running = procedure;
        history = results;
        position = 0;
        operation = null;
        callee = null;
        calleeArguments = null;
        functions = procedure.name();
        int result = 0;
        machine.runBy(this);
        try {
            result = procedure.body().run(arguments.clone());
            request = Request.RETURN;
        } catch (Suspended asked) {
            // The request has been noted.
        }
        if (position < results.length) {
            throw new ModelException("procedure " + procedure + " is not deterministic: it asked for " + position
                    + " operations where it asked for " + results.length + " before");
        }
        return new Activation(
                procedure, arguments, results, request, operation, callee, calleeArguments, result, functions);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public int perform(Operation wanted) {
        if (position < history.length) {
            return history[position++];
        }
        operation = wanted;
        functions = WALKER.walk(frames -> functionsOf(ofPort(frames)));
        throw suspend(Request.OPERATION);
    }

    @Override
    public int call(Procedure procedure, int... arguments) {
        return ask(Request.CALL, procedure, arguments);
    }

    @Override
    public void repeat(Procedure procedure, int... arguments) {
        ask(Request.REPEAT, procedure, arguments);
    }

    @Override
    public int iterate(Procedure procedure, int first) {
        return ask(Request.ITERATE, procedure, first);
    }

    @Override
    public void resetStackAndJump(Procedure procedure, int... arguments) {
        callee = procedure;
        calleeArguments = arguments;
        throw suspend(Request.RESET);
    }

    private int ask(Request kind, Procedure procedure, int... arguments) {
        if (position < history.length) {
            return history[position++];
        }
        callee = procedure;
        calleeArguments = arguments;
        functions = WALKER.walk(frames -> functionsOf(ofPort(frames)));
        throw suspend(kind);
    }

    private Suspended suspend(Request kind) {
        request = kind;
        return SUSPENDED;
    }

    /** The frames above the compiler's own; what called the search lies below, and can be deep. */
    private static List<StackFrame> ofPort(Stream<StackFrame> frames) {
        return frames.takeWhile(frame -> frame.getDeclaringClass() != Compiler.class
                        || !frame.getMethodName().equals("run"))
                .toList();
    }

    /** The annotated methods on the Java stack between the procedure and the operation, outermost first. */
    private String functionsOf(List<StackFrame> frames) {
        Deque<String> names = new ArrayDeque<>();
        for (StackFrame frame : frames) {
            String name = functionOf(frame);
            if (name != null && !name.equals(names.peekFirst())) {
                names.addFirst(name);
            }
        }
        return names.isEmpty() ? running.name() : String.join(" > ", names);
    }

    private static String functionOf(StackFrame frame) {
        try {
            XenSource source = frame.getDeclaringClass()
                    .getDeclaredMethod(
                            frame.getMethodName(), frame.getMethodType().parameterArray())
                    .getAnnotation(XenSource.class);
            return source == null ? null : source.value();
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
