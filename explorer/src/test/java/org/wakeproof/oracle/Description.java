// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.List;

/**
 * A closed system as data. Words and times are numbered through: words that are declared, then the mask bits of the
 * local timers, one a CPU, then the enable bits of the comparators; times that are declared, then the comparators'
 * match registers, then the local timers' counts, one a CPU, then the time variables of procedures, one a CPU each.
 *
 * @param bufferDepth stores that a CPU's buffer holds; 0 for sequential consistency
 * @param boots what each CPU runs first
 */
record Description(
        int cpus,
        Timing timing,
        int bufferDepth,
        boolean x2apic,
        List<WordOf> words,
        List<LockOf> locks,
        List<TimeOf> times,
        List<Handler> handlers,
        List<Proc> procedures,
        List<Boot> boots,
        Devices devices,
        List<Question> questions) {

    /** A clock's bounds; a horizon of 0 for no clock. */
    record Timing(int horizon, int sampleAge, int past) {
        int longAgo() {
            return -Math.max(past, sampleAge + 1);
        }
    }

    /** Who may touch a word or a time. */
    enum Who {
        ANYBODY,
        /** CPU {@code of}. */
        OWNER,
        /** CPU {@code of} alone changes it. */
        WRITER,
        NOBODY_CHANGES,
        /** The holder of lock {@code of}. */
        HOLDER,
        /** The holder of lock {@code of} alone changes it. */
        HOLDER_WRITES,
        /** The holder of the lock that word {@code of} names. */
        SELECTED_HOLDER,
        /** The holder of the lock that word {@code of} names alone changes it. */
        SELECTED_HOLDER_WRITES,
        /** The CPU whose word, from {@code of} on, is {@code value}. */
        RUNNER,
        /** Anybody; it is a register of a device. */
        DEVICE;

        /** Whether everybody may read it, whoever may change it. */
        boolean isReadByAll() {
            return switch (this) {
                case OWNER, HOLDER, SELECTED_HOLDER, RUNNER -> false;
                default -> true;
            };
        }
    }

    /** A rule of access. */
    record Rule(Who who, int of, int value) {
        static Rule anybody() {
            return new Rule(Who.ANYBODY, 0, 0);
        }
    }

    /** A word; monitored by a CPU, or by none where that is -1. */
    record WordOf(int max, int initial, Rule rule, boolean saturating, int monitor) {}

    /** A lock; of one CPU, or of none where that is -1. */
    record LockOf(boolean tried, int owner) {}

    /** A time; at first 0. */
    record TimeOf(Rule rule, boolean sample) {}

    /** The handler of the vector with its number. */
    record Handler(List<Line> body, boolean early) {}

    /** What a procedure returns. */
    enum Returns {
        ZERO,
        ONE,
        LAST_BIT,
        ARGUMENT_LESS_ONE
    }

    /** A procedure, with a time variable or not. */
    record Proc(List<Line> body, Returns returns, boolean variable) {}

    /** What a CPU starts with. */
    record Boot(int procedure, boolean interruptsOn) {}

    /** A comparator, whose interrupt goes to a CPU of the mask. */
    record Comparator(int vector, int mask, boolean enableBit) {}

    /** Once: where a word is {@code when}, a device sets it to {@code then}, and sends a vector to a CPU unless that is -1. */
    record Happening(boolean external, int word, int when, int then, int vector, int cpu) {}

    /** Time waits for all that can act, other than a CPU while a word is 1. */
    record Urgency(int cpu, int word) {}

    /**
     * The devices.
     *
     * @param apic the local timers' vector, or -1 for none
     * @param pit the PIT's vector, or -1 for none
     * @param urgency null for none
     */
    record Devices(List<Comparator> comparators, int apic, int pit, List<Happening> happenings, Urgency urgency) {}

    boolean isTimed() {
        return timing.horizon() > 0;
    }

    /** The number of the first local timer's mask bit. */
    int apicMasks() {
        return words.size();
    }

    /** The number of a comparator's enable bit. */
    int enableBit(int comparator) {
        int before = (int) devices.comparators().subList(0, comparator).stream()
                .filter(Comparator::enableBit)
                .count();
        return words.size() + (devices.apic() < 0 ? 0 : cpus) + before;
    }

    /** The number of a comparator's match register. */
    int match(int comparator) {
        return times.size() + comparator;
    }

    /** The number of the first local timer's count. */
    int counts() {
        return times.size() + devices.comparators().size();
    }

    /** The number of the first CPU's time variable of a procedure. */
    int variable(int procedure) {
        int before = (int)
                procedures.subList(0, procedure).stream().filter(Proc::variable).count();
        return counts() + (devices.apic() < 0 ? 0 : cpus) + before * cpus;
    }

    @Override
    public String toString() {
        return new Listing(this).text();
    }
}
