// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** The periodic timer: what vcpu_periodic_timer_work makes of the one look at the clock that it takes. */
class VcpuTimersTest {
    private final Machine machine = new Machine(1, 2, 1, 2);
    private final List<Integer> timesOfEvents = new ArrayList<>();
    private final VcpuTimers vcpuTimers;
    private final Vcpu v;
    private final OneCpuAtATime run;
    private int now;

    VcpuTimersTest() {
        Softirq softirq = new Softirq(machine);
        Timers timers =
                new Timers(machine, softirq, new Apic(machine, softirq), new Timers.Parameters(0, 3, 2, 2, false));
        Vcpus vcpus = new Vcpus(
                machine,
                softirq.smp(),
                List.of(Vcpus.Guest.single("dom0", 0, Vcpu.Shape.on(0, 1, Vcpu.Start.RUNNING))));
        v = vcpus.ofGuests().get(0);
        // Sending an event takes a tick.
        vcpuTimers = new VcpuTimers(machine, timers, vcpus, new VcpuControl(machine, vcpus), each -> {
            timesOfEvents.add(now);
            tick();
        });
        vcpuTimers.addPeriodic(v);
        Procedure nothing = machine.procedure("nothing", () -> {});
        machine.boot(0, true, nothing);
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    private void tick() {
        machine.clock().fire(run);
        now++;
    }

    private int ticksFromNow(String cell) {
        return machine.cells().stream()
                .filter(each -> each.name().equals(cell))
                .mapToInt(each -> run.get(each.field()) - machine.clock().now())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePeriodCountsFromTheSampleHoweverLongSendingTakes() {
        tick();
        List<String> steps = run.stepsOf(() -> vcpuTimers.vcpuPeriodicTimerWork(v));
        assertThat(timesOfEvents).containsExactly(1);
        assertThat(steps).containsOnlyOnce("W: now = NOW()");
        assertThat(ticksFromNow("dom0v0.periodic_last_event")).isEqualTo(-1);
        assertThat(ticksFromNow("dom0v0.periodic_timer.expires")).isZero();
    }

    @Test
    void anEventThatIsNotDueIsNotSent() {
        vcpuTimers.vcpuPeriodicTimerWork(v);
        assertThat(timesOfEvents).isEmpty();
        assertThat(ticksFromNow("dom0v0.periodic_timer.expires")).isEqualTo(1);
    }
}
