// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Clock.TickListener;

/** Devices that time drives, in relative and in exact time: when they act, what they do then, and what stops them. */
class DevicesInTimeTest {
    private static final String CLOCK = "clock";

    private final Machine machine = new Machine(2, 3, 0, 1);
    private final Vector vector = machine.vector("timer", () -> {});
    private final LocalApicTimer apic = new LocalApicTimer(machine, vector);
    private final HpetComparator hpet =
            new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 1, vector).withEnableBit();
    private final Running run = Running.of(machine);
    private final Exactly exactly = new Exactly(100);
    private final TickListener apic0 = machine.clock().devices().get(0);
    private final TickListener apic1 = machine.clock().devices().get(1);
    private final TickListener match = machine.clock().devices().get(2);

    @Test
    void aLocalTimerRaisesItsVectorWhenItsCountRunsOut() {
        apic.initialCount().set(Instant.nowPlus(2));
        run.happens(CLOCK);
        assertThat(apic.count(0).minusNow()).isEqualTo(1);
        assertThat(machine.cpu(0).interruptRequests(run)).isZero();
        run.happens(CLOCK);
        assertThat(machine.cpu(0).interruptRequests(run)).isEqualTo(vector.bit());
        assertThat(machine.cpu(1).interruptRequests(run)).isZero();
        assertThat(apic.count(0).isNever()).as("it is a one-shot").isTrue();
        assertThat(run.canHappen(CLOCK)).isFalse();
    }

    @Test
    void aLocalTimerKnowsItsVector() {
        assertThat(apic.vector()).isSameAs(vector);
    }

    @Test
    void aMaskedTimerRunsOutUnheard() {
        apic.initialCount().set(Instant.nowPlus(1));
        apic.mask().store(1);
        assertThat(run.value(apic.mask(0))).isEqualTo(1);
        run.happens(CLOCK);
        assertThat(machine.cpu(0).interruptRequests(run)).isZero();
        assertThat(apic.count(0).isNever()).isTrue();
    }

    @Test
    void aLocalTimerStandsStillInADeepSleep() {
        apic.initialCount().set(Instant.nowPlus(1));
        machine.cpu(0).setSleepState(run, SleepState.C3);
        assertThat(run.canHappen(CLOCK)).isFalse();
        apic0.ticked(run);
        assertThat(apic.count(0).minusNow()).isEqualTo(1);
        machine.cpu(0).setSleepState(run, SleepState.C2_TIMER_RUNS);
        assertThat(run.canHappen(CLOCK)).isTrue();
    }

    @Test
    void aComparatorInterruptsWhereItIsRouted() {
        hpet.match().set(Instant.nowPlus(1));
        run.happens(CLOCK);
        assertThat(hpet.match().isNever()).as("it has matched").isTrue();
        assertThat(machine.events().stream().filter(each -> each.enabled(run)).map(Event::name))
                .containsExactly("hpet");
        run.happens("hpet");
        assertThat(machine.cpu(1).interruptRequests(run)).isEqualTo(vector.bit());
        assertThat(machine.cpu(0).interruptRequests(run)).isZero();
        assertThat(run.canHappen("hpet")).isFalse();
    }

    @Test
    void aMatchWhileTheEnableBitIsClearIsForgotten() {
        hpet.enableBit().store(0);
        hpet.match().set(Instant.nowPlus(1));
        run.happens(CLOCK);
        hpet.enableBit().store(1);
        assertThat(hpet.match().isNever()).isTrue();
        assertThat(run.canHappen("hpet")).isFalse();
    }

    @Test
    void theDeliveriesOfAComparatorAreOneDevicesDoing() {
        assertThat(machine.events().stream()
                        .filter(each -> each.name().equals("hpet"))
                        .map(Event::device)
                        .distinct())
                .containsExactly(hpet);
        assertThat(machine.clock().device()).isSameAs(machine.clock());
    }

    @Test
    void aLocalTimerIsDueWhenItsCountRunsOut() {
        exactly.setTime(apic.count(0), 107);
        assertThat(apic0.due(exactly)).isEqualTo(107);
        assertThat(apic0.isProgrammedBy(apic.count(0))).isTrue();
        assertThat(apic0.isProgrammedBy(apic.count(1))).isFalse();
        apic0.act(exactly.at(107));
        assertThat(machine.cpu(0).interruptRequests(exactly)).isEqualTo(vector.bit());
        assertThat(exactly.time(apic.count(0))).isEqualTo(ExactState.NEVER);
        exactly.set(apic.mask(1).field(), 1);
        apic1.act(exactly);
        assertThat(machine.cpu(1).interruptRequests(exactly)).as("masked").isZero();
    }

    @Test
    void whatStoodStillIsLater() {
        exactly.setTime(apic.count(0), 107);
        machine.cpu(0).setSleepState(exactly, SleepState.C3);
        assertThat(apic0.due(exactly)).isEqualTo(ExactState.NEVER);
        assertThat(apic0.standsStillWith(0)).isTrue();
        assertThat(apic0.standsStillWith(1)).isFalse();
        machine.cpu(0).setSleepState(exactly, SleepState.AWAKE);
        apic0.stoodStill(exactly, 50);
        assertThat(apic0.due(exactly)).isEqualTo(157);
        apic1.stoodStill(exactly, 50);
        assertThat(apic1.due(exactly)).as("it was not armed").isEqualTo(ExactState.NEVER);
        assertThat(match.standsStillWith(0)).isFalse();
    }

    @Test
    void aComparatorIsDueAtItsMatch() {
        exactly.setTime(hpet.match(), 107);
        assertThat(match.due(exactly)).isEqualTo(107);
        assertThat(match.isProgrammedBy(hpet.match())).isTrue();
        assertThat(match.isProgrammedBy(apic.count(0))).isFalse();
        match.act(exactly.at(107));
        assertThat(exactly.time(hpet.match())).isEqualTo(ExactState.NEVER);
        assertThat(machine.events().stream().filter(each -> each.name().equals("hpet") && each.enabled(exactly)))
                .hasSize(1);
    }

    @Test
    void aComparatorThatMayNotInterruptDoesNotInExactTimeEither() {
        exactly.set(hpet.enableBit().field(), 0);
        match.act(exactly);
        exactly.set(hpet.enableBit().field(), 1);
        assertThat(machine.events()).noneMatch(each -> each.name().equals("hpet") && each.enabled(exactly));
    }

    @Test
    void thePitInterruptsCpu0EveryTenMilliseconds() {
        Machine other = new Machine(2, 3, 0, 1).tick(1_000_000);
        new Pit(other, other.vector("pit", () -> {}));
        Running running = Running.of(other);
        TickListener pit = other.clock().devices().get(0);
        assertThat(pit.isProgrammedBy(apic.count(0))).isFalse();
        assertThat(pit.due(exactly)).as("ten ticks of 1 ms").isEqualTo(110);
        assertThat(pit.due(exactly.at(109))).isEqualTo(110);
        assertThat(pit.due(exactly.at(110))).isEqualTo(120);
        pit.act(exactly);
        assertThat(other.cpu(0).interruptRequests(exactly)).isEqualTo(1);
        running.happens(CLOCK);
        assertThat(other.cpu(0).interruptRequests(running)).isEqualTo(1);
        assertThat(other.cpu(1).interruptRequests(running)).isZero();
        assertThat(running.canHappen(CLOCK)).as("it never ends").isTrue();
    }
}
