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

    /** How many ways a choice can turn out at most. */
    public static final int MAX_CHOICES = 1 << 25;

    private static final Kind[] KINDS = Kind.values();
    private static final int CPU_SHIFT = 25;
    private static final int KIND_SHIFT = 28;
    /** A CPU's number has its lowest three bits in front of the kind, and its fourth behind: recorded numbers stay. */
    private static final int LOW_CPUS = 1 << KIND_SHIFT - CPU_SHIFT;

    private static final int HIGH_CPU_SHIFT = 30;
    private static final int KIND_MASK = (1 << HIGH_CPU_SHIFT - KIND_SHIFT) - 1;

    private Step() {}

    /** A CPU carries out its next operation, which turns out in this way, from 0 to {@link #MAX_CHOICES} - 1. */
    public static int operation(int cpu, int choice) {
        return number(Kind.OPERATION, cpu, choice);
    }

    /** A CPU takes an interrupt. */
    public static int interrupt(int cpu, int vector) {
        return number(Kind.INTERRUPT, cpu, vector);
    }

    /** An event happens. */
    public static int event(int index) {
        return number(Kind.EVENT, 0, index);
    }

    private static int number(Kind kind, int cpu, int detail) {
        if (cpu < 0 || cpu >= Machine.MAX_CPUS || detail < 0 || detail >= MAX_CHOICES) {
            throw new IllegalArgumentException("no step: " + kind + " of CPU" + cpu + ", " + detail);
        }
        return cpu / LOW_CPUS << HIGH_CPU_SHIFT | kind.ordinal() << KIND_SHIFT | cpu % LOW_CPUS << CPU_SHIFT | detail;
    }

    /** Whether a number can be that of a step, of whichever machine. */
    public static boolean isStep(int number) {
        return number >= 0 && (number >>> KIND_SHIFT & KIND_MASK) < KINDS.length;
    }

    /** What kind of step it is. */
    public static Kind kind(int step) {
        return KINDS[step >>> KIND_SHIFT & KIND_MASK];
    }

    /** The CPU, of an operation or an interrupt. */
    public static int cpu(int step) {
        return (step >>> HIGH_CPU_SHIFT) * LOW_CPUS + (step >>> CPU_SHIFT & LOW_CPUS - 1);
    }

    /** The choice, vector or event number. */
    public static int detail(int step) {
        return step & MAX_CHOICES - 1;
    }
}
