// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import static org.wakeproof.prove.refinement.Calls.NEXT_EVENT;
import static org.wakeproof.prove.refinement.Calls.find;
import static org.wakeproof.prove.refinement.Calls.has;
import static org.wakeproof.prove.refinement.Calls.innermost;
import static org.wakeproof.prove.refinement.Calls.isWritten;
import static org.wakeproof.prove.refinement.Calls.next;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.CpuOperation.EnterSleep;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.CpuOperation.WaitForBreak;
import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.LockOperation.Release;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.machine.TimeOperation.CompareTime;
import org.wakeproof.machine.TimeOperation.IsTime;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.machine.TimeOperation.TimeSinceNow;
import org.wakeproof.prove.idle.Main;

/**
 * Which place of the idle path the main program of a CPU is at: by the procedures on its call stack, and by what is next in the
 * innermost one. A place that is not here is an error, and none is taken for another.
 */
final class PortPlaces {
    private static final String ENTER = "hpet_broadcast_enter";
    private static final String EXIT = "hpet_broadcast_exit";
    private static final String SLEEP = "acpi_processor_idle sleep";
    private static final String ENTRY = "acpi_processor_idle entry";
    private static final String SOFTIRQ_PENDING = "softirq_pending";

    /** Procedures in whose own code nothing of the idle path is visible but softirq bits, which may be raised. */
    private static final Set<String> RUNNING = Set.of(
            "boot0",
            "boot1",
            "boot2",
            "idle_loop",
            "idle_loop round",
            "acpi_processor_idle",
            ENTRY,
            SOFTIRQ_PENDING,
            "do_softirq",
            "next softirq",
            "timer_softirq_action",
            "TIMER softirq");

    private PortPlaces() {}

    /**
     * The place of the main program.
     *
     * @param isOn whether interrupts are on, or were when a handler came on top
     * @param isAsleep whether the CPU sleeps
     * @param isShared whether the channel is shared, and has an owner
     */
    static Main main(List<Call> stack, boolean isOn, boolean isAsleep, boolean isShared) {
        if (stack.isEmpty()) {
            return Main.RUNNING;
        }
        if (has(stack, ENTER)) {
            return isShared ? enterShared(stack) : enter(stack);
        } else if (has(stack, EXIT)) {
            return isShared ? exitShared(stack) : exit(stack, 0);
        } else if (has(stack, "timer_softirq_action")) {
            return timerSoftirq(stack);
        } else if (has(stack, SLEEP)) {
            return sleep(stack, isAsleep);
        }
        Operation next = next(stack);
        String here = innermost(stack).procedure();
        if (!isOn && here.equals(SOFTIRQ_PENDING) && has(stack, ENTRY)) {
            return Main.LOOK;
        } else if (!isOn && here.equals(ENTRY) && next instanceof SetInterruptFlag) {
            return Main.TURN_BACK;
        } else if (next instanceof Choose && here.equals("acpi_processor_idle")) {
            return Main.SELECT;
        } else if (RUNNING.contains(here) || has(stack, "set_timer") || has(stack, "stop_timer")) {
            return Main.RUNNING;
        }
        throw new Calls.Unmapped("no place of the main program", stack);
    }

    private static Main timerSoftirq(List<Call> stack) {
        Call action = find(stack, "timer_softirq_action");
        if (has(stack, "reprogram_timer")) {
            return next(stack) instanceof StoreTime
                            && find(stack, "reprogram_timer").results().get(0) > 0
                            && find(stack, "reprogram_timer").results().get(0) != Integer.MAX_VALUE
                    ? Main.TIMER_PROGRAM
                    : Main.TIMER_REPROGRAM;
        }
        if (innermost(stack) == action) {
            Operation next = next(stack);
            if (next instanceof AtomicUpdate) {
                return Main.TIMER_RAISE;
            } else if (next instanceof Release || next instanceof SetInterruptFlag flag && flag.enable()) {
                return Main.RUNNING;
            }
        }
        return Main.TIMER_SOFTIRQ;
    }

    private static Main sleep(List<Call> stack, boolean isAsleep) {
        Call sleep = innermost(stack);
        if (!sleep.procedure().equals(SLEEP)) {
            throw new Calls.Unmapped("below the sleep", stack);
        }
        boolean isShallow = sleep.arguments().get(0) == 0;
        Operation next = next(stack);
        if (!isShallow && PitPlaces.main(sleep, next).isPresent()) {
            return PitPlaces.main(sleep, next).get();
        }
        if (next instanceof WaitForBreak) {
            return isShallow ? isAsleep ? Main.C1_ASLEEP : Main.C1_AWAKE : isAsleep ? Main.C3_ASLEEP : Main.C3_AWAKE;
        }
        // The call of enter, two fences, the sleep; C1 has no call.
        boolean isBefore = next instanceof EnterSleep || sleep.results().size() <= (isShallow ? 2 : 3);
        if (isBefore) {
            return isShallow ? Main.SELECT : Main.C3_ENTER;
        }
        return isShallow ? Main.C1_AWAKE : Main.C3_AWAKE;
    }

    private static Main enter(List<Call> stack) {
        if (has(stack, NEXT_EVENT)) {
            return isWritten(stack) ? Main.ENTER_WROTE : Main.ENTER_COMPARATOR;
        } else if (has(stack, "reprogram_hpet_evt_channel")) {
            return Main.ENTER_WRITE;
        }
        Operation next = next(stack);
        if (next instanceof Acquire) {
            return Main.SELECT;
        } else if (next instanceof Store) {
            return Main.ENTER_MASK;
        } else if (next instanceof AtomicUpdate) {
            return Main.ENTER_BIT;
        } else if (next instanceof CompareTime) {
            return Main.ENTER_COMPARE;
        } else if (next instanceof LoadTime || next instanceof StoreTime) {
            return Main.ENTER_WRITE;
        } else if (next instanceof Release) {
            return Main.ENTER_UNLOCK;
        }
        throw new Calls.Unmapped("no place of enter", stack);
    }

    private static Main enterShared(List<Call> stack) {
        if (has(stack, "hpet_get_channel")) {
            return SharedPlaces.claiming(next(stack));
        } else if (has(stack, NEXT_EVENT) || has(stack, "reprogram_hpet_evt_channel")) {
            return enter(stack);
        }
        return SharedPlaces.enter(find(stack, ENTER), next(stack)).orElseGet(() -> enter(stack));
    }

    private static Main exitShared(List<Call> stack) {
        Call exit = find(stack, EXIT);
        if (exit.results().isEmpty()) {
            return Main.EXIT_LOCK;
        } else if (has(stack, NEXT_EVENT) || has(stack, "reprogram_hpet_evt_channel")) {
            return exit(stack, 1);
        }
        return SharedPlaces.exit(exit, next(stack)).orElseGet(() -> exit(stack, 1));
    }

    /** The place in exit, where so much is done before the lock is taken. */
    private static Main exit(List<Call> stack, int before) {
        Call exit = find(stack, EXIT);
        Operation next = next(stack);
        if (has(stack, NEXT_EVENT)) {
            throw new Calls.Unmapped("exit arms the comparator", stack);
        } else if (has(stack, "reprogram_hpet_evt_channel")) {
            return next instanceof StoreTime store && store.cell().name().endsWith("comparator")
                    ? Main.EXIT_DISARM
                    : Main.EXIT_FORGET;
        }
        int done = exit.results().size();
        if (next instanceof SetInterruptFlag flag) {
            return flag.enable() ? Main.RUNNING : Main.EXIT_LOCK;
        } else if (next instanceof Acquire) {
            return Main.EXIT_LOCK;
        } else if (next instanceof Release) {
            return Main.EXIT_UNLOCK;
        } else if (next instanceof AtomicUpdate update) {
            return update.cell().name().startsWith("softirq_pending") ? Main.EXIT_RAISE : Main.EXIT_BIT;
        } else if (next instanceof Store) {
            return Main.EXIT_UNMASK;
        } else if (next instanceof TimeSinceNow) {
            return Main.EXIT_REPROGRAM;
        } else if (next instanceof Load || next instanceof IsTime) {
            return Main.EXIT_EMPTY;
        } else if (next instanceof StoreTime store && store.cell().name().startsWith("TMICT")) {
            if (done == 3 + before) {
                return Main.EXIT_TURN_OFF;
            }
            int expire = exit.results().get(5 + before);
            return expire > 0 && expire != Integer.MAX_VALUE ? Main.EXIT_PROGRAM : Main.EXIT_REPROGRAM;
        } else if (next instanceof StoreTime) {
            return Main.EXIT_FORGET;
        }
        throw new Calls.Unmapped("no place of exit", stack);
    }
}
