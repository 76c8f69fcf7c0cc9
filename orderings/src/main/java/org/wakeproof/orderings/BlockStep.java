// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

/** The steps of do_block. */
public enum BlockStep implements Step {
    UNMASK('U', "evtchn_upcall_mask = 0"),
    SET_BLOCKED('B', "sets _VPF_blocked; undone by clearing it"),
    CHECK_EVENTS('E', "if an event is to be delivered, undoes the steps so far and returns"),
    RAISE_SCHEDULE('R', "raise_softirq(SCHEDULE_SOFTIRQ); not undone");

    private final char letter;
    private final String does;

    BlockStep(char letter, String does) {
        this.letter = letter;
        this.does = does;
    }

    @Override
    public char letter() {
        return letter;
    }

    @Override
    public String does() {
        return does;
    }

    @Override
    public String toString() {
        return label();
    }
}
