// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.event;

import java.util.HashMap;
import java.util.Map;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Domain;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/**
 * Sending events. Which port leads where is fixed by wiring.
 *
 * <p>Left out: ports that are bound and closed, permissions, ports that Xen itself consumes, guests with hardware
 * virtualisation.
 */
public final class EventChannels {
    private static final String FILE = "xen/common/event_channel.c";
    private static final String X86 = "xen/arch/x86/domain.c";

    private final Machine machine;
    private final Vcpus vcpus;
    private final VcpuControl control;
    private final Softirq softirq;
    private final Procedure send;
    private final Procedure setPending;
    private final Procedure wakePollers;
    private final Procedure kick;
    private final Procedure kickFromIrq;
    private final Map<Integer, Port> remote = new HashMap<>();
    private final Map<Vcpu, SpinLock> virqLock = new HashMap<>();
    private final Map<Vcpu, Integer> timerPort = new HashMap<>();

    /**
     * Where an event goes.
     *
     * @param vcpu who is notified
     * @param number the port in that vCPU's domain
     */
    public record Port(Vcpu vcpu, int number) {}

    /** Wires the functions. */
    public EventChannels(Machine machine, Vcpus vcpus, VcpuControl control, Softirq softirq) {
        this.machine = machine;
        this.vcpus = vcpus;
        this.control = control;
        this.softirq = softirq;
        this.send = machine.function("evtchn_send", this::send);
        this.setPending = machine.function("evtchn_set_pending", this::setPending);
        this.wakePollers = machine.function("wake pollers", this::wakePollers);
        this.kick = machine.procedure("vcpu_kick", (int v) -> kick(vcpus.numbered(v), false));
        this.kickFromIrq = machine.procedure("vcpu_kick in an interrupt", (int v) -> kick(vcpus.numbered(v), true));
    }

    /** Connects a domain's port with another's; for wiring. */
    public void bindInterdomain(Domain local, int port, Vcpu to, int remotePort) {
        remote.put(key(local, port), new Port(to, remotePort));
    }

    /** Gives a vCPU a port for its timer events; for wiring. */
    public void bindTimerVirq(Vcpu v, int port) {
        timerPort.put(v, port);
        virqLock.put(v, machine.lock(v + ".virq_lock"));
    }

    private static int key(Domain domain, int port) {
        return domain.number() << 8 | port;
    }

    /** A guest notifies the other end of one of its ports. */
    public void evtchnSend(Domain from, int port) {
        send.call(from.number(), port);
    }

    @XenSource(value = "evtchn_send", file = FILE)
    private int send(int from, int port) {
        Domain local = vcpus.domains().get(from);
        local.eventLock().lock();
        Port to = remote.get(key(local, port));
        evtchnSetPending(to.vcpu(), to.number(), false);
        local.eventLock().unlock();
        return 0;
    }

    private void evtchnSetPending(Vcpu v, int port, boolean inIrq) {
        setPending.call(v.number(), inIrq ? ~port : port);
    }

    /** A port of which the complement is given is notified from within an interrupt. */
    @XenSource(value = "evtchn_set_pending", file = FILE)
    private int setPending(int number, int given) {
        Vcpu v = vcpus.numbered(number);
        int port = given < 0 ? ~given : given;
        Domain d = v.domain();
        if (d.evtchnPending().testAndSetBit(port)) {
            return 1;
        }
        if ((d.evtchnMask().load() >>> port & 1) == 0 && !v.evtchnPendingSel().testAndSetBit(0)) {
            vcpuMarkEventsPending(v, given < 0);
        }
        if (d.pollMask().load() == 0) {
            return 0;
        }
        wakePollers.call(d.number(), port);
        return 0;
    }

    @XenSource(value = "evtchn_set_pending", file = FILE)
    private int wakePollers(int domain, int port) {
        Domain d = vcpus.domains().get(domain);
        for (int id = findNextBit(d.pollMask(), 0); id < d.vcpus().size(); id = findNextBit(d.pollMask(), id + 1)) {
            Vcpu v = d.vcpus().get(id);
            int poll = v.pollEvtchn().load();
            if ((poll <= SchedOp.NO_POLL || poll == SchedOp.pollEvtchn(port))
                    && d.pollMask().testAndClearBit(v.id())) {
                v.pollEvtchn().store(SchedOp.NO_POLL);
                control.vcpuUnblock(v);
            }
        }
        return 0;
    }

    /** The lowest bit that is set from {@code offset} on, by one look at the mask; beyond all vCPUs if there is none. */
    @XenSource(value = "find_next_bit", file = "xen/include/asm-x86/bitops.h")
    private static int findNextBit(Word mask, int offset) {
        return Integer.numberOfTrailingZeros(mask.load() & -1 << offset);
    }

    /** A guest lets a port's events through again. */
    @XenSource(value = "evtchn_unmask", file = FILE)
    public void evtchnUnmask(Vcpu v, int port) {
        Domain d = v.domain();
        d.eventLock().lock();
        if (d.evtchnMask().testAndClearBit(port)
                && (d.evtchnPending().load() >>> port & 1) != 0
                && !v.evtchnPendingSel().testAndSetBit(0)) {
            vcpuMarkEventsPending(v, false);
        }
        d.eventLock().unlock();
    }

    /** A timer of a vCPU has expired: VIRQ_TIMER. */
    @XenSource(value = "send_guest_vcpu_virq", file = FILE)
    public void sendTimerEvent(Vcpu v) {
        SpinLock lock = virqLock.get(v);
        boolean flags = lock.lockIrqsave();
        evtchnSetPending(v, timerPort.get(v), false);
        lock.unlockIrqrestore(flags);
    }

    /** A device's interrupt that belongs to a guest; called by its handler. */
    @XenSource(value = "send_guest_pirq", file = FILE)
    public void sendGuestPirq(Vcpu v, int port) {
        evtchnSetPending(v, port, true);
    }

    /** Tells a vCPU to look at its event channels. One that has been told already is not told again. */
    @XenSource(value = "vcpu_mark_events_pending", file = X86)
    private void vcpuMarkEventsPending(Vcpu v, boolean inIrq) {
        if (v.evtchnUpcallPending().testAndSetBit(0)) {
            return;
        }
        (inIrq ? kickFromIrq : kick).call(v.number());
    }

    @XenSource(value = "vcpu_kick", file = X86)
    private void kick(Vcpu v, boolean inIrq) {
        // Before the unblock, so that a vCPU which that wakes is not interrupted in vain.
        boolean running = v.isRunning().load() != 0;
        control.vcpuUnblock(v);
        if (running && (inIrq || vcpus.own() != v)) {
            softirq.cpuRaiseSoftirq(v.processor().load(), Softirq.VCPU_KICK);
        }
    }
}
