// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * Interrupts that are posted to a vCPU as of March 2017: in guest mode the CPU itself takes them in when it is
 * notified, without an exit.
 *
 * <p>Left out: a vCPU that does not run or moves, the suppression of notifications, and the kick of a vCPU whose
 * notification is on its way already, which adds nothing to it. The guest has no reason to leave guest mode.
 */
public class PostedInterrupts {
    private static final String FILE = "xen/arch/x86/hvm/vmx/vmx.c";
    private static final String COMMIT = "b151125b4d";
    private static final int ON = 0;

    private final Machine machine;
    private final Softirq softirq;
    private final int processor;
    private final int vectors;
    private final Word pir;
    private final Word control;
    private final Word irr;
    private final Word guestMode;
    private final Vector postedIntrVector;
    private final Procedure vmentry;
    private final Procedure inGuest;

    /**
     * Wires one vCPU.
     *
     * @param processor the CPU that it runs on
     * @param vectors how many vectors are posted, 1 to 4
     */
    public PostedInterrupts(Machine machine, Softirq softirq, int processor, int vectors) {
        this.machine = machine;
        this.softirq = softirq;
        this.processor = processor;
        this.vectors = vectors;
        this.pir = machine.mask("pi_desc.pir", vectors).shownAs(PostedInterrupts::format);
        this.control = machine.word("pi_desc.control", 1 << ON, 0).shownAs(bits -> bits == 0 ? "0" : "ON");
        this.irr = machine.mask("vIRR", vectors).ownedBy(processor).shownAs(PostedInterrupts::format);
        this.guestMode = machine.word("guest mode", 1, 0).ownedBy(processor).notable();
        this.postedIntrVector = machine.vector("notification", this::notified);
        this.vmentry = machine.function("vmx_do_vmentry", this::vmentry);
        this.inGuest = machine.function("guest", this::guest);
        softirq.openSoftirq(Softirq.VCPU_KICK, () -> {});
    }

    /** The vectors that are posted and not yet taken in, one bit each. */
    public Word pir() {
        return pir;
    }

    /** Posts a vector to the vCPU. */
    @XenSource(value = "vmx_deliver_posted_intr", file = FILE, commit = COMMIT)
    public void vmxDeliverPostedIntr(int vector) {
        if (pir.testAndSetBit(vector)) {
            return;
        }
        if (!control.testAndSetBit(ON)) {
            deliverPostedInterrupt(processor);
        }
    }

    @XenSource(value = "__vmx_deliver_posted_interrupt", file = FILE, commit = COMMIT)
    protected void deliverPostedInterrupt(int cpu) {
        if (cpu != machine.smpProcessorId()) {
            sendPostedIntr(cpu);
        } else if (softirq.softirqPending(cpu).load() == 0) {
            softirq.raiseSoftirq(Softirq.VCPU_KICK);
        }
    }

    /** Notifies a CPU. */
    protected final void sendPostedIntr(int cpu) {
        machine.cpu().sendIpi(1 << cpu, postedIntrVector);
    }

    /** Runs the vCPU; by its CPU, for ever. */
    @XenSource(value = "vmx_do_vmentry", file = "xen/arch/x86/hvm/vmx/entry.S", commit = COMMIT)
    public void vmxDoVmentry() {
        vmentry.repeat();
    }

    private int vmentry() {
        takeIn();
        machine.cpu().disableInterrupts();
        if (softirq.softirqPending(machine.smpProcessorId()).load() != 0) {
            machine.cpu().enableInterrupts();
            softirq.doSoftirq();
            return Procedure.AGAIN;
        }
        guestMode.store(1);
        inGuest.repeat();
        return Procedure.STOP;
    }

    private int guest() {
        machine.cpu().runGuest(false);
        return Procedure.AGAIN;
    }

    /** What software does before it enters the guest, and hardware when it is notified in the guest. */
    @XenSource(value = "vmx_sync_pir_to_irr", file = FILE, commit = COMMIT)
    private void takeIn() {
        if (!control.testAndClearBit(ON)) {
            return;
        }
        for (int vector = 0; vector < vectors; vector++) {
            if (pir.testAndClearBit(vector)) {
                irr.store(irr.load() | 1 << vector);
            }
        }
    }

    private void notified() {
        if (guestMode.load() != 0) {
            takeIn();
        } else {
            piNotificationInterrupt();
        }
    }

    /** The notification of a CPU that is not in guest mode. */
    @XenSource(value = "pi_notification_interrupt", file = FILE, commit = COMMIT)
    protected void piNotificationInterrupt() {
        softirq.raiseSoftirq(Softirq.VCPU_KICK);
    }

    private static String format(int mask) {
        StringBuilder text = new StringBuilder("{");
        for (int vector = 0; mask >>> vector != 0; vector++) {
            if ((mask >>> vector & 1) != 0) {
                text.append(text.length() == 1 ? "" : ",").append((char) ('A' + vector));
            }
        }
        return text.append('}').toString();
    }
}
