// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.PendingSoftirqs;

/** Carries out bound calls on the machine and its ports. */
final class OperationTable {
    private final Parts parts;
    private final Machine machine;
    private final PendingSoftirqs pendingSoftirqs;
    private final Map<BoundCall, Procedure> ofPorts = new EnumMap<>(BoundCall.class);
    private final Map<String, SpinLock> locks = new HashMap<>();

    OperationTable(Parts parts) {
        this.parts = parts;
        this.machine = parts.machine();
        this.pendingSoftirqs = new PendingSoftirqs(machine, parts.softirq());
    }

    /** A procedure that carries out this one call; traces call it by its place in the file. */
    Procedure procedure(Perform perform) {
        String place = perform.place().chain();
        BoundCall call = perform.call();
        if (call.isLock()) {
            SpinLock lock =
                    locks.computeIfAbsent(perform.subject().isEmpty() ? "lock" : perform.subject(), machine::lock);
            return machine.procedure(place, () -> lock(call, lock));
        }
        if (isOfPorts(call)) {
            Procedure port =
                    ofPorts.computeIfAbsent(call, key -> machine.procedure(key.toString(), () -> performOnPorts(key)));
            return machine.procedure(place, (Runnable) port::call);
        }
        return machine.function(place, (int argument) -> perform(call, argument));
    }

    private static boolean isOfPorts(BoundCall call) {
        return switch (call) {
            case TICK_SUSPEND,
                    TICK_RESUME,
                    DO_SOFTIRQ,
                    PROCESS_PENDING_TIMERS,
                    PROCESS_PENDING_SOFTIRQS,
                    LAPIC_TIMER_OFF,
                    LAPIC_TIMER_ON,
                    DEFAULT_IDLE,
                    PLAY_DEAD -> true;
            default -> false;
        };
    }

    private void performOnPorts(BoundCall call) {
        switch (call) {
            case TICK_SUSPEND -> parts.schedule().schedTickSuspend();
            case TICK_RESUME -> parts.schedule().schedTickResume();
            case DO_SOFTIRQ -> parts.softirq().doSoftirq();
            case PROCESS_PENDING_TIMERS -> {
                if (parts.timers() != null) {
                    parts.timers().processPendingTimers();
                }
            }
            case PROCESS_PENDING_SOFTIRQS -> pendingSoftirqs.processPendingSoftirqs();
            case LAPIC_TIMER_OFF -> {
                if (parts.broadcast() != null) {
                    parts.broadcast().lapicTimerOff();
                }
            }
            case LAPIC_TIMER_ON -> {
                if (parts.broadcast() != null) {
                    parts.broadcast().lapicTimerOn();
                }
            }
            case PLAY_DEAD -> parts.idleLoop().playDead();
            default -> parts.pmIdleSave().run();
        }
    }

    private void lock(BoundCall call, SpinLock lock) {
        switch (call) {
            case SPIN_LOCK -> lock.lock();
            case SPIN_UNLOCK -> lock.unlock();
            case SPIN_LOCK_IRQ -> {
                machine.cpu().disableInterrupts();
                lock.lock();
            }
            default -> {
                lock.unlock();
                machine.cpu().enableInterrupts();
            }
        }
    }

    private int perform(BoundCall call, int argument) {
        Cpu cpu = machine.cpu();
        switch (call) {
            case SOFTIRQ_PENDING -> {
                return isSoftirqPending() ? 1 : 0;
            }
            case IRQ_SAVE -> {
                return cpu.saveInterrupts() ? 1 : 0;
            }
            case CPU_ONLINE, CPU_OFFLINE -> {
                return parts.idleLoop().isOnline() == (call == BoundCall.CPU_ONLINE) ? 1 : 0;
            }
            case CPU_IS_HALTABLE -> {
                return !isSoftirqPending() && parts.idleLoop().isOnline() ? 1 : 0;
            }
            case IRQ_DISABLE -> cpu.disableInterrupts();
            case IRQ_ENABLE -> cpu.enableInterrupts();
            case IRQ_RESTORE -> cpu.restoreInterrupts(argument != 0);
            case RAISE_TIMER -> raiseTimer(true);
            case MAY_RAISE_TIMER -> raiseTimer(false);
            case SAFE_HALT -> parts.idleLoop().safeHalt();
            case MWAIT -> cpu.sleep(mwait(argument));
            case STI_MWAIT_CLI -> {
                cpu.sleep(stopsLapicTimer(argument) ? SleepState.C3_HALT : SleepState.C1_HALT);
                cpu.disableInterrupts();
            }
            case FENCE -> machine.fence();
            default -> throw new IllegalArgumentException(call + " is no operation");
        }
        return 0;
    }

    private boolean isSoftirqPending() {
        return parts.softirq().softirqPending(machine.smpProcessorId()).load() != 0;
    }

    private void raiseTimer(boolean isCertain) {
        boolean hasTimers = parts.timers() != null;
        if (hasTimers && (isCertain || machine.choose("whether TIMER_SOFTIRQ is raised", 2) == 1)) {
            parts.softirq().raiseSoftirq(Softirq.TIMER);
        }
    }

    private SleepState mwait(int cState) {
        return switch (cState) {
            case 1 -> SleepState.C1_MWAIT;
            case 2 -> stopsLapicTimer(cState) ? SleepState.C2 : SleepState.C2_TIMER_RUNS;
            default -> SleepState.C3;
        };
    }

    private boolean stopsLapicTimer(int cState) {
        return cState == 3 || cState == 2 && !parts.platform().lapicTimerC2Ok();
    }
}
