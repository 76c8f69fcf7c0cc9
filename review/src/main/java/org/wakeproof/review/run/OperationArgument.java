// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.Map;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Value;
import org.wakeproof.softirq.Softirq;

/** What an operation of the machine needs to know of its arguments, as one number. */
final class OperationArgument {
    /** Interrupts that are off end the sleep. */
    static final int BREAKS = 1 << 2;

    static final int DEEPEST = Sleeps.DEEPEST;
    static final int CPU_SHIFT = 4;
    /** A CPU of which nobody knows which it is. */
    static final int NOT_KNOWN = 0xf;

    /** What is monitored is no CPU's. */
    static final int NOBODY = NOT_KNOWN + 1;

    /** A CPU that the machine does not have. */
    static final int NOT_THERE = NOT_KNOWN - 1;

    private OperationArgument() {}

    /** That of an operation, from what is known where it stands. */
    static int of(Perform perform, Map<String, Value> known, Numbers numbers) {
        List<Expression> arguments = perform.arguments();
        return switch (perform.call()) {
            case MWAIT, MWAIT_OR_STI ->
                cState(arguments, known) + (EndsMwait.of(perform, known).isZero() ? 0 : BREAKS);
            case STI_MWAIT_CLI, STI_MWAIT, SYSIO -> cState(arguments, known);
            case SAFE_HALT, HALT -> state(known);
            case IRQ_RESTORE -> Evaluation.of(arguments.get(0), known).isZero() ? 0 : 1;
            case MONITOR -> monitored(arguments, known, numbers);
            case SOFTIRQ_PENDING,
                    CPU_IS_HALTABLE,
                    RCU_NEEDS_CPU,
                    CPU_ONLINE,
                    CPU_OFFLINE,
                    MWAIT_FLAG_SET,
                    MWAIT_FLAG_CLEAR,
                    DEADLINE -> cpu(arguments, known, numbers);
            case RAISE_SOFTIRQ -> number(arguments, 0, known, Softirq.TIMER);
            case IDLE_STATE_SET -> Math.min(number(arguments, 0, known, 0), IdleStates.SLEEPING);
            case CPU_RAISE_SOFTIRQ ->
                cpu(arguments, known, numbers) << CPU_SHIFT | number(arguments, 1, known, Softirq.TIMER);
            default -> 0;
        };
    }

    /** Whose pending word, or what lies beside it, is monitored; nobody's if it is something else. */
    private static int monitored(List<Expression> arguments, Map<String, Value> known, Numbers numbers) {
        String target = arguments.isEmpty()
                ? ""
                : Evaluation.of(arguments.get(0), known).target();
        if (!target.startsWith(Code.IRQ_STAT + "[")) {
            return NOBODY;
        }
        String cpu = target.substring(Code.IRQ_STAT.length() + 1, target.indexOf(']'));
        return cpu.matches("\\d{1,9}") ? numbers.machineCpu(Long.parseLong(cpu), NOT_THERE) : NOT_KNOWN;
    }

    /** Which CPU of the machine the first argument says. */
    private static int cpu(List<Expression> arguments, Map<String, Value> known, Numbers numbers) {
        Value value = arguments.isEmpty() ? Value.UNKNOWN : Evaluation.of(arguments.get(0), known);
        return value.isNumber() ? numbers.machineCpu(value.number(), NOT_THERE) : NOT_KNOWN;
    }

    private static int number(List<Expression> arguments, int which, Map<String, Value> known, int otherwise) {
        Value value = which < arguments.size() ? Evaluation.of(arguments.get(which), known) : Value.UNKNOWN;
        return value.isNumber() && value.number() >= 0 && value.number() < NOT_KNOWN ? (int) value.number() : otherwise;
    }

    /** The hint says it; where nobody knows the hint, the state that the governor has chosen, or a hint in the text. */
    private static int cState(List<Expression> arguments, Map<String, Value> known) {
        Value hint = Evaluation.of(arguments.get(0), known);
        if (!hint.isNumber() && state(known) != 0) {
            return state(known);
        }
        if (!hint.isNumber() && arguments.size() > 3) {
            hint = Evaluation.of(arguments.get(3), known);
        }
        return hint.isNumber() ? (int) Math.min(DEEPEST, (hint.number() >> 4 & 0xf) + 1) : 1;
    }

    private static int state(Map<String, Value> known) {
        Value state = known.getOrDefault(Code.C_STATE, Value.UNKNOWN);
        return state.isNumber() ? (int) Math.max(0, Math.min(DEEPEST, state.number())) : 0;
    }
}
