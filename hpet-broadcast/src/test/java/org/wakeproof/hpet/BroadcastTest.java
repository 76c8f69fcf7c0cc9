// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** Whom a broadcast interrupts where CPUs go offline, and which channel a CPU is given. */
class BroadcastTest {
    private final Machine machine = new Machine(3, 2, 0, 1);
    private final Softirq softirq = new Softirq(machine);
    private final Apic apic = new Apic(machine, softirq);
    private OneCpuAtATime run;

    private <B> B wired(Function<Timers, B> wiring) {
        softirq.smp().unplugs();
        B broadcast = wiring.apply(new Timers(machine, softirq, apic, new Timers.Parameters(0, 3, 1, 3, true)));
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.boot(cpu, false, nothing);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
        return broadcast;
    }

    private void online(int map) {
        run.set(softirq.smp().cpuOnlineMap().field(), map);
    }

    @Test
    void thePitWakesOnlyCpusThatAreOnline() {
        PitBroadcast pit = wired(timers -> new PitBroadcast(machine, softirq, apic, timers));
        for (int cpu = 1; cpu < 3; cpu++) {
            run.on(cpu);
            pit.lapicTimerOff();
        }
        online(0b011);
        run.on(0);
        Vector irq0 = machine.vectors().stream()
                .filter(vector -> vector.toString().startsWith("timer"))
                .findFirst()
                .orElseThrow();
        run.call(irq0.handler());
        assertThat(run.get(softirq.softirqPending(1).field())).isNotZero();
        assertThat(run.get(softirq.softirqPending(2).field())).isZero();
    }

    @Test
    void aChannelThatIsHandedToACpuThatIsOfflineMayInterruptAnyThatIsOnline() {
        HpetBroadcast hpet =
                wired(timers -> new HpetBroadcast(machine, softirq, apic, timers, HpetBroadcast.Mode.MSI_SHARED, 1));
        for (int cpu : new int[] {0, 2}) {
            run.on(cpu);
            hpet.lapicTimerOff();
        }
        HpetEventChannel ch = hpet.channel(0);
        assertThat(run.get(ch.msiAddress().field())).isEqualTo(0b001);
        online(0b011);
        run.on(0);
        hpet.lapicTimerOn();
        assertThat(run.get(ch.cpu().field())).as("its owner, CPU2").isEqualTo(3);
        assertThat(run.get(ch.msiAddress().field())).isEqualTo(0b011);
    }

    /** arch_fetch_and_add: what it was before, by one locked operation. */
    @Test
    void channelsAreGivenInTurnAsOf2025() {
        HpetBroadcast hpet = wired(timers ->
                new ShortLockBroadcast(machine, softirq, apic, deadlines(), HpetBroadcast.Mode.MSI_SHARED, 2));
        run.on(2);
        List<String> first = run.stepsOf(hpet::lapicTimerOff);
        assertThat(first).contains("A: next_channel += 1, now 1").noneMatch(step -> step.contains("next_lock"));
        assertThat(run.get(hpet.channel(0).cpu().field()))
                .as("channel 0's owner")
                .isEqualTo(3);
        hpet.lapicTimerOn();
        assertThat(run.stepsOf(hpet::lapicTimerOff)).contains("A: next_channel += 1, now 0");
        assertThat(run.get(hpet.channel(1).cpu().field()))
                .as("channel 1's owner")
                .isEqualTo(3);
    }

    private PerCpu<TimeCell> deadlines() {
        return machine.perCpu(cpu -> machine.time("deadline" + cpu, Instant.nowPlus(1)));
    }
}
