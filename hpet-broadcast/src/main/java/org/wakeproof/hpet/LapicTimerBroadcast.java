// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

/** Xen's function pointers {@code lapic_timer_off} and {@code lapic_timer_on}: who wakes CPUs whose own timer stops. */
public interface LapicTimerBroadcast {
    /** Called with interrupts off before a sleep that stops the LAPIC timer. */
    void lapicTimerOff();

    /** Called with interrupts on after it. */
    void lapicTimerOn();
}
