// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.program.Activation.Request;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;

/**
 * Runs a procedure from its start, handing back recorded results, until it asks for something that is not recorded; then
 * leaves it by an exception. Port code must let that exception pass, and whatever else it does wrong becomes a
 * {@link ModelException} with the procedure's name.
 */
final class PortRun implements Execution {
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
    private final PortWatch watch;

    private Thread runner;
    private int cpu;
    private Procedure running;
    private int[] history;
    private int position;
    private boolean isNamed;
    private boolean suspended;
    private ModelException misuse;
    private Request request;
    private Operation operation;
    private Procedure callee;
    private int[] calleeArguments;
    private String functions;

    PortRun(Machine machine, PortWatch watch) {
        this.machine = machine;
        this.watch = watch;
    }

    /**
     * Learns what a procedure asks for once its operations have had these results.
     *
     * @param named whether to look which C functions lead there, which takes longer than all the rest
     * @throws ModelException if the procedure does what a port must not
     */
    Activation of(int forCpu, Procedure procedure, int[] arguments, int[] results, boolean named) {
        // A machine has one execution at a time, whoever explores it.
        synchronized (machine) {
            begin(forCpu, procedure, results);
            isNamed = named;
            watch.enter(procedure);
            machine.runBy(this);
            int result;
            try {
                result = body(procedure, arguments.clone());
            } finally {
                machine.runBy(null);
                watch.leave();
            }
            if (position < results.length) {
                throw new ModelException("procedure " + procedure + " is not deterministic: it asked for " + position
                        + " operations where it asked for " + results.length + " before");
            }
            return new Activation(
                    procedure, arguments, results, request, operation, callee, calleeArguments, result, functions);
        }
    }

    private void begin(int forCpu, Procedure procedure, int[] results) {
        runner = Thread.currentThread();
        cpu = forCpu;
        running = procedure;
        history = results;
        position = 0;
        suspended = false;
        misuse = null;
        operation = null;
        callee = null;
        calleeArguments = null;
        functions = procedure.name();
    }

    /** The result of a procedure that returns; 0 for one that asks for something first. */
    private int body(Procedure procedure, int[] arguments) {
        try {
            int result = procedure.body().run(arguments);
            if (suspended) {
                throw misuse != null ? misuse : swallowed("returns", null);
            }
            request = Request.RETURN;
            return result;
        } catch (Suspended asked) {
            if (misuse != null) {
                throw misuse;
            }
            return 0;
        } catch (StackOverflowError e) {
            throw new ModelException(
                    "procedure " + procedure + " fills the Java stack: it calls itself without end, or needs a larger"
                            + " one (java -Xss16m)",
                    e);
        } catch (RuntimeException | AssertionError e) {
            throw e instanceof ModelException known ? known : misuse != null ? misuse : thrown(procedure, e);
        }
    }

    private ModelException thrown(Procedure procedure, Throwable thrown) {
        return suspended
                ? swallowed("throws " + thrown, thrown)
                : new ModelException("procedure " + procedure + " throws " + thrown + PortWatch.place(thrown), thrown);
    }

    /** A port has caught what it was left by, or has gone on in a finally block. */
    private ModelException swallowed(String does, Throwable cause) {
        String asked = operation != null ? operation.toString() : callee + " to be called";
        return new ModelException(
                "procedure " + running + " " + does + " behind the place where it asks for " + asked
                        + ", of which it has no result yet: it catches the exception by which its code is left there, or"
                        + " goes on in a finally block; the code of a port has to let exceptions pass",
                cause);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public int perform(Operation wanted) {
        checkThread();
        if (position < history.length) {
            return history[position++];
        }
        if (suspended) {
            throw misused("asks for " + wanted);
        }
        operation = wanted;
        if (isNamed) {
            functions = WALKER.walk(frames -> functionsOf(ofPort(frames)));
        }
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
        checkThread();
        if (suspended) {
            throw misused("jumps to " + procedure);
        }
        callee = procedure;
        calleeArguments = arguments;
        throw suspend(Request.RESET);
    }

    private int ask(Request kind, Procedure procedure, int... arguments) {
        checkThread();
        if (position < history.length) {
            return history[position++];
        }
        if (suspended) {
            throw misused("calls " + procedure);
        }
        callee = procedure;
        calleeArguments = arguments;
        if (isNamed) {
            functions = WALKER.walk(frames -> functionsOf(ofPort(frames)));
        }
        throw suspend(kind);
    }

    private void checkThread() {
        if (Thread.currentThread() != runner) {
            throw new IllegalStateException("only procedures perform operations, each in the thread that runs it");
        }
    }

    /** The first misuse is remembered, as the port may catch this, too. */
    private ModelException misused(String does) {
        if (misuse == null) {
            misuse = swallowed(does, null);
        }
        return misuse;
    }

    private Suspended suspend(Request kind) {
        request = kind;
        suspended = true;
        return SUSPENDED;
    }

    /** The frames above this class's own; what called the search lies below, and can be deep. */
    private static List<StackFrame> ofPort(Stream<StackFrame> frames) {
        return frames.takeWhile(frame -> frame.getDeclaringClass() != PortRun.class
                        || !frame.getMethodName().equals("body"))
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

    private String functionOf(StackFrame frame) {
        try {
            XenSource source = frame.getDeclaringClass()
                    .getDeclaredMethod(
                            frame.getMethodName(), frame.getMethodType().parameterArray())
                    .getAnnotation(XenSource.class);
            if (source == null) {
                return null;
            }
            machine.sources().add(source);
            return source.value();
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
