// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * A device interrupt that Xen handles itself ({@code irq_desc_t}). It is acknowledged before its
 * handler runs, with interrupts on; one that comes meanwhile, to this CPU or another, is left to the
 * CPU that is in the handler.
 *
 * <p>Left out: interrupts of guests, IRQ_DISABLED and IRQ_REPLAY, which nothing here sets, and the
 * counting of irq_enter and irq_exit.
 */
public final class Irq {
    private static final String FILE = "xen/arch/x86/irq.c";
    private static final int IRQ_INPROGRESS = 1;
    private static final int IRQ_PENDING = 2;

    private final SpinLock lock;
    private final Word status;
    private final Procedure round;
    private final Vector vector;
    private final Runnable handler;

    /** An interrupt that any CPU may get. */
    public Irq(Machine machine, String name, Runnable handler) {
        this(machine, name, machine.lock(name + ".desc.lock"), handler);
    }

    /** An interrupt that only one CPU gets. */
    public Irq(Machine machine, String name, int boundTo, Runnable handler) {
        this(machine, name, machine.lock(name + ".desc.lock").ownedBy(boundTo), handler);
    }

    private Irq(Machine machine, String name, SpinLock lock, Runnable handler) {
        this.handler = Machine.fixed(handler);
        this.lock = lock;
        this.status = machine.word(name + ".desc.status", IRQ_INPROGRESS | IRQ_PENDING, 0)
                .guardedBy(lock)
                .shownAs(Irq::format);
        this.round = machine.function(name + " do_IRQ round", this::round);
        this.vector = machine.vector(name, this::doIrq).acknowledgedEarly();
    }

    /** What devices request. */
    public Vector vector() {
        return vector;
    }

    @XenSource(value = "do_IRQ", file = FILE)
    private void doIrq() {
        lock.lock();
        int pending = status.load() | IRQ_PENDING;
        status.store(pending);
        if ((pending & IRQ_INPROGRESS) == 0) {
            status.store(pending | IRQ_INPROGRESS);
            round.repeat();
            status.store(status.load() & ~IRQ_INPROGRESS);
        }
        lock.unlock();
    }

    @XenSource(value = "do_IRQ", file = FILE)
    private int round() {
        int now = status.load();
        if ((now & IRQ_PENDING) == 0) {
            return Procedure.STOP;
        }
        status.store(now & ~IRQ_PENDING);
        lock.unlockIrq();
        handler.run();
        lock.lockIrq();
        return Procedure.AGAIN;
    }

    private static String format(int value) {
        return switch (value) {
            case 0 -> "0";
            case IRQ_INPROGRESS -> "INPROGRESS";
            case IRQ_PENDING -> "PENDING";
            default -> "INPROGRESS|PENDING";
        };
    }
}
