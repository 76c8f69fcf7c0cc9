// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.machine.TimeCell;

/** hpet.c: what a channel is armed for, whom its interrupt tells, and what a CPU does that leaves it. */
class HpetBroadcastTest {
    private final BroadcastSystem system = BroadcastSystem.hpet(Mode.LEGACY);

    private TimeCell match() {
        return channel().comparator().match();
    }

    private HpetEventChannel channel() {
        return ((HpetBroadcast) system.broadcast).channel(0);
    }

    @Test
    void theChannelIsArmedForTheEarliestDeadline() {
        system.sleeps(1, 3);
        assertThat(system.shown(match())).isEqualTo("now+3");
        system.sleeps(2, 1);
        assertThat(system.shown(match())).isEqualTo("now+1");
        system.sleeps(0, 2);
        assertThat(system.shown(match())).as("a later deadline changes nothing").isEqualTo("now+1");
    }

    @Test
    void theInterruptTellsWhoseDeadlineIsOverAndIsArmedForTheNext() {
        system.sleeps(1, 1);
        system.sleeps(2, 3);
        assertThat(system.tick()).isEqualTo(0b010);
        assertThat(system.shown(match())).isEqualTo("now+2");
        assertThat(system.tick()).isEqualTo(0b010);
        assertThat(system.tick()).isEqualTo(0b110);
        assertThat(system.shown(match()))
                .as("CPU1 has not been served, but is not told again")
                .isEqualTo("STIME_MAX");
    }

    @Test
    void oneInterruptTellsAllThatAreDue() {
        system.sleeps(0, 2);
        system.sleeps(1, 2);
        system.sleeps(2, 2);
        assertThat(system.tick()).isZero();
        assertThat(system.tick()).isEqualTo(0b111);
    }

    /** Its own timer has been off; it is set for what is left. */
    @Test
    void whoLeavesHasItsOwnTimerAgain() {
        system.sleeps(1, 3);
        system.tick();
        system.wakes(1);
        assertThat(system.shown(system.apic.timer().initialCount())).isEqualTo("now+2");
        assertThat(system.shown(match())).as("nobody is left").isEqualTo("STIME_MAX");
        assertThat(system.run.get(channel().cpumask().field())).isZero();
        assertThat(system.pendingTimers()).isZero();
    }

    @Test
    void whoLeavesTooLateRaisesTheSoftirqItself() {
        system.sleeps(1, 1);
        system.machine.clock().fire(system.run);
        system.machine.clock().fire(system.run);
        assertThat(system.pendingTimers())
                .as("the interrupt is on its way still")
                .isZero();
        system.wakes(1);
        assertThat(system.pendingTimers()).isEqualTo(0b010);
    }

    @Test
    void theChannelStaysArmedForThoseThatSleepOn() {
        system.sleeps(1, 1);
        system.sleeps(2, 2);
        system.wakes(1);
        assertThat(system.shown(match())).isEqualTo("now+1");
        assertThat(system.tick()).as("CPU1 has been told by its own timer").isEqualTo(0b010);
        assertThat(system.shown(match())).isEqualTo("now+1");
        assertThat(system.tick()).isEqualTo(0b110);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everySleeperIsToldInTime(Mode mode) {
        BroadcastSystem each = BroadcastSystem.hpet(mode);
        each.sleeps(0, 3);
        each.sleeps(1, 1);
        each.sleeps(2, 2);
        assertThat(each.tick()).isEqualTo(0b010);
        assertThat(each.tick()).isEqualTo(0b110);
        assertThat(each.tick()).isEqualTo(0b111);
    }
}
