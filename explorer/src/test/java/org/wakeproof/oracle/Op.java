// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

/** What a line of a body does. {@code at} and {@code other} are words or times, {@code a} and {@code b} numbers. */
enum Op {
    /** Loads the word {@code at}. */
    LOAD,
    /** Stores {@code a} in the word {@code at}. */
    STORE,
    /** Stores the argument's lowest bit in the word {@code at}. */
    STORE_ARGUMENT,
    /** Stores the last result's lowest bit in the word {@code at}. */
    STORE_RESULT,
    /** Locked: sets bit {@code a} of {@code at}; the result is whether it was set. */
    TEST_AND_SET,
    /** Locked: clears bit {@code a} of {@code at}; the result is whether it was set. */
    TEST_AND_CLEAR,
    /** Locked: sets bit {@code a} of {@code at}. */
    SET_BIT,
    /** Locked: clears bit {@code a} of {@code at}. */
    CLEAR_BIT,
    /** Locked: adds {@code a} to {@code at}; the result is the sum. */
    ADD,
    /** Locked: stores {@code b} in {@code at} if that is {@code a}; the result is what it was. */
    COMPARE_EXCHANGE,
    /** Sets bit {@code a} of {@code at} and reads {@code other}, locked if it was clear; the result is the old bit, and above it the other. */
    SET_BESIDE,
    /** Waits until {@code at} is {@code a}. */
    AWAIT,
    /** Waits until {@code at} is not {@code a}. */
    AWAIT_OTHER,
    FENCE,
    /** The result is any of 0 to {@code a - 1}. */
    CHOOSE,
    /** Breaks an assertion. */
    BUG,
    /** Takes lock {@code a}. */
    LOCK,
    /** Takes lock {@code a} if it is free; the result is whether it was. */
    TRY_LOCK,
    /** Releases lock {@code a}. */
    UNLOCK,
    CLI,
    STI,
    /** Turns interrupts off and remembers whether they were on. */
    SAVE,
    /** Turns interrupts on if the last SAVE found them on. */
    RESTORE,
    /** Sends vector {@code b} to the CPUs of the mask {@code a}. */
    IPI,
    /** Sleeps in the state {@code a} of {@link Doze}. */
    SLEEP,
    /** {@code hlt} alone, in the state {@code a} of {@link Doze}. */
    HALT,
    /** Runs the guest, which has a next instruction if {@code a} is 1; the result is whether that is next. */
    GUEST,
    /** Does nothing more. */
    STOP,
    /** Arms the CPU's monitor; in vain if {@code a} is 1. */
    ARM,
    DISARM,
    /** Sleeps on the monitor in the state {@code a} of {@link Doze}. */
    MWAIT,
    /** {@code sti;mwait;cli} in the state {@code a} of {@link Doze}. */
    STI_MWAIT,
    /** Stores in the time {@code at} now and {@code b} ticks, or 0 or never, as {@code a} is 0, 1 or 2. */
    SET_TIME,
    /** Stores {@code other} and {@code a} ticks in the time {@code at}. */
    COPY_TIME,
    /** Whether the time {@code at} is before {@code other}. */
    BEFORE,
    /** Whether the time {@code at} is {@code other} or before it. */
    AT_OR_BEFORE,
    IS_ZERO,
    IS_NEVER,
    /** The time {@code at} less now. */
    MINUS_NOW,
    /** The time {@code at} less {@code other}. */
    MINUS,
    /** Calls procedure {@code a} with {@code b}; the result is its. */
    CALL,
    /** Calls procedure {@code a} with {@code b} until it returns 0. */
    REPEAT,
    /** Calls procedure {@code a} with {@code b}, then with each result, until that is negative; the result is that. */
    ITERATE,
    /** Throws the stack away and goes on with procedure {@code a} and argument {@code b}. */
    RESET
}
