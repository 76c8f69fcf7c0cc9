// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.guest;

import java.util.HashMap;
import java.util.Map;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/**
 * The way from the hypervisor into a paravirtualised guest and back, and the guests' programs.
 *
 * <p>Left out: NMIs and machine checks, and everything that a guest does and nobody else can see.
 */
public final class Guests {
    private static final String FILE = "xen/arch/x86/x86_64/entry.S";

    private final Machine machine;
    private final Softirq softirq;
    private final Map<Integer, Running> guests = new HashMap<>();
    private final Procedure guest;
    private final Procedure round;
    private final Procedure testAllEvents;
    private final Procedure softirqPending;
    private final Procedure instruction;
    private Vcpus vcpus;

    /** A vCPU's program and registers. */
    private record Running(Vcpu vcpu, GuestCode code, Word pc, Word returnTo) {}

    public Guests(Machine machine, Softirq softirq) {
        this.machine = machine;
        this.softirq = softirq;
        this.round = machine.function("guest round", this::round);
        this.testAllEvents = machine.function("test_all_events", this::testAllEvents);
        this.softirqPending = machine.function("softirq_pending", this::softirqPending);
        this.instruction = machine.function("guest", this::instruction);
        this.guest = machine.procedure("return to guest", (int v) -> round.repeat(v));
    }

    /** Where a guest's vCPU goes on, called with its number. */
    public Procedure procedure() {
        return guest;
    }

    /** Says whose guests they are; for wiring. */
    public void of(Vcpus all) {
        vcpus = all;
    }

    /** Gives a vCPU its program, which starts at its first instruction; for wiring. */
    public void run(Vcpu vcpu, GuestCode code) {
        int last = code.size() - 1;
        Word pc = machine.word(vcpu + ".pc", last, 0).ownedByRunner(vcpus.current(), vcpu.number());
        Word returnTo = code.handler() == GuestCode.NEXT
                ? null
                : machine.word(vcpu + ".return_to", last, 0).ownedByRunner(vcpus.current(), vcpu.number());
        guests.put(vcpu.number(), new Running(vcpu, code, pc, returnTo));
    }

    private int round(int number) {
        testAllEvents.repeat(number);
        instruction.repeat(number);
        return Procedure.AGAIN;
    }

    /** A look at all that the guest has to wait for; leaves interrupts off once there is nothing. */
    @XenSource(value = "test_all_events", file = FILE)
    private int testAllEvents(int number) {
        Running running = guests.get(number);
        Vcpu v = running.vcpu;
        machine.cpu().disableInterrupts();
        if (softirqPending.call(number) != 0) {
            machine.cpu().enableInterrupts();
            softirq.doSoftirq();
            return Procedure.AGAIN;
        }
        if (running.returnTo == null
                || v.evtchnUpcallMask().load() != 0
                || v.evtchnUpcallPending().load() == 0) {
            return Procedure.STOP;
        }
        machine.cpu().enableInterrupts();
        createBounceFrame(running);
        return Procedure.AGAIN;
    }

    /** Whether there are softirqs for the CPU that the vCPU belongs to; which ones is forgotten. */
    @XenSource(value = "test_all_events", file = FILE)
    private int softirqPending(int number) {
        int processor = guests.get(number).vcpu.processor().load();
        return softirq.softirqPending(processor).load() != 0 ? 1 : 0;
    }

    /** Lets the guest go on in its handler of events, with further events masked. */
    @XenSource(value = "create_bounce_frame", file = FILE)
    private void createBounceFrame(Running running) {
        running.vcpu.evtchnUpcallMask().store(1);
        running.returnTo.store(running.pc.load());
        running.pc.store(running.code.handler());
    }

    /** One instruction; stops where the guest is left for the hypervisor. */
    private int instruction(int number) {
        Running running = guests.get(number);
        int pc = running.pc.load();
        GuestCode.Instruction next = running.code.at(pc);
        boolean goesOn = machine.cpu().runGuest(next.kind() != GuestCode.Kind.COMPUTE);
        if (!goesOn) {
            return Procedure.STOP;
        }
        if (next.kind() == GuestCode.Kind.HYPERCALL) {
            running.pc.store(running.code.after(pc));
            machine.cpu().enableInterrupts();
            next.action().getAsBoolean();
            return Procedure.STOP;
        }
        if (next.kind() == GuestCode.Kind.RETURN) {
            // The iret hypercall: events are let through again, and looked for on the way back.
            running.pc.store(running.returnTo.load());
            running.returnTo.store(0);
            machine.cpu().enableInterrupts();
            running.vcpu.evtchnUpcallMask().store(0);
            return Procedure.STOP;
        }
        running.pc.store(next.action().getAsBoolean() ? running.code.target(pc) : running.code.after(pc));
        return Procedure.AGAIN;
    }
}
