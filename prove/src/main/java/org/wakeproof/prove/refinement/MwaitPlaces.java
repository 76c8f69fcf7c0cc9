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
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.prove.idle.Main;
import org.wakeproof.prove.idle.Mwait;

/** The places of a CPU that sleeps by mwait without a look before, and then halts, and of one that raises a softirq on it. */
final class MwaitPlaces {
    /** Cells that only such systems have, one of each CPU. */
    static final String IN_MWAIT = "in_mwait";

    /** The program of who sleeps. */
    private static final String IDLE = "idle";

    /** cli, in_mwait = 1, monitor, look, mwait in two operations, in_mwait = 0: what it has done at most where that is behind it. */
    private static final int MWAIT_OPERATIONS = 7;

    /** Procedures in whose own code nothing of the idle path is visible but softirq bits. */
    private static final Set<String> RUNNING =
            Set.of("wake-up", "do_softirq", "next softirq", "SCHEDULE softirq", PortPlaces.RAISE);

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
        }
        Operation next = innermost(stack)
                .next()
                .filter(operation -> innermost(stack).procedure().equals(IDLE))
                .orElseThrow(() -> new PortPlaces.Unmapped("no place of who sleeps by mwait", stack));
        if (next instanceof Arm) {
            return new Place(Main.SELECT, Mwait.ANNOUNCED);
        } else if (next instanceof Load && isInMwait) {
            return new Place(Main.SELECT, Mwait.WATCHING);
        } else if (next instanceof EnterMwait) {
            return new Place(Main.SELECT, Mwait.SETTLED);
        } else if (next instanceof LeaveMwait) {
            return new Place(isAsleep ? Main.C1_ASLEEP : Main.C1_AWAKE, Mwait.SETTLED);
        } else if (next instanceof Store && isInMwait) {
            return new Place(Main.C1_AWAKE, Mwait.SETTLED);
        }
        return new Place(outside(innermost(stack), next, isOn, isAsleep), Mwait.NONE);
    }

    /** The place before mwait_idle_with_hints and behind it. */
    private static Main outside(Call idle, Operation next, boolean isOn, boolean isAsleep) {
        if (next instanceof WaitForBreak) {
            return isAsleep ? Main.HALTED : Main.RUNNING;
        } else if (next instanceof EnterSleep) {
            return Main.SELECT;
        } else if (next instanceof SetInterruptFlag && !isOn) {
            return idle.results().size() <= MWAIT_OPERATIONS ? Main.C1_AWAKE : Main.TURN_BACK;
        }
        return isOn ? Main.RUNNING : Main.LOOK;
    }

    private static Call innermost(List<Call> stack) {
        return stack.get(stack.size() - 1);
    }
}
