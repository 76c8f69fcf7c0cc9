// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.hpet.HpetBroadcast.Interrupts;
import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The interrupts of all channels by one vector, as of 2026: which channel one means, the CPU that takes it looks up in its own
 * vector_irq. The local APIC is told at the handler's end.
 *
 * <p>Left out: IRQ_DISABLED, which nothing here sets, and the descriptor's cpu_mask, which only dumps show.
 */
public class OneVector2026 implements Interrupts {
    private static final String FILE = "xen/arch/x86/irq.c";
    private static final int NONE = 0;
    private static final int IRQ_INPROGRESS = 1;
    private static final int IRQ_PENDING = 2;

    private final Machine machine;
    private final HpetComparator.Routing isOpen;
    private final PerCpu<Word> vectorIrq;
    private final Vector vector;
    private final List<Desc> descs = new ArrayList<>();
    private final Procedure round;

    /** {@code irq_desc} of a channel. */
    private record Desc(SpinLock lock, Word status, Runnable handler) {}

    /**
     * @param channels how many there are
     * @param isOpen whether a CPU's local APIC delivers this vector, which has to beat what is in service there
     */
    public OneVector2026(Machine machine, int channels, HpetComparator.Routing isOpen) {
        this.machine = machine;
        this.isOpen = Machine.fixed(isOpen);
        // bind_irq_vector at boot binds each channel to CPU0, the last one last.
        this.vectorIrq =
                machine.perCpu(cpu -> machine.word("vector_irq[" + cpu + "]", channels, cpu == 0 ? channels : NONE)
                        .shownAs(irq -> irq == NONE ? "none" : "HPET" + (irq - 1)));
        this.round = machine.function("do_IRQ round", this::round);
        this.vector = machine.vector("HPET", this::doIrq);
    }

    @Override
    public HpetComparator wire(HpetEventChannel ch, String name, Runnable handler) {
        SpinLock lock = machine.lock(name + ".desc.lock");
        Word status = machine.word(name + ".desc.status", IRQ_INPROGRESS | IRQ_PENDING, 0)
                .guardedBy(lock);
        descs.add(new Desc(lock, status, Machine.fixed(handler)));
        HpetComparator.Routing routing =
                (state, cpu) -> (state.get(ch.msiAddress().field()) >>> cpu & 1) != 0 && isOpen.reaches(state, cpu);
        return new HpetComparator(machine, name, routing, vector);
    }

    /** Which channel the vector means on a CPU; number plus one. */
    public Word vectorIrq(int cpu) {
        return vectorIrq.of(cpu);
    }

    SpinLock descLock(HpetEventChannel ch) {
        return descs.get(ch.number()).lock;
    }

    /** Has the vector mean this channel on a CPU. */
    void point(int cpu, HpetEventChannel ch) {
        vectorIrq.of(cpu).store(ch.number() + 1);
    }

    @XenSource(value = "do_IRQ", file = FILE, commit = XenSource.AUGUST_2026)
    private void doIrq() {
        int irq = vectorIrq.own().load();
        if (irq == NONE) {
            // "No irq handler for vector"
            return;
        }
        Desc desc = descs.get(irq - 1);
        desc.lock.lock();
        int pending = desc.status.load() | IRQ_PENDING;
        desc.status.store(pending);
        if ((pending & IRQ_INPROGRESS) == 0) {
            desc.status.store(pending | IRQ_INPROGRESS);
            round.repeat(irq - 1);
            desc.status.store(desc.status.load() & ~IRQ_INPROGRESS);
        }
        desc.lock.unlock();
    }

    @XenSource(value = "do_IRQ", file = FILE, commit = XenSource.AUGUST_2026)
    private int round(int irq) {
        Desc desc = descs.get(irq);
        int now = desc.status.load();
        if ((now & IRQ_PENDING) == 0) {
            return Procedure.STOP;
        }
        desc.status.store(now & ~IRQ_PENDING);
        desc.lock.unlock();
        machine.cpu().enableInterrupts();
        desc.handler.run();
        machine.cpu().disableInterrupts();
        desc.lock.lock();
        return Procedure.AGAIN;
    }
}
