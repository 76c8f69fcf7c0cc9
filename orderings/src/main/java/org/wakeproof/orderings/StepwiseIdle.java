// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import static org.wakeproof.orderings.IdleStep.BROADCAST_ENTER;
import static org.wakeproof.orderings.IdleStep.BROADCAST_EXIT;
import static org.wakeproof.orderings.IdleStep.INTERRUPTS_OFF;
import static org.wakeproof.orderings.IdleStep.INTERRUPTS_ON;
import static org.wakeproof.orderings.IdleStep.ONLINE_CHECK;
import static org.wakeproof.orderings.IdleStep.PENDING_CHECK;
import static org.wakeproof.orderings.IdleStep.RESUME_TICK;
import static org.wakeproof.orderings.IdleStep.SELECT_STATE;
import static org.wakeproof.orderings.IdleStep.SLEEP;
import static org.wakeproof.orderings.IdleStep.SOFTIRQ_PASS;
import static org.wakeproof.orderings.IdleStep.SUSPEND_TICK;
import static org.wakeproof.orderings.IdleStep.TIMER_PASS;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/**
 * acpi_processor_idle as a list of steps. A step is undone on the way back only where it was done.
 *
 * <p>Left out beside what the port leaves out: trace records, the bus arbiter, and systems without C-states.
 */
final class StepwiseIdle implements Runnable {
    private static final int GIVE_UP = 0;
    private static final int GO_ON = 1;

    private final Parts parts;
    private final Machine machine;
    private final Lists lists;
    private final Map<IdleStep, Procedure> procedures = new EnumMap<>(IdleStep.class);
    private final Procedure acpiProcessorIdle;

    /**
     * What to do.
     *
     * @param entry up to the sleep
     * @param giveUp what undoes steps when a check finds that there is work
     * @param exit what undoes steps after the sleep
     */
    record Lists(List<IdleStep> entry, List<IdleStep> giveUp, List<IdleStep> exit) {}

    StepwiseIdle(Parts parts, Lists lists) {
        this.parts = parts;
        this.machine = parts.machine();
        this.lists = lists;
        acpiProcessorIdle = machine.procedure("acpi_processor_idle", this::acpiProcessorIdle);
        does(SUSPEND_TICK, parts.schedule()::schedTickSuspend);
        does(SOFTIRQ_PASS, this::softirqPass);
        does(TIMER_PASS, this::timerPass);
        does(INTERRUPTS_OFF, () -> machine.cpu().disableInterrupts());
        answers(PENDING_CHECK, state -> isSoftirqPending() ? GIVE_UP : GO_ON);
        answers(ONLINE_CHECK, state -> parts.idleLoop().isOnline() ? GO_ON : GIVE_UP);
        answers(SELECT_STATE, state -> parts.governor().select().ordinal());
        answers(
                BROADCAST_ENTER,
                state -> ifTimerStops(state, () -> parts.broadcast().lapicTimerOff()));
        answers(SLEEP, this::sleep);
        does(INTERRUPTS_ON, () -> machine.cpu().enableInterrupts());
        answers(
                BROADCAST_EXIT,
                state -> ifTimerStops(state, () -> parts.broadcast().lapicTimerOn()));
        does(RESUME_TICK, parts.schedule()::schedTickResume);
    }

    private void does(IdleStep step, Runnable action) {
        answers(step, state -> {
            action.run();
            return GO_ON;
        });
    }

    private void answers(IdleStep step, IntUnaryOperator action) {
        procedures.put(step, machine.function(step.label(), action));
    }

    @Override
    public void run() {
        acpiProcessorIdle.call();
    }

    private void acpiProcessorIdle() {
        List<IdleStep> entry = lists.entry;
        int cState = 0;
        for (int i = 0; i < entry.size(); i++) {
            IdleStep step = entry.get(i);
            int answer = procedures.get(step).call(cState);
            if (step == SELECT_STATE) {
                cState = answer;
            } else if (answer == GIVE_UP) {
                undo(lists.giveUp, entry.subList(0, i), cState);
                return;
            }
        }
        undo(lists.exit, entry, cState);
    }

    private void undo(List<IdleStep> undoSteps, List<IdleStep> done, int cState) {
        for (IdleStep undo : undoSteps) {
            if (done.contains(undo.undoes())) {
                procedures.get(undo).call(cState);
            }
        }
    }

    private boolean isSoftirqPending() {
        return parts.softirq().softirqPending(machine.smpProcessorId()).load() != 0;
    }

    private void softirqPass() {
        if (isSoftirqPending()) {
            parts.softirq().doSoftirq();
        }
    }

    private void timerPass() {
        if (parts.timers() != null) {
            parts.timers().processPendingTimers();
        }
    }

    private int ifTimerStops(int cState, Runnable action) {
        CState cx = CState.values()[cState];
        if (cx != CState.C1 && !(cx == CState.C2 && parts.platform().lapicTimerC2Ok())) {
            action.run();
        }
        return GO_ON;
    }

    private int sleep(int cState) {
        EntryMethod method = parts.platform().method();
        readPmTimer();
        if (method == EntryMethod.FFH) {
            machine.fence();
        }
        machine.cpu()
                .sleep(method.sleepState(
                        CState.values()[cState], parts.platform().lapicTimerC2Ok()));
        if (method == EntryMethod.HALT) {
            machine.cpu().disableInterrupts();
        }
        readPmTimer();
        return GO_ON;
    }

    /** An I/O instruction, which waits for the stores before it. */
    private void readPmTimer() {
        machine.fence();
    }
}
