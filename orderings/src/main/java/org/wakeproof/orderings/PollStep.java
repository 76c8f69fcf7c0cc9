// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

/** The steps of do_poll of one port without a timeout. */
public enum PollStep implements Step {
    SET_BLOCKED('B', "sets _VPF_blocked; undone by clearing it"),
    POLL_ANY('A', "poll_evtchn = -1, any port; undone by 0, none"),
    SET_POLL_MASK('M', "sets the vCPU's bit in poll_mask; undone by clearing it"),
    CHECK_EVENTS('E', "if an event is to be delivered, undoes the steps so far and returns"),
    CHECK_PORTS('P', "the same if the port has an event"),
    POLL_PORT('N', "poll_evtchn = the port"),
    RAISE_SCHEDULE('R', "raise_softirq(SCHEDULE_SOFTIRQ); not undone");

    private final char letter;
    private final String does;

    PollStep(char letter, String does) {
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
