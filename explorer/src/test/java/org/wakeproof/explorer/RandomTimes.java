// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;

/** The part of a random program that works with times: every operation on them, on samples and on what is no sample. */
final class RandomTimes {
    private final PerCpu<TimeCell> mine;
    private final PerCpu<TimeCell> other;
    private final PerCpu<TimeCell> sample;

    RandomTimes(Machine machine) {
        mine = machine.perCpu(cpu -> machine.time("mine" + cpu, Instant.now()).ownedBy(cpu));
        other = machine.perCpu(
                cpu -> machine.time("other" + cpu, Instant.nowPlus(1)).ownedBy(cpu));
        sample = machine.perCpu(
                cpu -> machine.time("sample" + cpu, Instant.zero()).ownedBy(cpu).sampleOfNow());
    }

    /** One of the things to do. Tells whether to skip the next. */
    boolean run(int operand, int way, TimeCell deadline) {
        TimeCell one = operand % 2 == 0 ? mine.own() : sample.own();
        TimeCell two = operand < 2 ? other.own() : mine.own();
        switch (way) {
            case 0, 1 -> sample.own().sampleNow();
            case 2, 3 -> sample.own().set(operand == 3 ? Instant.never() : Instant.zero());
            case 4 -> one.copyFrom(two, operand - 2);
            case 5 -> two.copyFrom(sample.own(), operand & 1);
            case 6 -> one.set(Instant.nowPlus(operand - 2));
            case 7 -> {
                return one.isBefore(two);
            }
            case 8 -> {
                return one.minus(two) == 1;
            }
            case 9 -> {
                return two.minusNow() == operand - 1;
            }
            case 10 -> {
                return two.isAtOrBefore(deadline);
            }
            default -> {
                return one.isNever() || two.isZero();
            }
        }
        return false;
    }
}
