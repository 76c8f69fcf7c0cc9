// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
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
 * @param numbers what numbers the code sees for that
 */
record PlatformValues(
        List<Integer> cStates,
        EntryMethod method,
        boolean lapicTimerC2Ok,
        boolean entersWithInterruptsOn,
        Numbers numbers) {

    /** Both are more than a machine here has; what differs between them depends on more than whether a CPU's number is below. */
    private static final List<Value> FEW_OR_MANY_CPUS = List.of(Value.of(16L), Value.of(4096L));

    /** With the usual numbers. */
    PlatformValues(List<Integer> cStates, EntryMethod method, boolean lapicTimerC2Ok, boolean entersWithInterruptsOn) {
        this(cStates, method, lapicTimerC2Ok, entersWithInterruptsOn, Numbers.USUAL);
    }

    List<Value> of(BoundValue bound, Map<String, Value> known) {
        return switch (bound) {
            case CSTATE -> types().mapToObj(Value::of).toList();
            case ENTRY_METHOD -> List.of(Value.of(entryMethod()));
            case LAPIC_TIMER_C2_OK -> List.of(Value.of(lapicTimerC2Ok ? 1L : 0L));
            case LAPIC_TIMER_RELIABLE_STATES -> List.of(Value.of(reliableStates()));
            case MWAIT_HINT -> hints(known.getOrDefault(Code.C_STATE, Value.UNKNOWN));
            case NUMBER_OF_CPUS ->
                FEW_OR_MANY_CPUS.stream().filter(this::hasRoom).toList();
            case NON_ZERO -> List.of(Value.NOT_ZERO);
            case DEADLINE -> List.of(Value.UNKNOWN);
        };
    }

    private boolean hasRoom(Value number) {
        return numbers.cpus().stream().allMatch(cpu -> cpu < number.number());
    }

    private LongStream types() {
        return numbers.states().isEmpty() ? cStates.stream().mapToLong(Integer::longValue) : numbers.types();
    }

    private List<Value> hints(Value state) {
        if (!state.isNumber()) {
            return List.of(Value.UNKNOWN);
        }
        return numbers.states().isEmpty()
                ? List.of(Value.of((state.number() - 1) << 4))
                : numbers.hints(state.number()).mapToObj(Value::of).toList();
    }

    private long entryMethod() {
        if (numbers.entryMethod() != null) {
            return numbers.entryMethod();
        }
        return switch (method) {
            case SYSIO -> 1;
            case FFH -> 2;
            case HALT -> 3;
        };
    }

    private long reliableStates() {
        if (numbers.reliableStates() != null) {
            return numbers.reliableStates();
        }
        return lapicTimerC2Ok ? 0b110 : 0b010;
    }
}
