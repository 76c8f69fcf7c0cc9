// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.SplittableRandom;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** The part of a random program whose cells change hands: selected locks, what a CPU runs, a lock of one owner. */
final class RandomOwnership {
    private final PerCpu<SpinLock> locks;
    private final Word selector;
    private final Word chosen;
    private final Word shown;
    private final boolean isSelectorProtected;
    private final Word free;
    private final PerCpu<Word> running;
    private final Word register;
    private final PerCpu<SpinLock> ownLock;
    private final PerCpu<Word> kept;
    private final Machine machine;

    RandomOwnership(Machine machine, SplittableRandom random) {
        this.machine = machine;
        locks = machine.perCpu(cpu -> machine.lock("selected" + cpu));
        selector = machine.word("selector", machine.cpuCount() - 1, 0);
        isSelectorProtected = random.nextBoolean();
        if (isSelectorProtected) {
            selector.writtenUnder(selector, locks);
        }
        chosen = machine.word("chosen", 1, 0).guardedBy(selector, locks);
        shown = machine.word("chosen, shown", 1, 0).writtenUnder(selector, locks);
        free = machine.word("free", 1, 1);
        running = machine.perCpu(cpu -> machine.word("running" + cpu, 1, 0).writtenBy(cpu));
        register = machine.word("register", 1, 0).ownedByRunner(running, 1);
        ownLock = machine.perCpu(cpu -> machine.lock("own lock" + cpu).ownedBy(cpu));
        kept = machine.perCpu(cpu -> machine.word("kept" + cpu, 1, 0).guardedBy(ownLock.of(cpu)));
    }

    /** One of the things to do; most are done as the declarations want it, some are not. Tells whether to skip the next. */
    boolean run(int operand, int way) {
        int value = operand & 1;
        switch (way) {
            case 0, 1 -> work(value);
            case 2 -> select(value, isSelectorProtected);
            case 3 -> select(value, false);
            case 4 -> {
                return shown.load() == value;
            }
            case 5, 6 -> handOver();
            case 7, 8 -> {
                if (running.own().load() == 1) {
                    register.store(value);
                    return register.load() == operand;
                }
            }
            case 9 -> running.own().store(value);
            default -> {
                ownLock.own().lock();
                kept.own().store(value);
                ownLock.own().unlock();
            }
        }
        return false;
    }

    /** As timer_lock: which lock it is can change until it is held. */
    private void work(int value) {
        boolean flags = machine.cpu().saveInterrupts();
        int lock = selector.load();
        locks.of(lock).lock();
        if (selector.load() == lock) {
            chosen.store(value);
            shown.store(chosen.load());
            chosen.store(0);
        }
        locks.of(lock).unlock();
        machine.cpu().restoreInterrupts(flags);
    }

    private void select(int value, boolean underItsLock) {
        int to = Math.min(value, machine.cpuCount() - 1);
        if (!underItsLock) {
            selector.store(to);
            return;
        }
        int lock = selector.load();
        locks.of(lock).lock();
        if (selector.load() == lock) {
            selector.store(to);
        }
        locks.of(lock).unlock();
    }

    /** A token goes round; who has it runs. */
    private void handOver() {
        if (running.own().load() == 1) {
            running.own().store(0);
            free.store(1);
        } else if (free.compareExchange(1, 0) == 1) {
            running.own().store(1);
        }
    }
}
