// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

/** A part of a state of the oracle: so many bits of a number. */
enum Part {
    PC(12),
    IF(1),
    IRR(3),
    PENDING(4),
    RAISER(2),
    MONITOR(2),
    PROMISED(1),
    SLEEP(3),
    KEPT(2),
    FLAGS(8),
    SAID(2),
    OFFLINE(1),
    TICK_OFF(1),
    RCU_IDLE(1),
    CALLBACK(1),
    TIMER_OFF(1),
    IS_DEEP(1);

    private final int width;
    private int shift;

    static {
        int at = 0;
        for (Part part : values()) {
            part.shift = at;
            at += part.width;
        }
    }

    Part(int width) {
        this.width = width;
    }

    int of(long state) {
        return (int) (state >>> shift & (1L << width) - 1);
    }

    long set(long state, int value) {
        return state & ~((1L << width) - 1 << shift) | (long) value << shift;
    }
}
