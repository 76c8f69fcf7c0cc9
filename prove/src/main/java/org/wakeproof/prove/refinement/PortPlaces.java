// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.wakeproof.prove.idle.Handler;
import org.wakeproof.prove.idle.Main;
import org.wakeproof.prove.idle.Top;

/**
 * Which place of the idle path a CPU of the ports is at: by the procedures on its call stack, and by what is next in the
 * innermost one. A place that is not here is an error, and none is taken for another.
 */
final class PortPlaces {
    /** A place of the ports that is at none of the system's. */
    static final class Unmapped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unmapped(String what, List<Call> stack) {
            super(what + ": "
                    + stack.stream()
                            .map(call -> call.procedure() + call.arguments() + call.results())
                            .collect(Collectors.joining(" > "))
                    + (stack.isEmpty()
                            ? ""
                            : " next " + stack.get(stack.size() - 1).next().map(Object::toString)));
        }
    }

    /** Flips a bit of another CPU, and interrupts it then. */
    static final String RAISE = "cpu_raise_softirq";

    /** Flips a bit of several CPUs, one after the other, and interrupts all of them then. */
    static final String RAISE_ALL = "cpumask_raise_softirq";

    private static final String ENTER = "hpet_broadcast_enter";
    private static final String EXIT = "hpet_broadcast_exit";
    private static final String ROUND = "do_IRQ round";
    private static final String BROADCAST = "handle_hpet_broadcast";
    private static final String NEXT_EVENT = "hpet_next_event";
    private static final String SLEEP = "acpi_processor_idle sleep";
    private static final String ENTRY = "acpi_processor_idle entry";
    private static final String SOFTIRQ_PENDING = "softirq_pending";

    /** The interrupts that wake CPUs whose LAPIC timer stands still. */
    private static final Set<String> DEVICES = Set.of("irq HPET", PitPlaces.INTERRUPT);

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

    /** What runs on a CPU: its main program, below the handlers that interrupted it. */
    static List<List<Call>> contexts(List<Call> stack) {
        List<List<Call>> contexts = new ArrayList<>(List.of(new ArrayList<>()));
        for (Call call : stack) {
            if (call.isHandler()) {
                contexts.add(new ArrayList<>());
            }
            contexts.get(contexts.size() - 1).add(call);
        }
        return contexts;
    }

    private static boolean has(List<Call> stack, String procedure) {
        return find(stack, procedure) != null;
    }

    /** The call of a procedure; do_IRQ's round has the name of its interrupt before its own. */
    private static Call find(List<Call> stack, String procedure) {
        return stack.stream()
                .filter(call -> call.procedure().equals(procedure)
                        || procedure.equals(ROUND) && call.procedure().endsWith(ROUND))
                .findFirst()
                .orElse(null);
    }

    private static Call innermost(List<Call> stack) {
        return stack.get(stack.size() - 1);
    }

    private static Operation next(List<Call> stack) {
        return innermost(stack).next().orElseThrow(() -> new Unmapped("waits for a call", stack));
    }

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
        throw new Unmapped("no place of the main program", stack);
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
            throw new Unmapped("below the sleep", stack);
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
        throw new Unmapped("no place of enter", stack);
    }

    /** Whether hpet_next_event has written the comparator. */
    private static boolean isWritten(List<Call> stack) {
        return next(stack) instanceof TimeSinceNow
                || find(stack, NEXT_EVENT).results().size() > 3;
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
            throw new Unmapped("exit arms the comparator", stack);
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
        throw new Unmapped("no place of exit", stack);
    }

    /** Whether the handler of the HPET or of the PIT is in its loop over the mask, somewhere on a CPU. */
    static boolean isBroadcasting(List<Call> stack) {
        return has(stack, BROADCAST) || has(stack, PitPlaces.BROADCAST);
    }

    /** Whether a handler's context is the part of do_IRQ that one CPU at a time is in, or behind it. */
    static boolean isInHandler(List<Call> context) {
        return DEVICES.contains(context.get(0).procedure())
                && (has(context, ROUND)
                        || context.get(0).results().size() >= 4
                        || context.get(0).results().size() == 3 && next(context) instanceof Store);
    }

    /** The place of a handler's context that {@link #isInHandler}. */
    static Handler handler(List<Call> stack) {
        if (has(stack, BROADCAST)) {
            return broadcast(stack);
        }
        Operation next = next(stack);
        if (PitPlaces.isIts(stack)) {
            return PitPlaces.handler(stack, next).orElseGet(() -> doIrq(stack, next));
        }
        return doIrq(stack, next);
    }

    private static Handler doIrq(List<Call> stack, Operation next) {
        if (!has(stack, ROUND)) {
            if (next instanceof Store) {
                return stack.get(0).results().size() == 3 ? Handler.BEGIN : Handler.DONE;
            }
            return next instanceof Load ? Handler.DONE : next instanceof Release ? Handler.OUT : Handler.NONE;
        }
        int done = find(stack, ROUND).results().size();
        if (next instanceof Load || next instanceof Store) {
            return Handler.ROUND;
        } else if (next instanceof Release) {
            return done == 2 ? Handler.HAND_OVER : Handler.UNLOCK;
        } else if (next instanceof SetInterruptFlag || next instanceof Acquire) {
            return done <= 5 ? Handler.ENTRY : Handler.LEAVE;
        }
        throw new Unmapped("no place of do_IRQ", stack);
    }

    private static Handler broadcast(List<Call> stack) {
        Call broadcast = find(stack, BROADCAST);
        if (has(stack, NEXT_EVENT)) {
            return isWritten(stack) ? Handler.WROTE : Handler.COMPARATOR;
        } else if (has(stack, "reprogram_hpet_evt_channel")) {
            return Handler.REARM;
        }
        int done = broadcast.results().size();
        if (done < 3) {
            return done == 0 ? Handler.FORGET : done == 1 ? Handler.LOCAL : Handler.SAMPLE;
        }
        return innermost(stack) == broadcast && (next(stack) instanceof LoadTime || next(stack) instanceof StoreTime)
                ? Handler.REARM
                : Handler.SCAN;
    }

    /** The place of a handler's context that is not {@link #isInHandler}. */
    static Top top(List<Call> context) {
        String handler = context.get(0).procedure();
        Operation next = next(context);
        switch (handler) {
            case "irq event check", "irq device":
                return Top.NONE;
            case "irq local timer":
                return next instanceof AtomicUpdate ? Top.LAPIC : Top.NONE;
            case "irq HPET", PitPlaces.INTERRUPT:
                if (next instanceof Acquire) {
                    return Top.IRQ_LOCK;
                }
                return next instanceof Release
                        ? Top.IRQ_OUT
                        : next instanceof Load || next instanceof Store ? Top.IRQ_PEND : Top.NONE;
            default:
                throw new Unmapped("no place of interrupts", context);
        }
    }

    /** What the handler that scans has found so far. */
    record Scan(int scanned, int expired, int raised) {}

    /** The same for a context at {@link Handler#SCAN}. */
    static Scan scan(List<Call> context, int cpu, int cpumask) {
        Call finding = find(context, "find expired events");
        if (finding != null) {
            return finding(finding);
        }
        Call broadcast = find(context, BROADCAST);
        if (broadcast.results().size() < 4) {
            throw new Unmapped("no scan", context);
        }
        int expired = broadcast.results().get(3);
        boolean isOwnDone = broadcast.results().size() > 4;
        Call raising = find(context, RAISE_ALL);
        if (raising == null) {
            boolean isRaised = broadcast.results().size() > ((expired >>> cpu & 1) != 0 ? 5 : 4);
            int others = expired & ~(1 << cpu);
            int own = isOwnDone ? 0 : expired & 1 << cpu;
            return new Scan(cpumask, isRaised ? 0 : own | others, 0);
        }
        return raising(raising, cpumask);
    }

    /** What cpumask_raise_softirq has not raised yet, and what it has and is to interrupt. */
    static Scan raising(Call raising, int scanned) {
        int left = raising.arguments().get(0);
        int raised = 0;
        for (int answer : raising.results()) {
            int first = Integer.numberOfTrailingZeros(left);
            if (first < Integer.SIZE) {
                left &= ~(1 << first);
                raised |= answer == 0 ? 1 << first : 0;
            }
        }
        return new Scan(scanned, left, raised);
    }

    private static Scan finding(Call finding) {
        int scanned = 0;
        int expired = 0;
        List<Integer> results = finding.results();
        int mask = results.isEmpty() ? 0 : results.get(0);
        int at = 1;
        for (int cpu = 0; cpu < Integer.SIZE && at < results.size(); cpu++) {
            if ((mask >>> cpu & 1) == 0) {
                continue;
            }
            // Comparisons answer 0 for before, 1 for equal, 2 for after.
            if (results.get(at++) <= 1) {
                scanned |= 1 << cpu;
                expired |= 1 << cpu;
            } else if (at < results.size()) {
                boolean isEarliest = results.get(at++) == 0;
                if (!isEarliest || at++ < results.size()) {
                    scanned |= 1 << cpu;
                }
            }
        }
        return new Scan(scanned, expired, 0);
    }
}
