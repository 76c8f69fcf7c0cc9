// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.List;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/**
 * Packets for a guest, which come by way of a driver domain: the guest is pinned to CPU0, the driver domain to CPU1. The
 * driver is woken by its device, or looks at it by a timer. It hands over what it finds by a ring and an event channel.
 *
 * <p>The ring is its producer index and the guest's consumer index; the driver notifies each time. What the packets say, and
 * answers to them, are left out.
 */
public final class DriverDomain {
    private static final int TIMER_PORT = 0;
    private static final int FRONT_PORT = 1;
    private static final int NIC_PORT = 2;
    private static final int INDICES = 1024;

    private final XenMachine xen;
    private final Machine machine;
    private final Vcpu front;
    private final Vcpu back;
    private final Word arrived;
    private final Word fetched;
    private final Word put;
    private final Word taken;
    private final Procedure fetches;
    private final Procedure takes;
    private final Event packet;

    /**
     * Wires it; it is not sealed yet.
     *
     * @param pollTicks after how many ticks the driver looks again; 0 where its device interrupts it
     */
    public DriverDomain(Configuration configuration, int pollTicks) {
        boolean polls = pollTicks > 0;
        Vcpu.Start start = polls ? Vcpu.Start.RUNNING : Vcpu.Start.BLOCKED;
        xen = new XenMachine(
                configuration,
                List.of(
                        Vcpus.Guest.single("domU", 1, Vcpu.Shape.on(0, 0b01, Vcpu.Start.BLOCKED)),
                        Vcpus.Guest.single("dom0", 3, Vcpu.Shape.on(1, 0b10, start))));
        machine = xen.machine();
        front = xen.guest(0);
        back = xen.guest(1);
        arrived = index("nic.arrived").deviceRegister();
        fetched = index("dom0.fetched");
        put = index("ring.prod");
        taken = index("ring.cons");
        fetches = machine.procedure("driver fetches packets", () -> {});
        takes = machine.procedure("guest takes packets", () -> {});
        Vector nic =
                polls ? null : machine.vector("eth0", () -> xen.eventChannels().sendGuestPirq(back, NIC_PORT));
        packet = new Packet(nic);
        machine.event(packet);
        xen.eventChannels().bindInterdomain(back.domain(), FRONT_PORT, front, 0);
        if (polls) {
            xen.vcpuTimers().addSingleshot(back);
            xen.eventChannels().bindTimerVirq(back, TIMER_PORT);
        }
        guest();
        driver(pollTicks);
    }

    private Word index(String name) {
        return machine.word(name, INDICES - 1, 0);
    }

    /** A packet arrives; where it interrupts, at CPU0. */
    private final class Packet extends Event {
        private final Vector nic;

        Packet(Vector nic) {
            super("packet", Kind.EXTERNAL);
            this.nic = nic;
        }

        @Override
        public boolean enabled(State state) {
            return true;
        }

        @Override
        public void fire(State state) {
            state.set(arrived.field(), (state.get(arrived.field()) + 1) % INDICES);
            if (nic != null) {
                machine.cpu(0).requestInterrupt(state, nic);
            }
        }

        @Override
        public String describe(State before, State after) {
            return "a packet arrives";
        }
    }

    private Word noted(Vcpu v) {
        return machine.mask(v + ".noted", v.domain().ports())
                .ownedByRunner(xen.vcpus().current(), v.number());
    }

    private void guest() {
        Word noted = noted(front);
        GuestCode code = Events.await(new GuestCode().label("sleep"), front, noted, xen.schedOp())
                .test(() -> !moves(put, taken, takes), "sleep")
                .jump("sleep");
        xen.guests().run(front, Events.handler(code, front, noted));
    }

    private void driver(int pollTicks) {
        Word noted = noted(back);
        GuestCode code = new GuestCode().label("look");
        if (pollTicks > 0) {
            code.hypercall(() -> xen.vcpuTimers().doSetTimerOp(back, pollTicks));
        }
        Events.await(code, back, noted, xen.schedOp())
                .test(() -> !moves(arrived, fetched, fetches), "look")
                .access(() -> put.store(fetched.load()))
                .hypercall(() -> xen.eventChannels().evtchnSend(back.domain(), FRONT_PORT))
                .jump("look");
        xen.guests().run(back, Events.handler(code, back, noted));
    }

    /** Takes all that there is; false if there is nothing. */
    private static boolean moves(Word there, Word own, Procedure told) {
        int last = there.load();
        if (last == own.load()) {
            return false;
        }
        own.store(last);
        told.call();
        return true;
    }

    public XenMachine xen() {
        return xen;
    }

    /** A packet arrives. */
    public Event packet() {
        return packet;
    }

    /** Is called when the driver has fetched packets. */
    public Procedure fetches() {
        return fetches;
    }

    /** Is called when the guest has taken packets. */
    public Procedure takes() {
        return takes;
    }

    /** How many packets have been fetched so far, modulo {@link #indices()}. */
    public Word fetched() {
        return fetched;
    }

    /** How many packets the guest has taken so far, modulo {@link #indices()}. */
    public Word taken() {
        return taken;
    }

    /** Where indices begin again. */
    public static int indices() {
        return INDICES;
    }
}
