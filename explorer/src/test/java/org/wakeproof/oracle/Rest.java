// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import org.wakeproof.oracle.World.Watch;

/** Sleep, monitor and guest of a CPU. */
final class Rest {
    private final Memory memory;
    private final int cpu;
    private final Draft.Processor core;

    Rest(Memory memory, int cpu, Draft.Processor core) {
        this.memory = memory;
        this.cpu = cpu;
        this.core = core;
    }

    private boolean enters() {
        return core.top().part() == 0;
    }

    /** Whether a line of several operations goes on behind its first. */
    boolean enabled(Line line) {
        return switch (line.op()) {
            case SLEEP, HALT, MWAIT, STI_MWAIT -> core.top().part() == 2 || isOver();
            case GUEST -> line.a() == 1 || core.doze != Doze.GUEST;
            default -> true;
        };
    }

    /** Whether nothing keeps the CPU asleep. */
    private boolean isOver() {
        return !core.doze.isSleep() || isBroken(core.doze);
    }

    /** Whether an interrupt ends a sleep that the CPU does not take: masked, and the sleep is not that of {@code hlt}. */
    private boolean isBroken(Doze doze) {
        return !doze.isHalt() && core.requests != 0 && !core.interruptsOn;
    }

    int execute(Line line) {
        return switch (line.op()) {
            case SLEEP -> enters() ? sleep(Doze.numbered(line.a())) : wakeUp();
            case HALT -> enters() ? fallAsleep(Doze.numbered(line.a())) : wakeUp();
            case GUEST -> enters() ? enterGuest() : leaveGuest();
            case MWAIT -> enters() ? mwait(Doze.numbered(line.a()), false) : endMwait();
            case STI_MWAIT -> stiMwait(line);
            case ARM -> watch(line.a() == 1 ? Watch.DEAF : Watch.ARMED);
            case DISARM -> {
                Memory.trigger(core);
                yield 0;
            }
            default -> throw new IllegalArgumentException(line.toString());
        };
    }

    private int watch(Watch watch) {
        core.watch = watch;
        return 0;
    }

    /** With {@code sti} in front where it is {@code hlt}; both are one. */
    private int sleep(Doze doze) {
        checkHoldsNothing();
        core.interruptsOn |= doze.isHalt();
        return fallAsleep(doze);
    }

    private int fallAsleep(Doze doze) {
        checkHoldsNothing();
        if (isBroken(doze)) {
            return 0;
        }
        core.doze = doze;
        return 1;
    }

    private void checkHoldsNothing() {
        if (memory.holdsAny(cpu)) {
            throw new Breach(Breach.Rule.LOCKING);
        }
    }

    private int wakeUp() {
        core.doze = Doze.AWAKE;
        return 0;
    }

    private int enterGuest() {
        core.interruptsOn = true;
        core.doze = Doze.GUEST;
        return 0;
    }

    private int leaveGuest() {
        if (core.doze != Doze.GUEST) {
            return 0;
        }
        core.interruptsOn = false;
        core.doze = Doze.AWAKE;
        return 1;
    }

    private int stiMwait(Line line) {
        if (core.top().part() == 2) {
            int before = core.interruptsOn ? 1 : 0;
            core.interruptsOn = false;
            return before;
        }
        return enters() ? mwait(Doze.numbered(line.a()), true) : endMwait();
    }

    /** Falls asleep: 1; does not, as an interrupt is pending: 0; or as the monitor has seen a store, or nobody armed it: 2. */
    private int mwait(Doze doze, boolean turnsInterruptsOn) {
        checkHoldsNothing();
        core.interruptsOn |= turnsInterruptsOn;
        if (isBroken(doze)) {
            return 0;
        }
        if (core.watch != Watch.ARMED && core.watch != Watch.DEAF) {
            return 2;
        }
        if (core.watch == Watch.ARMED) {
            core.watch = Watch.WAITING;
        }
        core.doze = doze;
        return 1;
    }

    private int endMwait() {
        core.doze = Doze.AWAKE;
        endWatch();
        return 0;
    }

    private void endWatch() {
        if (core.watch != Watch.TRIGGERED) {
            core.watch = Watch.IDLE;
        }
    }

    /** Takes an interrupt: it is not pending any more, interrupts are off, and the CPU is awake. */
    void interrupt(int vector) {
        core.requests &= ~(1 << vector);
        core.interruptsOn = false;
        if (core.doze.isSleep()) {
            endWatch();
        }
        core.doze = Doze.AWAKE;
    }
}
