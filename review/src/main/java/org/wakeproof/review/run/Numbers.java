// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.BoundCall;

/**
 * What numbers the code sees for what the machine has: real machines have more CPUs and C-states, and other deadlines.
 *
 * @param name what they are, in words; empty of the usual ones
 * @param cpus the numbers of the machine's CPUs, 0 to 4095
 * @param states the C-states that the governor may choose; empty for those of the platform, each with its usual hint
 * @param entryMethod how C-states are entered, as ACPI_CSTATE_EM_x say; null as the platform does
 * @param reliableStates in which of them the LAPIC timer runs on, one bit each; null as the platform has it
 * @param tick how much time a tick of the machine is, in what the code counts, from 1 on
 * @param flags what saved interrupt flags hold but for the interrupt flag
 */
public record Numbers(
        String name,
        List<Long> cpus,
        List<State> states,
        @Nullable Long entryMethod,
        @Nullable Long reliableStates,
        long tick,
        long flags) {

    /**
     * A C-state.
     *
     * @param type its type, from 1 on
     * @param hint what mwait is told for it
     */
    public record State(long type, long hint) {}

    /** Those that the machine has. */
    public static final Numbers USUAL = new Numbers("", List.of(0L, 1L), List.of(), null, null, 1, 2);

    /** Further than any deadline is from 0. */
    private static final long LATER = 1_000_000_000_000_000L;

    /** Where CPU1 has this number. */
    static Numbers ofCpu(long cpu) {
        return new Numbers("on CPU" + cpu, List.of(0L, cpu), List.of(), null, null, 1, 2);
    }

    /** With one C-state. */
    static Numbers ofState(State state) {
        String name = String.format("in a C-state of type %d with the hint 0x%02x", state.type(), state.hint());
        return new Numbers(name, USUAL.cpus, List.of(state), null, null, 1, 2);
    }

    /** Where a tick is so long. */
    static Numbers ofTick(long tick) {
        return new Numbers(
                "where deadlines are multiples of " + tick + " away", USUAL.cpus, List.of(), null, null, tick, 2);
    }

    /** Where saved flags have these bits, too. */
    static Numbers ofFlags(long bits) {
        String name = String.format("where saved flags hold 0x%x besides the interrupt flag", bits);
        return new Numbers(name, USUAL.cpus, List.of(), null, null, 1, bits);
    }

    /** Where a state is not said to be entered in any way. */
    static Numbers ofNoEntryMethod() {
        return new Numbers(
                "where entry_method is ACPI_CSTATE_EM_NONE", USUAL.cpus, List.of(new State(1, 0)), 0L, null, 1, 2);
    }

    /** Where the LAPIC timer runs on in these. */
    static Numbers ofReliableStates(long states) {
        String name = String.format("where lapic_timer_reliable_states is 0x%x", states);
        return new Numbers(name, USUAL.cpus, List.of(), null, states, 1, 2);
    }

    /** The number of a CPU of the machine: the usual one of those beyond. */
    long cpu(int number) {
        return number < cpus.size() ? cpus.get(number) : number;
    }

    /** Which CPU of the machine has this number; none of them gives one that is not there. */
    int machineCpu(long number, int notThere) {
        if (this == USUAL) {
            return number >= 0 && number < notThere ? (int) number : notThere;
        }
        int at = cpus.indexOf(number);
        return at < 0 ? notThere : at;
    }

    /** What an operation of the machine gave, as the code sees it. */
    long seen(BoundCall call, long result) {
        boolean isTime = call == BoundCall.DEADLINE || call == BoundCall.NOW;
        return tick == 1 || !isTime || result == 0 ? result : LATER + (result - OperationTable.DEADLINE) * tick;
    }

    /** The types of its C-states. */
    LongStream types() {
        return states.stream().mapToLong(State::type).distinct();
    }

    /** The hints of its C-states of a type. */
    LongStream hints(long type) {
        return states.stream().filter(state -> state.type() == type).mapToLong(State::hint);
    }
}
