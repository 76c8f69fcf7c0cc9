// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.Map;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Value;

/**
 * What bound variables can be on a platform.
 *
 * @param cStates the types of C-state that the governor may choose, 1 to 3
 * @param method how they are entered
 * @param lapicTimerC2Ok whether the LAPIC timer runs on in C2
 * @param entersWithInterruptsOn whether the function is called with interrupts on
 */
record PlatformValues(
        List<Integer> cStates, EntryMethod method, boolean lapicTimerC2Ok, boolean entersWithInterruptsOn) {

    /** Both are more than a machine here has; what differs between them depends on more than whether a CPU's number is below. */
    private static final List<Value> FEW_OR_MANY_CPUS = List.of(Value.of(16L), Value.of(4096L));

    List<Value> of(BoundValue bound, Map<String, Value> known) {
        return switch (bound) {
            case CSTATE ->
                cStates.stream().map(state -> Value.of(state.longValue())).toList();
            case ENTRY_METHOD ->
                List.of(Value.of(
                        switch (method) {
                            case SYSIO -> 1L;
                            case FFH -> 2L;
                            case HALT -> 3L;
                        }));
            case LAPIC_TIMER_C2_OK -> List.of(Value.of(lapicTimerC2Ok ? 1L : 0L));
            case LAPIC_TIMER_RELIABLE_STATES -> List.of(Value.of(lapicTimerC2Ok ? 0b110L : 0b010L));
            case MWAIT_HINT -> {
                Value state = known.getOrDefault(Code.C_STATE, Value.UNKNOWN);
                yield List.of(state.isNumber() ? Value.of((state.number() - 1) << 4) : Value.UNKNOWN);
            }
            case NUMBER_OF_CPUS -> FEW_OR_MANY_CPUS;
            case NON_ZERO -> List.of(Value.NOT_ZERO);
            case DEADLINE -> List.of(Value.UNKNOWN);
        };
    }
}
