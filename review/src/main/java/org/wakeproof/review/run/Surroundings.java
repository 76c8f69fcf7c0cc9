// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.hpet.history.WakesByStores;
import org.wakeproof.machine.Machine;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.Entry;
import org.wakeproof.review.Xen;
import org.wakeproof.review.code.Code;
import org.wakeproof.scenario.IdleHandler;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.history.ElidesInterrupts;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;
import org.wakeproof.softirq.y2026.Timers2026;

/** A handler in one system, which brings the versions of softirqs and RCU that are around it. */
public final class Surroundings implements IdleHandler {
    private final Xen xen;
    private final Code code;
    private final String file;
    private final Entry entry;
    private final Numbers numbers;
    private Rcu2026 rcu;
    private MwaitSleepers sleepers;

    /**
     * Of a handler.
     *
     * @param file the name of the C file, for traces
     * @param entry how it is called
     * @param numbers what numbers it sees
     */
    public Surroundings(Xen xen, Code code, String file, Entry entry, Numbers numbers) {
        this.xen = xen;
        this.code = code;
        this.file = file;
        this.entry = entry;
        this.numbers = numbers;
    }

    /** Has the handler tell this RCU that its CPU idles; without one it has nobody to tell. */
    public Surroundings with(Rcu2026 wired) {
        rcu = wired;
        return this;
    }

    @Override
    public Softirq softirq(Machine machine) {
        return switch (xen.elision()) {
            case NONE, BROADCAST -> new Softirq(machine);
            case FLAGS -> new ElidesInterrupts(machine);
            case IN_MWAIT -> seesSleepers(machine);
        };
    }

    private Softirq seesSleepers(Machine machine) {
        if (hasIdleStates()) {
            return new IdleStates(machine);
        }
        return seesOwnStores() ? new SeesOwnStores(machine) : new Softirq2026(machine);
    }

    /** Whether who is not interrupted depends on a state that only the handler sets: nothing else may sleep then. */
    public boolean hasIdleStates() {
        return code.performs(BoundCall.IDLE_STATE_SET) || code.performs(BoundCall.IDLE_STATE);
    }

    private boolean seesOwnStores() {
        return code.performs(BoundCall.MONITOR_ALL);
    }

    /** Those of 2026 without the slop. The local APIC's timer, and so the PIT's broadcast, stay those of 2009, else P7: docs/today.md. */
    @Override
    public Timers timers(Machine machine, Softirq softirq, Apic apic, Timers.Parameters parameters) {
        return xen == Xen.TODAY
                ? new Timers2026(machine, softirq, apic, parameters)
                : IdleHandler.super.timers(machine, softirq, apic, parameters);
    }

    /** From 2010 to 2025 the HPET wakes those that are in mwait by stores; a channel for each CPU is left out there, and stays that of 2009 today. */
    @Override
    public HpetBroadcast hpet(Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int channels) {
        if (xen == Xen.TODAY && mode == Mode.LEGACY) {
            return new ShortLockBroadcast(machine, softirq, apic, timers.timerDeadline(), mode, channels);
        }
        boolean wakesByStores = xen.elision() == Xen.Elision.BROADCAST || xen.elision() == Xen.Elision.FLAGS;
        if (!wakesByStores || mode != Mode.LEGACY) {
            return IdleHandler.super.hpet(machine, softirq, apic, timers, mode, channels);
        }
        sleepers = MwaitSleepers.of(xen.elision(), machine, softirq, timers);
        return new WakesByStores(machine, softirq, apic, timers.timerDeadline(), sleepers::cpuidleWakeupMwait);
    }

    @Override
    public Runnable wire(Parts parts) {
        if (sleepers == null) {
            sleepers = MwaitSleepers.of(xen.elision(), parts.machine(), parts.softirq(), parts.timers());
        }
        return new InterpretedIdle(
                code,
                file,
                entry,
                parts,
                new OperationTable(parts, sleepers, code.performs(BoundCall.MONITOR) || seesOwnStores(), rcu),
                numbers);
    }
}
