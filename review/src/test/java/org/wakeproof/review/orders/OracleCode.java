// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.review.orders.Statement.Leave.Where;

/** A handler as steps, each with what follows, from its statements: helpers once for each call, loops that count unrolled. */
final class OracleCode {
    /** What a step does. */
    enum Kind {
        NOTHING,
        CLI,
        STI,
        SAVE,
        RESTORE,
        STI_HLT,
        HLT,
        MONITOR,
        MWAIT,
        PROMISE,
        RAISE,
        MAY_RAISE_TIMER,
        TICK_OFF,
        RCU_IDLE,
        TIMER_OFF,
        MWAIT_DEEP,
        STI_MWAIT,
        PROCESS,
        PROCESS_AT_THE_END,
        FORGET,
        KEEP,
        ENTER,
        BRANCH,
        END
    }

    record Node(Kind kind, int value, Condition condition, int next, int otherwise) {}

    private static final int ALL = 0xf;
    private static final int TIMER = 1;
    private static final int ALL_BUT_SCHEDULE = ALL & ~2;

    /** Where the statements of one function leave to. */
    private record Frame(int number, Map<Where, Integer> exits) {
        Frame with(Where where, int target) {
            Map<Where, Integer> changed = new EnumMap<>(exits);
            changed.put(where, target);
            return new Frame(number, changed);
        }
    }

    private final Handler handler;
    private final List<Node> nodes = new ArrayList<>();
    private final int start;
    private boolean isC = true;
    private boolean goesRound;

    OracleCode(Handler handler) {
        this.handler = handler;
        int softirqs = reserve();
        nodes.set(softirqs, new Node(Kind.PROCESS_AT_THE_END, ALL, null, softirqs, softirqs));
        this.start = function(handler.body(), 0, emit(Kind.END, 0, softirqs));
    }

    /** Whether whatever it leaves to is there, and all that it does is defined. */
    boolean isC() {
        return isC;
    }

    /** Whether it, or the idle loop with it, may have no end. */
    boolean goesRound() {
        return goesRound;
    }

    Node node(int pc) {
        return nodes.get(pc);
    }

    int start() {
        return start;
    }

    private int reserve() {
        nodes.add(null);
        return nodes.size() - 1;
    }

    private int emit(Kind kind, int value, int next) {
        nodes.add(new Node(kind, value, null, next, next));
        return nodes.size() - 1;
    }

    private void leadsTo(int reserved, int next) {
        nodes.set(reserved, new Node(Kind.NOTHING, 0, null, next, next));
    }

    private int function(List<Statement> body, int number, int next) {
        Map<Where, Integer> exits = new EnumMap<>(Where.class);
        exits.put(Where.RETURN, next);
        for (Where where : List.of(Where.OUT, Where.AGAIN)) {
            if (body.stream().anyMatch(each -> each instanceof Statement.Label label && label.where == where)) {
                exits.put(where, reserve());
            }
        }
        int first = block(body, new Frame(number, exits), next);
        return number == 0 ? first : emit(Kind.ENTER, 0, first);
    }

    private int block(List<Statement> statements, Frame frame, int next) {
        int first = next;
        for (int at = statements.size() - 1; at >= 0; at--) {
            first = statement(statements.get(at), frame, first);
        }
        return first;
    }

    private int statement(Statement statement, Frame frame, int next) {
        if (statement instanceof Statement.Do it) {
            return call(it, frame, next);
        }
        if (statement instanceof Statement.Keep it) {
            int variable = 1 << frame.number + 1;
            return branch(it.condition, frame, emit(Kind.KEEP, variable | 1, next), emit(Kind.KEEP, variable, next));
        }
        if (statement instanceof Statement.If it) {
            Frame inside = it.asSwitch ? frame.with(Where.BREAK, next) : frame;
            return branch(it.condition, frame, block(it.then, inside, next), block(it.otherwise, inside, next));
        }
        if (statement instanceof Statement.Loop it) {
            return loop(it, frame, next);
        }
        if (statement instanceof Statement.Leave it) {
            isC &= frame.exits.containsKey(it.where);
            goesRound |= it.where == Where.AGAIN;
            return frame.exits.getOrDefault(it.where, next);
        }
        if (statement instanceof Statement.Label it) {
            leadsTo(frame.exits.get(it.where), next);
            return next;
        }
        return function(handler.helpers().get(((Statement.Call) statement).helper), 1, next);
    }

    private int loop(Statement.Loop loop, Frame frame, int next) {
        goesRound |= loop.form != Statement.Loop.Form.TIMES;
        Frame inside = frame.with(Where.BREAK, next);
        if (loop.form == Statement.Loop.Form.TIMES) {
            int first = next;
            for (int time = 0; time < loop.times; time++) {
                first = block(loop.body, inside.with(Where.CONTINUE, first), first);
            }
            return first;
        }
        int head = reserve();
        int body = block(loop.body, inside.with(Where.CONTINUE, head), head);
        leadsTo(head, loop.form == Statement.Loop.Form.FOR_EVER ? body : branch(loop.condition, frame, body, next));
        return loop.form == Statement.Loop.Form.DO ? body : head;
    }

    private int branch(Condition condition, Frame frame, int whenTrue, int whenFalse) {
        if (condition instanceof Condition.Not not) {
            return branch(not.of(), frame, whenFalse, whenTrue);
        }
        if (condition instanceof Condition.Both both) {
            int other = branch(both.other(), frame, whenTrue, whenFalse);
            return both.isAnd()
                    ? branch(both.one(), frame, other, whenFalse)
                    : branch(both.one(), frame, whenTrue, other);
        }
        nodes.add(new Node(Kind.BRANCH, 1 << frame.number, condition, whenTrue, whenFalse));
        return nodes.size() - 1;
    }

    private int call(Statement.Do call, Frame frame, int next) {
        int flags = 2 * frame.number + call.number;
        return switch (call.op) {
            case CLI, ASM_CLI -> emit(Kind.CLI, 0, next);
            case STI, ASM_STI -> emit(Kind.STI, 0, next);
            case SAVE -> emit(Kind.SAVE, flags, next);
            case RESTORE -> emit(Kind.RESTORE, flags, next);
            case SAFE_HALT, STI_HLT -> emit(Kind.STI_HLT, 0, next);
            case CLI_STI_HLT -> emit(Kind.CLI, 0, emit(Kind.STI_HLT, 0, next));
            // The second one finds interrupts on, and shelters nothing.
            case STI_STI_HLT, STI_NOP_HLT -> emit(Kind.STI, 0, emit(Kind.NOTHING, 0, emit(Kind.HLT, 0, next)));
            case CLI_HLT -> emit(Kind.CLI, 0, emit(Kind.HLT, 0, next));
            case HALT, HLT -> emit(Kind.HLT, 0, next);
            case MONITOR -> emit(Kind.MONITOR, 1, next);
            case MONITOR_OF_0 -> emit(Kind.MONITOR, 2, next);
            case MWAIT -> emit(Kind.MWAIT, 1, next);
            case MWAIT_WITHOUT_BREAK -> emit(Kind.MWAIT, 0, next);
            case MWAIT_DEEP -> emit(Kind.MWAIT_DEEP, 1, next);
            // Interrupts are on from the instruction behind sti, which is mwait.
            case STI_MWAIT -> emit(Kind.STI_MWAIT, 0, next);
            case DEFAULT_IDLE -> defaultIdle(frame, next);
            case TIMER_OFF -> emit(Kind.TIMER_OFF, 1, next);
            case TIMER_ON -> emit(Kind.TIMER_OFF, 0, emit(Kind.MAY_RAISE_TIMER, 0, next));
            case LOCK_AND_UNLOCK -> emit(Kind.FORGET, 0, next);
            case PROMISE -> emit(Kind.PROMISE, 1, next);
            case TAKE_BACK -> emit(Kind.PROMISE, 0, next);
            case RAISE, RAISE_ON_ITSELF -> {
                // The idle loop may have something to do for ever.
                goesRound = true;
                yield emit(Kind.RAISE, 1 << call.number, next);
            }
            case PROCESS_TIMERS -> emit(Kind.PROCESS, TIMER, next);
            case PROCESS_SOFTIRQS -> emit(Kind.PROCESS, ALL_BUT_SCHEDULE, next);
            case DO_SOFTIRQ -> emit(Kind.PROCESS, ALL, next);
            case SUSPEND -> emit(Kind.TICK_OFF, 1, emit(Kind.MAY_RAISE_TIMER, 0, next));
            case RESUME -> emit(Kind.TICK_OFF, 0, emit(Kind.MAY_RAISE_TIMER, 0, next));
            case RCU_ENTER -> emit(Kind.RCU_IDLE, 1, emit(Kind.MAY_RAISE_TIMER, 0, next));
            case RCU_EXIT -> emit(Kind.RCU_IDLE, 0, next);
            case RELAX, BARRIER, MB -> emit(Kind.FORGET, 0, next);
            case NOP -> emit(Kind.NOTHING, 0, next);
        };
    }

    /** Whether it tells RCU is left open: Xen's does not, and the review's does. */
    private int defaultIdle(Frame frame, int next) {
        isC &= !handler.around().hasRcu();
        int stays = emit(Kind.STI, 0, next);
        int sleeps = emit(Kind.STI_HLT, 0, next);
        return emit(Kind.CLI, 0, branch(new Condition.Look(Condition.Test.ANY, false), frame, stays, sleeps));
    }
}
