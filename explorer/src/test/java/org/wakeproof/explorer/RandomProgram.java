// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.LocalApicTimer;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A small random system with everything that the machine offers: cells, locks, interrupts, sleep, time, procedures. */
final class RandomProgram {
    final Machine machine;
    final Word x;
    final Word y;
    /** Guarded by {@link #lock}; a property may read it where that is free. */
    final Word kept;

    final SpinLock lock;
    private final Word inside;
    private final Word fixed;
    private final Word shown;
    private final SpinLock second;
    private final SpinLock other;
    private final PerCpu<Word> own;
    private final PerCpu<Word> published;
    private final LocalApicTimer apicTimer;
    private final Vector kick;
    private final TimeCell deadline;
    private final HpetComparator comparator;
    private final PerCpu<TimeCell> local;
    private final Procedure helper;
    private final RandomOwnership ownership;
    private final RandomTimes times;

    RandomProgram(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int cpus = 1 + random.nextInt(2);
        boolean timed = random.nextBoolean();
        machine = timed ? new Machine(cpus, 2, random.nextInt(2), 1) : new Machine(cpus);
        x = machine.mask("x", 2);
        y = machine.word("y", 3, 0);
        lock = machine.lock("lock");
        inside = machine.word("inside", 3, 0).guardedBy(lock);
        kept = machine.word("kept", 3, 0).guardedBy(lock);
        fixed = machine.word("fixed", 3, random.nextInt(4)).readOnly();
        shown = machine.word("shown", 3, 0).writtenUnder(lock);
        second = machine.lock("second");
        other = machine.lock("other").tried();
        own = machine.perCpu(cpu -> machine.word("own" + cpu, 1, 0).ownedBy(cpu));
        published = machine.perCpu(cpu -> machine.word("published" + cpu, 1, 0).writtenBy(cpu));
        int handling = random.nextInt(8);
        kick = machine.vector("kick", () -> handle(handling));
        ownership = new RandomOwnership(machine, random);
        times = timed ? new RandomTimes(machine) : null;
        deadline = machine.time("deadline", Instant.zero());
        apicTimer = timed ? new LocalApicTimer(machine, kick) : null;
        comparator = timed ? new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 0, kick) : null;
        helper = machine.function("helper", this::help);
        local = helper.timeVariable("sample");
        local.all().forEach(TimeCell::sampleOfNow);
        for (int cpu = 0; cpu < cpus; cpu++) {
            List<int[]> code = code(random);
            boolean again = random.nextInt(3) == 0;
            Procedure round = machine.function("round" + cpu, () -> {
                run(code);
                return again ? Procedure.AGAIN : Procedure.STOP;
            });
            machine.boot(cpu, random.nextBoolean(), machine.procedure("main" + cpu, () -> round.repeat()));
        }
        machine.seal();
        if (timed && random.nextInt(3) == 0) {
            machine.clock().urge((state, cpu) -> cpu == 1 && state.get(y.field()) == 1);
        }
    }

    private static List<int[]> code(SplittableRandom random) {
        List<int[]> code = new ArrayList<>();
        int length = 2 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            code.add(new int[] {random.nextInt(40), random.nextInt(4), random.nextInt(12)});
        }
        return code;
    }

    private int help(int argument) {
        boolean flags = lock.lockIrqsave();
        inside.store(argument);
        int sum = inside.load() + argument;
        if (comparator != null) {
            local.own().sampleNow();
            if (deadline.isBefore(local.own())) {
                deadline.set(Instant.nowPlus(1));
            }
            if (argument == 1) {
                apicTimer.initialCount().set(Instant.nowPlus(1));
                apicTimer.mask().store(0);
            }
        }
        inside.store(0);
        lock.unlockIrqrestore(flags);
        return sum & 1;
    }

    /** Two locks in either order: what a circle of waiting CPUs is made of. */
    private void nest(int order) {
        SpinLock first = (order & 1) == 0 ? lock : second;
        SpinLock last = (order & 1) == 0 ? second : lock;
        boolean flags = first.lockIrqsave();
        last.lock();
        if (order > 1) {
            y.store(order);
        }
        kept.store(order);
        shown.store(order);
        kept.store(order ^ 1);
        last.unlock();
        first.unlockIrqrestore(flags);
    }

    /** In most programs others see what the handler does; in some it is fused with taking the interrupt. */
    private void handle(int how) {
        switch (how) {
            case 0 -> {}
            case 1 -> own.own().store(1);
            case 2, 3, 4 -> {
                second.lock();
                x.testAndSetBit(1);
                second.unlock();
            }
            default -> x.testAndSetBit(1);
        }
    }

    /** With interrupts as they are. */
    private void lockSecond(int value) {
        second.lock();
        y.store(value);
        second.unlock();
    }

    private boolean tryOther() {
        if (!other.tryLock()) {
            return true;
        }
        x.setBit(0);
        other.unlock();
        return false;
    }

    private void run(List<int[]> code) {
        boolean skip = false;
        for (int[] step : code) {
            if (skip) {
                skip = false;
                continue;
            }
            int operand = step[1];
            switch (step[0]) {
                case 0 -> skip = x.testAndSetBit(operand & 1);
                case 1 -> skip = x.testAndClearBit(operand & 1);
                case 2 -> y.store(operand);
                case 3 -> skip = y.load() == operand;
                case 4, 5 -> skip = helper.call(operand & 1) == 0;
                case 6 -> machine.cpu().disableInterrupts();
                case 7 -> machine.cpu().enableInterrupts();
                case 8 -> machine.cpu().sendIpi(1 << operand % machine.cpuCount(), kick);
                case 9 -> machine.cpu().sleep(SleepState.C1_HALT);
                case 10 -> machine.cpu().sleep(SleepState.C3);
                case 11 -> skip = machine.choose("way", 2) == 0;
                case 12 -> {
                    if (comparator == null) {
                        y.load();
                    } else {
                        comparator.match().set(Instant.nowPlus(operand & 1));
                    }
                }
                case 13, 24, 25 -> nest(operand);
                case 14 -> skip = tryOther();
                case 15 -> {
                    own.own().store(operand & 1);
                    skip = own.own().load() == 0;
                }
                case 16 -> published.own().store(operand & 1);
                case 17 -> skip = published.of(operand % machine.cpuCount()).load() == 0;
                case 18 -> {
                    if (apicTimer == null) {
                        y.load();
                    } else {
                        apicTimer.mask().store(operand & 1);
                        apicTimer.initialCount().set(Instant.nowPlus(1));
                    }
                }
                case 19 -> skip = fixed.load() == operand;
                case 20 -> machine.fence();
                case 21 -> skip = machine.cpu().runGuest((operand & 1) == 0);
                case 22 -> skip = shown.load() == operand;
                case 23 -> lockSecond(operand);
                case 26, 27 -> machine.cpu().halt();
                case 30, 31, 32, 33 -> skip = ownership.run(operand, step[2]);
                case 34, 35, 36, 37 ->
                    skip = times == null ? y.load() == operand : times.run(operand, step[2], deadline);
                default -> machine.bugOn(x.load() == 3 && step[2] % 3 == 0, "x is 3");
            }
        }
    }
}
