// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.Description.Proc;
import org.wakeproof.oracle.World.Code;
import org.wakeproof.oracle.World.Frame;

/** How a CPU's stack of activations changes: by results, calls, returns, and by being thrown away. */
final class Stack {
    /** More calls and returns without a step between them than any system has that ends. */
    private static final int ENDLESS = 10_000;

    /** A body without a step is repeated for ever: no system to compare with, but one that shrinking may come upon. */
    static final class GoesRoundForEver extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Description system;
    private final Draft draft;
    private final int cpu;
    private final List<Frame> stack;

    Stack(Description system, Draft draft, int cpu) {
        this.system = system;
        this.draft = draft;
        this.cpu = cpu;
        this.stack = draft.cpus.get(cpu).stack;
    }

    static List<Line> body(Description system, Code code) {
        return code.handler()
                ? system.handlers().get(code.number()).body()
                : system.procedures().get(code.number()).body();
    }

    /** The line that a frame is at; null at a body's end. */
    static Line line(Description system, Frame frame) {
        List<Line> body = body(system, frame.code());
        return frame.at() < body.size() ? body.get(frame.at()) : null;
    }

    void enter(Code code) {
        stack.add(Frame.entering(code));
        settle();
    }

    /** The operation that the innermost activation is at has had this result. */
    void go(int result) {
        int last = stack.size() - 1;
        Frame top = stack.get(last);
        Line line = line(system, top);
        List<Integer> history = with(top.history(), result);
        if (line == null) {
            stack.set(last, new Frame(top.code(), top.at(), 1, 0, top.saved(), history));
        } else if (top.part() + 1 < parts(line.op())) {
            stack.set(last, new Frame(top.code(), top.at(), top.part() + 1, top.result(), top.saved(), history));
        } else {
            boolean saved = line.op() == Op.SAVE ? result != 0 : top.saved();
            finish(line, seen(line.op(), result), saved, history);
        }
        settle();
    }

    /** Goes behind a line. */
    private void finish(Line line, int result, boolean saved, List<Integer> history) {
        Frame top = stack.get(stack.size() - 1);
        int next = top.at() + 1 + (line.skip() > 0 && result == line.expected() ? line.skip() : 0);
        stack.set(stack.size() - 1, new Frame(top.code(), next, 0, result, saved, history));
    }

    private static List<Integer> with(List<Integer> history, int result) {
        List<Integer> longer = new ArrayList<>(history);
        longer.add(result);
        return List.copyOf(longer);
    }

    /** Of how many operations a line consists. */
    private static int parts(Op op) {
        return switch (op) {
            case SLEEP, HALT, GUEST, MWAIT -> 2;
            case STI_MWAIT -> 3;
            default -> 1;
        };
    }

    /** What code sees of the result of a line's last operation. */
    private static int seen(Op op, int result) {
        return switch (op) {
            case BEFORE -> result == 0 ? 1 : 0;
            case AT_OR_BEFORE -> result <= 1 ? 1 : 0;
            case CLI, STI, RESTORE, STI_MWAIT, REPEAT -> 0;
            default -> result;
        };
    }

    /** Follows what is no step to the next operation. */
    private void settle() {
        for (int silent = 0; !stack.isEmpty(); silent++) {
            if (silent > ENDLESS) {
                throw new GoesRoundForEver();
            }
            Frame top = stack.get(stack.size() - 1);
            Line line = line(system, top);
            if (line == null) {
                if (top.code().handler()) {
                    if (top.part() > 0) {
                        stack.remove(stack.size() - 1);
                    }
                    return;
                }
                returnFrom(top);
            } else if (!isStep(line, top)) {
                follow(line, top);
            } else {
                return;
            }
        }
    }

    private static boolean isStep(Line line, Frame top) {
        return switch (line.op()) {
            case CALL, REPEAT, ITERATE, RESET -> false;
            case CHOOSE -> line.a() > 1;
            case RESTORE -> top.saved();
            default -> true;
        };
    }

    private void follow(Line line, Frame top) {
        switch (line.op()) {
            case CALL, REPEAT, ITERATE -> stack.add(Frame.entering(new Code(false, line.a(), line.b())));
            case RESET -> {
                stack.forEach(this::forget);
                stack.clear();
                stack.add(Frame.entering(new Code(false, line.a(), line.b())));
            }
            default -> finish(line, 0, top.saved(), top.history());
        }
    }

    private void returnFrom(Frame top) {
        int value = value(top);
        forget(top);
        stack.remove(stack.size() - 1);
        if (stack.isEmpty()) {
            return;
        }
        Frame caller = stack.get(stack.size() - 1);
        Line line = line(system, caller);
        if (line.op() == Op.REPEAT && value != 0) {
            stack.add(Frame.entering(top.code()));
        } else if (line.op() == Op.ITERATE && value >= 0) {
            stack.add(Frame.entering(new Code(false, line.a(), value)));
        } else {
            finish(line, seen(line.op(), value), caller.saved(), with(caller.history(), value));
        }
    }

    private int value(Frame top) {
        return switch (system.procedures().get(top.code().number()).returns()) {
            case ZERO -> 0;
            case ONE -> 1;
            case LAST_BIT -> top.result() & 1;
            case ARGUMENT_LESS_ONE -> top.code().argument() - 1;
        };
    }

    private void forget(Frame frame) {
        Code code = frame.code();
        Proc procedure = code.handler() ? null : system.procedures().get(code.number());
        if (procedure != null && procedure.variable()) {
            draft.times.set(system.variable(code.number()) + cpu, Ticks.NONE);
        }
    }
}
