// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

/**
 * What a CPU is in after a step.
 *
 * @param activity what it does
 * @param title the same for a reader, with the handler's or the sleep's name
 * @param interruptWaits whether an interrupt has been sent to it and not yet been taken
 * @param buffered how many of its stores have not reached memory
 */
public record Condition(Activity activity, String title, boolean interruptWaits, int buffered) {
    /** What a CPU can be doing. */
    public enum Activity {
        RUNNING,
        INTERRUPTS_OFF,
        HANDLER,
        ASLEEP,
        GUEST
    }
}
