// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Value;

/** Whether interrupts are on: the code itself says so at each place, as handlers that interrupt it leave it as it was. */
final class InterruptFlag {
    private static final int SOFTIRQS = 11;
    private static final int DEADLINE = OperationTable.DEADLINE;

    private InterruptFlag() {}

    /** What an operation does to it; empty if it leaves it alone. */
    static Optional<Value> behind(Perform perform, Map<String, Value> known) {
        return switch (perform.call()) {
            case IRQ_DISABLE, IRQ_SAVE, SPIN_LOCK_IRQ, STI_MWAIT_CLI -> Optional.of(Value.of(0L));
            case IRQ_ENABLE, SAFE_HALT, SPIN_UNLOCK_IRQ, DEFAULT_IDLE, STI_MWAIT -> Optional.of(Value.of(1L));
            case IRQ_RESTORE -> {
                Value flags = Evaluation.of(perform.arguments().get(0), known);
                yield Optional.of(Value.of(flags.isZero() ? 0L : 1L));
            }
            default -> Optional.empty();
        };
    }

    /** Whether it is known to be off. */
    static boolean isOff(Map<String, Value> known) {
        return known.getOrDefault(Code.INTERRUPT_FLAG, Value.UNKNOWN).isZero();
    }

    /** What an operation can give back, as far as code could tell it apart. */
    static List<Long> results(Perform perform, Map<String, Value> known) {
        return switch (perform.call()) {
            case IRQ_SAVE -> List.of(isOff(known) ? 0L : 1L);
            case CPU_ONLINE, CPU_OFFLINE, CPU_IS_HALTABLE, RCU_NEEDS_CPU, NEED_RESCHED, NOTHING_PENDING, SPIN_TRYLOCK ->
                List.of(0L, 1L);
            case IDLE_STATE -> List.of(0L, 1L, 2L);
            case SOFTIRQ_PENDING -> pending();
            case DEADLINE ->
                List.of(
                        0L,
                        (long) DEADLINE,
                        (long) DEADLINE - OperationTable.FAR,
                        (long) DEADLINE + OperationTable.FAR);
            case NOW -> List.of(DEADLINE - 1L, (long) DEADLINE, DEADLINE + 1L);
            default -> List.of(0L);
        };
    }

    /** The words of pending softirqs that code may tell apart: none, each, all, and two at a time. */
    private static List<Long> pending() {
        List<Long> masks = new ArrayList<>(few());
        for (int nr = 0; nr < SOFTIRQS; nr++) {
            for (int other = 0; other < nr; other++) {
                masks.add(1L << nr | 1L << other);
            }
        }
        return masks;
    }

    /** Some of them. */
    static List<Long> few() {
        List<Long> masks = new ArrayList<>(List.of(0L, 3L, (1L << SOFTIRQS) - 1));
        for (int nr = 0; nr < SOFTIRQS; nr++) {
            masks.add(1L << nr);
        }
        return masks;
    }
}
