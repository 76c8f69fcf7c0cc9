// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.List;

/**
 * A state: values alone.
 *
 * @param memory words, then locks, which hold 0 or the number of their CPU and 1
 * @param times ticks from now, or {@link Ticks#NONE} or {@link Ticks#NEVER}
 * @param signalled comparators that have matched, and whose interrupt is on its way
 * @param happened which happenings have
 */
record World(
        List<Integer> memory, List<Integer> times, List<Boolean> signalled, List<Boolean> happened, List<Core> cores) {

    /** A CPU. The stack's last frame is the innermost; it is empty once the CPU's program is over. */
    record Core(boolean interruptsOn, int requests, Doze doze, Watch watch, List<Frame> stack, List<Buffered> buffer) {}

    /** A CPU's monitor. */
    enum Watch {
        IDLE,
        ARMED,
        WAITING,
        DEAF,
        TRIGGERED
    }

    /** A store that has not reached memory. */
    record Buffered(int place, int value) {}

    /**
     * An activation of a procedure or handler.
     *
     * @param code which body
     * @param at the line that is next
     * @param part which operation of that line is next
     * @param result of the last line
     * @param saved whether the last SAVE found interrupts on
     * @param history what all its operations and calls have resulted in so far: code is told apart by nothing else
     */
    record Frame(Code code, int at, int part, int result, boolean saved, List<Integer> history) {
        static Frame entering(Code code) {
            return new Frame(code, 0, 0, 0, false, List.of());
        }
    }

    /** A handler, or a procedure with its argument. */
    record Code(boolean handler, int number, int argument) {}
}
