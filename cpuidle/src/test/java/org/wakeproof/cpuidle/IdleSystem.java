// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.sched.ContextSwitch;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Scheduler;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** CPU1 idles once; CPU0 raises TIMER on it, as a broadcast does. There is no time, and of the scheduler nothing but the suspension of its tick. */
final class IdleSystem {
    final Machine machine = new Machine(2);
    final Softirq softirq = new Softirq(machine);
    private final Vcpus vcpus = new Vcpus(machine, softirq.smp(), List.of());
    final IdleLoop idleLoop;
    private final VcpuControl control = new VcpuControl(machine, vcpus);
    private Runnable suspend = () -> {};
    private Consumer<String> log = what -> {};
    private boolean arbitrates;
    private AcpiProcessorIdle acpi;

    IdleSystem() {
        this((machine, softirq) -> new IdleLoop(machine, softirq, 1));
    }

    /** Makes the idle loop. */
    interface Wiring {
        IdleLoop wire(Machine machine, Softirq softirq);
    }

    IdleSystem(Wiring wiring) {
        idleLoop = wiring.wire(machine, softirq);
        softirq.openSoftirq(Softirq.TIMER, () -> {});
    }

    /** Has the suspension of the tick raise TIMER on its own CPU, as stopping the first timer of a heap does. */
    IdleSystem suspensionRaisesTimer() {
        suspend = () -> softirq.raiseSoftirq(Softirq.TIMER);
        return this;
    }

    /** Has it told what is called from outside. */
    IdleSystem telling(Consumer<String> told) {
        log = told;
        return this;
    }

    /** Has CPUs counted in C3, and the bus arbiter turned off for the last. */
    IdleSystem arbitrates() {
        arbitrates = true;
        return this;
    }

    /** Puts a version of acpi_processor_idle in place of default_idle. */
    IdleSystem acpi(Function<Parts, AcpiProcessorIdle> version, CState state, EntryMethod method) {
        Procedure nowhere = machine.procedure("nowhere", (int vcpu) -> {});
        Schedule schedule = new Schedule(
                machine,
                softirq,
                null,
                vcpus,
                control,
                new ContextSwitch(machine, vcpus, control, idleLoop.procedure(), nowhere),
                Schedule.Quantum.NOBODY);
        schedule.install(new Tick());
        acpi = version.apply(new Parts(
                machine,
                softirq,
                null,
                schedule,
                new Governor(machine, List.of(state)),
                idleLoop,
                null,
                new Broadcast(),
                null,
                new Platform(false, method, arbitrates)));
        idleLoop.installPmIdle(acpi);
        return this;
    }

    /** Seals it. */
    IdleSystem ready() {
        machine.boot(0, true, machine.procedure("raise", () -> {
            softirq.cpuRaiseSoftirq(1, Softirq.TIMER);
            machine.cpu().stop();
        }));
        machine.boot(1, true, idleLoop.procedure());
        machine.seal();
        return this;
    }

    /** Idles once. */
    void idle() {
        acpi.run();
    }

    boolean isAsleep(State state) {
        return machine.cpu(1).isAsleep(state);
    }

    boolean isPending(State state) {
        return state.get(softirq.softirqPending(1).field()) != 0;
    }

    private final class Broadcast implements LapicTimerBroadcast {
        @Override
        public void lapicTimerOff() {
            log.accept("lapic_timer_off");
        }

        @Override
        public void lapicTimerOn() {
            log.accept("lapic_timer_on");
        }
    }

    private final class Tick implements Scheduler {
        @Override
        public void tickSuspend() {
            log.accept("sched_tick_suspend");
            suspend.run();
        }

        @Override
        public void tickResume() {
            log.accept("sched_tick_resume");
        }

        @Override
        public void sleep(int vcpu) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wake(int vcpu) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int doSchedule() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int timeSlice() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int pickCpu(int vcpu) {
            throw new UnsupportedOperationException();
        }
    }
}
