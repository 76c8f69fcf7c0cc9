// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** Which step is taken from a state, as a number: who takes it, and how what the machine leaves open turns out. */
public final class Step {
    /** The kinds of step. */
    public enum Kind {
        /** A CPU carries out its next operation. */
        OPERATION,
        /** A CPU takes an interrupt. */
        INTERRUPT,
        /** A device, the clock or the outside world acts. */
        EVENT
    }

    private static final Kind[] KINDS = Kind.values();

    private Step() {}

    /** A CPU carries out its next operation, which turns out in this way. */
    public static int operation(int cpu, int choice) {
        return cpu << 16 | choice;
    }

    /** A CPU takes an interrupt. */
    public static int interrupt(int cpu, int vector) {
        return 1 << 24 | cpu << 16 | vector;
    }

    /** An event happens. */
    public static int event(int index) {
        return 2 << 24 | index;
    }

    /** Whether a number can be that of a step, of whichever machine. */
    public static boolean isStep(int number) {
        return number >= 0 && number >>> 24 < KINDS.length;
    }

    /** What kind of step it is. */
    public static Kind kind(int step) {
        return KINDS[step >>> 24];
    }

    /** The CPU, of an operation or an interrupt. */
    public static int cpu(int step) {
        return step >>> 16 & 0xff;
    }

    /** The choice, vector or event number. */
    public static int detail(int step) {
        return step & 0xffff;
    }
}
