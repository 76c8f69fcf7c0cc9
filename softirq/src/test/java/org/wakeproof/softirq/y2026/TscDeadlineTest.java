// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.TimeCell;

/** When a TSC deadline interrupts: whenever it passes, but for where the timer is masked at that moment. */
class TscDeadlineTest {
    private final Machine machine = new Machine(1, 2, 0, 1);
    private final Softirq2026 softirq = new Softirq2026(machine);
    private final TscDeadlineApic2026 apic = new TscDeadlineApic2026(machine, softirq);
    private final TimeCell deadline = machine.time("deadline", Instant.zero());
    private OneCpuAtATime run;

    @BeforeEach
    void inOneTick() {
        machine.boot(0, true, machine.procedure("nothing", () -> {}));
        machine.seal();
        run = new OneCpuAtATime(machine);
        deadline.set(Instant.nowPlus(1));
        assertThat(apic.reprogramTimer(deadline)).isTrue();
    }

    private boolean isTimerPending() {
        return run.get(softirq.softirqPending(0).field()) != 0;
    }

    private boolean isArmed() {
        return run.get(apic.timer().count(0).field()) != machine.clock().never();
    }

    /** The Intel SDM, "TSC-Deadline Mode": writes to the initial-count register are ignored. */
    @Test
    void maskingLeavesTheDeadlineArmed() {
        apic.disableApicTimer();
        assertThat(isArmed()).isTrue();
    }

    @Test
    void aDeadlineThatPassesWhileMaskedIsGone() {
        apic.disableApicTimer();
        run.tick();
        run.tick();
        assertThat(isArmed()).isFalse();
        assertThat(isTimerPending()).isFalse();
    }

    @Test
    void aDeadlineThatPassesUnmaskedInterrupts() {
        run.tick();
        run.tick();
        assertThat(isArmed()).isFalse();
        assertThat(isTimerPending()).isTrue();
    }

    /** P14's second window: it was ahead as it was written. */
    @Test
    void aDeadlineThatPassesBeforeTheUnmaskingHasArrivedIsGone() {
        apic.disableApicTimer();
        apic.enableApicTimer();
        assertThat(apic.reprogramTimer(deadline)).isTrue();
        run.tick();
        run.set(apic.unmasking(0).field(), 0);
        run.tick();
        assertThat(isArmed()).isFalse();
        assertThat(isTimerPending()).isFalse();
    }

    @Test
    void aDeadlineThatPassesAfterItInterrupts() {
        apic.disableApicTimer();
        apic.enableApicTimer();
        assertThat(apic.reprogramTimer(deadline)).isTrue();
        run.set(apic.unmasking(0).field(), 0);
        run.tick();
        run.tick();
        assertThat(isTimerPending()).isTrue();
    }

    /** P14: reprogram_timer says that all is well either way. */
    @Test
    void aDeadlineThatIsOverInterruptsAtOnceIfTheUnmaskingHasArrived() {
        apic.disableApicTimer();
        run.tick();
        run.tick();
        apic.enableApicTimer();
        assertThat(apic.reprogramTimer(deadline)).isTrue();
        assertThat(machine.cpu(0).interruptRequests(run)).isZero();
        run.set(apic.unmasking(0).field(), 0);
        assertThat(apic.reprogramTimer(deadline)).isTrue();
        run.tick();
        assertThat(isTimerPending()).isTrue();
    }
}
