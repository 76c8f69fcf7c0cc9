// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** time.c without a HPET: every tick tells everybody who sleeps, due or not. */
class PitBroadcastTest {
    private final BroadcastSystem system =
            new BroadcastSystem(it -> new PitBroadcast(it.machine, it.softirq, it.apic, it.timers));

    @Test
    void everySleeperIsToldAtEveryTick() {
        assertThat(system.tick()).as("nobody sleeps").isZero();
        system.sleeps(1, 3);
        system.sleeps(2, 1);
        assertThat(system.tick()).isEqualTo(0b110);
    }

    @Test
    void whoHasLeftIsToldByItsOwnTimer() {
        system.sleeps(1, 2);
        system.wakes(1);
        assertThat(system.tick()).isZero();
        assertThat(system.tick()).isEqualTo(0b010);
    }
}
