// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.CpuOperation.EnterSleep;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.CpuOperation.WaitForBreak;
import org.wakeproof.machine.MonitorOperation.Arm;
import org.wakeproof.machine.MonitorOperation.EnterMwait;
import org.wakeproof.machine.MonitorOperation.LeaveMwait;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.prove.idle.Main;
import org.wakeproof.prove.idle.Mwait;

/**
 * The places of a CPU that sleeps by mwait: once, without a look before, and then by hlt (in-mwait), or in the idle loop of
 * 2026 (mwait-protocol); and of one that raises softirqs on it, in a batch or not.
 */
final class MwaitPlaces {
    /** The program of who sleeps once. */
    private static final String IDLE = "idle";

    /** The idle handler of 2026. */
    private static final String HANDLER = "acpi_processor_idle";

    private static final String HALTABLE = "cpu_is_haltable";
    private static final String WAKER = "waker";

    /** cli, in_mwait = 1, monitor, look, mwait in two operations, in_mwait = 0: what it has done at most where that is behind it. */
    private static final int MWAIT_OPERATIONS = 7;

    /** Procedures in whose own code nothing of the idle path is visible but softirq bits. */
    private static final Set<String> RUNNING = Set.of(
            "wake-up",
            WAKER,
            "idle_loop",
            "idle_loop round",
            "do_softirq",
            "__do_softirq",
            "next softirq",
            "next softirq of some",
            "SCHEDULE softirq",
            "TIMER softirq",
            Scan.RAISE);

    private MwaitPlaces() {}

    /** A place of the main program, and of mwait_idle_with_hints. */
    record Place(Main main, Mwait mwait) {}

    /**
     * The place.
     *
     * @param isOn whether interrupts are on, or were when a handler came on top
     * @param isInMwait whether the CPU itself reads 1 in its in_mwait
     */
    static Place of(List<Call> stack, boolean isOn, boolean isAsleep, boolean isInMwait) {
        if (stack.isEmpty() || RUNNING.contains(innermost(stack).procedure())) {
            return new Place(Main.RUNNING, Mwait.NONE);
        } else if (innermost(stack).procedure().equals(HALTABLE)) {
            return new Place(Main.LOOK, Mwait.NONE);
        }
        boolean isIdle = innermost(stack).procedure().equals(IDLE);
        Operation next = innermost(stack)
                .next()
                .filter(operation -> isIdle || innermost(stack).procedure().equals(HANDLER))
                .orElseThrow(() -> new Calls.Unmapped("no place of who sleeps by mwait", stack));
        if (next instanceof LeaveMwait) {
            return new Place(isAsleep ? Main.C1_ASLEEP : Main.C1_AWAKE, Mwait.SETTLED);
        } else if (isInMwait) {
            return inMwait(stack, next);
        } else if (next instanceof WaitForBreak) {
            return new Place(isAsleep ? Main.HALTED : Main.RUNNING, Mwait.NONE);
        }
        return new Place(isIdle ? idle(innermost(stack), next, isOn) : handler(innermost(stack), isOn), Mwait.NONE);
    }

    /** Where in_mwait is set. */
    private static Place inMwait(List<Call> stack, Operation next) {
        if (next instanceof Arm) {
            return new Place(Main.SELECT, Mwait.ANNOUNCED);
        } else if (next instanceof Load) {
            return new Place(Main.SELECT, Mwait.WATCHING);
        } else if (next instanceof EnterMwait || next instanceof Choose) {
            return new Place(Main.SELECT, Mwait.SETTLED);
        } else if (next instanceof Store) {
            return new Place(Main.C1_AWAKE, Mwait.SETTLED);
        }
        throw new Calls.Unmapped("no place with in_mwait", stack);
    }

    /** Before mwait and behind it, of who sleeps once. */
    private static Main idle(Call idle, Operation next, boolean isOn) {
        if (next instanceof EnterSleep) {
            return Main.SELECT;
        } else if (next instanceof SetInterruptFlag && !isOn) {
            return idle.results().size() <= MWAIT_OPERATIONS ? Main.C1_AWAKE : Main.TURN_BACK;
        }
        return isOn ? Main.RUNNING : Main.LOOK;
    }

    /**
     * The same in the idle handler: process_pending_softirqs, cli, cpu_is_haltable, the lock of the statistics, and which way
     * to sleep, are its first results; the first look of mwait_idle_with_hints is the next one then.
     */
    private static Main handler(Call handler, boolean isOn) {
        List<Integer> results = handler.results();
        if (results.size() <= 2) {
            return Main.RUNNING;
        } else if (results.get(2) == 0) {
            return Main.TURN_BACK;
        } else if (results.size() <= 6) {
            return Main.SELECT;
        }
        boolean isHalted = results.get(5) != 0;
        if (isHalted) {
            return Main.RUNNING;
        }
        boolean isToAnnounce = results.size() == 7 && results.get(6) == 0;
        return isToAnnounce ? Main.SELECT : isOn ? Main.RUNNING : Main.C1_AWAKE;
    }

    /** Whom a CPU owes an IPI, and whom it has noted in a batch. */
    record Batch(int owed, int noted) {}

    /**
     * The same, one bit each.
     *
     * @param isBatching whether the CPU itself reads that a batch has begun
     * @param mask what it reads of its batch_mask
     */
    static Batch batch(List<Call> stack, boolean isBatching, int mask) {
        if (stack.isEmpty()) {
            return new Batch(0, mask);
        }
        Call innermost = innermost(stack);
        List<Integer> results = innermost.results();
        if (innermost.procedure().equals(Scan.RAISE)) {
            int raised = !results.isEmpty() && results.get(0) == 0
                    ? 1 << innermost.arguments().get(0)
                    : 0;
            return isBatching ? new Batch(0, mask | raised) : new Batch(raised, mask);
        } else if (!innermost.procedure().equals(WAKER) || results.size() <= 3 || mask == 0) {
            return new Batch(0, mask);
        }
        // It has looked whether anything is pending, and interrupts next if so.
        boolean isToInterrupt = results.size() == 4 && results.get(3) != 0;
        return new Batch(isToInterrupt ? mask : 0, 0);
    }

    private static Call innermost(List<Call> stack) {
        return stack.get(stack.size() - 1);
    }
}
