// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;

/**
 * What the credit scheduler keeps of a vCPU ({@code struct csched_vcpu}), but for its places in lists.
 *
 * <p>A credit is stored as its distance from a floor. One that falls below counts as the floor, from where no
 * accounting tells how deep it was.
 */
public final class CreditVcpu {
    /** Priorities, in the order of Xen's. */
    public static final int PRI_IDLE = 0;

    static final int PRI_TS_OVER = 1;
    static final int PRI_TS_UNDER = 2;
    static final int PRI_TS_BOOST = 3;

    private static final String[] PRIORITIES = {"IDLE", "OVER", "UNDER", "BOOST"};

    private final Vcpu vcpu;
    private final Word pri;
    private final Word parked;
    private final Word credit;
    private final int floor;
    private final Procedure addCredit;

    /**
     * @param accounted whether ticks and accounting change priorities and credits; if not, only wake-ups do, under
     *     schedule_lock
     * @param floor see {@link CreditAccounting#floor}
     */
    CreditVcpu(Machine machine, Vcpu vcpu, boolean accounted, int floor, PerCpu<SpinLock> scheduleLock) {
        this.vcpu = vcpu;
        this.floor = floor;
        if (vcpu.isIdle()) {
            this.pri = machine.word(vcpu + ".pri", 0, PRI_IDLE).readOnly();
            this.parked = null;
            this.credit = null;
            this.addCredit = null;
            return;
        }
        Word priority = machine.word(vcpu + ".pri", PRI_TS_BOOST, PRI_TS_UNDER).shownAs(value -> PRIORITIES[value]);
        this.pri = accounted ? priority : priority.guardedBy(vcpu.processor(), scheduleLock);
        Word flag = machine.word(vcpu + ".flags", accounted ? 1 : 0, 0).shownAs(value -> value == 0 ? "0" : "PARKED");
        this.parked = accounted ? flag : flag.readOnly();
        int least = floor;
        this.credit = accounted
                ? machine.word(vcpu + ".credit", CreditAccounting.CREDITS_PER_TSLICE - 2 * least, -least)
                        .saturating()
                        .shownAs(value -> Integer.toString(value + least))
                : null;
        this.addCredit = accounted ? machine.procedure(vcpu + " atomic_add", this::atomicAdd) : null;
    }

    /** Whose this is. */
    public Vcpu vcpu() {
        return vcpu;
    }

    /** Written by ticks, accounting and wake-ups, under no common lock. */
    public Word pri() {
        return pri;
    }

    /** CSCHED_FLAG_VCPU_PARKED, the only flag. */
    Word parked() {
        return parked;
    }

    /** {@code atomic_sub} */
    void subCredit(int credits) {
        addCredit.call(-credits);
    }

    /** {@code atomic_add} */
    void addCredit(int credits) {
        addCredit.call(credits);
    }

    /** A procedure of its own, so that the sum, at which nobody looks, is forgotten. */
    private void atomicAdd(int credits) {
        credit.addReturn(credits);
    }

    /** {@code atomic_read} */
    int readCredit() {
        return credit.load() + floor;
    }

    /** {@code atomic_set} */
    void setCredit(int credits) {
        credit.store(credits - floor);
    }

    @Override
    public String toString() {
        return vcpu.toString();
    }
}
