// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;
import org.wakeproof.sched.net.GrantTable;
import org.wakeproof.sched.net.GrantTableOp;
import org.wakeproof.sched.net.NetBack;
import org.wakeproof.sched.net.NetFront;
import org.wakeproof.sched.net.SharedRing;

/**
 * A guest whose packets come and go by way of a driver domain: NIC, interrupt or timer, driver and netback on one CPU,
 * netfront and an application on another. The driver is woken by its device, or looks at it by a timer; it looks whenever
 * it wakes, and sets its timer anew.
 *
 * <p>Left out: what the packets say, TCP (so nothing is sent again, and nothing acknowledged by itself), and how long a
 * packet stays in the NIC.
 */
public final class DriverDomain {
    /** As many pages as netfront posts at first (RX_DFL_MIN_TARGET); the ring's page holds 256. */
    private static final int RING_SIZE = 64;
    /** Each time round, an event index that stands still asks for one notification. */
    static final int INDICES = 1024;
    /** The NIC holds so many packets, and drops others. */
    private static final int NIC_INDICES = 4096;

    private static final int TIMER_PORT = 0;
    private static final int FRONT_PORT = 1;
    private static final int NIC_PORT = 2;

    private final XenMachine xen;
    private final Machine machine;
    private final Vcpu front;
    private final Vcpu back;
    private final Word arrived;
    private final Word fetched;
    private final Word sent;
    private final NetBack netBack;
    private final SharedRing tx;
    private final GrantTableOp grantTableOp;
    private final Work work;
    private final Application application;
    private final Event packet;

    /**
     * What it consists of.
     *
     * @param pollTicks after how many ticks the driver looks again; 0 where its device interrupts it
     * @param copyingReceiver whether packets are copied to the guest instead of pages being flipped
     * @param guestComputes whether a thread of the guest computes all the time
     * @param together whether both domains are pinned to CPU1; otherwise the guest is on CPU0
     * @param hogs how many other guests compute all the time on the guest's CPU
     * @param threads how many requests the guest has under way at a time; 0 where it answers packets instead
     * @param segments how many packets an answer to the guest comes in
     * @param requestPackets how many packets a request of the guest takes
     * @param locked whether a thread holds a lock from its request to the answer, which the others wait for
     * @param losesEvents whether an event of the guest for the driver domain may be lost, as by a ring without its final check
     */
    public record Shape(
            int pollTicks,
            boolean copyingReceiver,
            boolean guestComputes,
            boolean together,
            int hogs,
            int threads,
            int segments,
            int requestPackets,
            boolean locked,
            boolean losesEvents) {}

    /** Wires it; it is not sealed yet. */
    public DriverDomain(Configuration configuration, Shape shape) {
        xen = new XenMachine(configuration, domains(shape));
        machine = xen.machine();
        front = xen.guest(0);
        back = xen.guest(1);
        arrived = machine.word("nic.arrived", NIC_INDICES - 1, 0).deviceRegister();
        fetched = ownedBy(back).apply(machine.word("dom0.fetched", NIC_INDICES - 1, 0));
        sent = ownedBy(back).apply(machine.word("dom0.sent", INDICES - 1, 0));
        SharedRing rx = new SharedRing(machine, ring("rx"));
        tx = new SharedRing(machine, ring("tx"));
        GrantTable grants = new GrantTable(machine, "domU", RING_SIZE, INDICES);
        grantTableOp = new GrantTableOp(machine, grants);
        work = new Work(machine);
        netBack = new NetBack(machine, rx, tx, grantTableOp, shape.copyingReceiver, ownedBy(back));
        NetFront netFront = new NetFront(machine, rx, tx, grants, shape.copyingReceiver, ownedBy(front));
        boolean polls = shape.pollTicks > 0;
        Vector nic =
                polls ? null : machine.vector("eth0", () -> xen.eventChannels().sendGuestPirq(back, NIC_PORT));
        packet = new Packet(nic);
        machine.event(packet);
        xen.eventChannels().bindInterdomain(back.domain(), FRONT_PORT, front, Application.VIF_PORT);
        xen.eventChannels().bindInterdomain(front.domain(), Application.VIF_PORT, back, FRONT_PORT);
        if (polls) {
            xen.vcpuTimers().addSingleshot(back);
            xen.eventChannels().bindTimerVirq(back, TIMER_PORT);
        }
        application = new Application(xen, front, netFront, rx.rspCons(), work, shape);
        driver(shape.pollTicks);
        for (int hog = 0; hog < shape.hogs; hog++) {
            xen.guests().run(xen.guest(2 + hog), new GuestCode().compute());
        }
    }

    private static List<Vcpus.Guest> domains(Shape shape) {
        Vcpu.Start driver = shape.pollTicks > 0 ? Vcpu.Start.RUNNING : Vcpu.Start.BLOCKED;
        int cpu = shape.together ? 1 : 0;
        List<Vcpus.Guest> all = new ArrayList<>();
        // Where both are on one CPU, the guest is the one that waits for it.
        Vcpu.Start guest = shape.together && shape.pollTicks > 0 ? Vcpu.Start.RUNNABLE : Vcpu.Start.RUNNING;
        all.add(Vcpus.Guest.single("domU", Application.PORTS, Vcpu.Shape.on(cpu, 1 << cpu, guest)));
        all.add(Vcpus.Guest.single("dom0", 3, Vcpu.Shape.on(1, 0b10, driver)));
        for (int hog = 0; hog < shape.hogs; hog++) {
            all.add(Vcpus.Guest.single("hog" + hog, 1, Vcpu.Shape.on(cpu, 1 << cpu, Vcpu.Start.RUNNABLE)));
        }
        return all;
    }

    private UnaryOperator<Word> ownedBy(Vcpu v) {
        return word -> word.ownedByRunner(xen.vcpus().current(), v.number());
    }

    private SharedRing.Shape ring(String name) {
        return new SharedRing.Shape(name, RING_SIZE, INDICES, ownedBy(front), ownedBy(back));
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
            return (state.get(arrived.field()) + 1) % NIC_INDICES != state.get(fetched.field());
        }

        @Override
        public void fire(State state) {
            state.set(arrived.field(), (state.get(arrived.field()) + 1) % NIC_INDICES);
            if (nic != null) {
                machine.cpu(0).requestInterrupt(state, nic);
            }
        }

        @Override
        public String describe(State before, State after) {
            return "a packet arrives";
        }
    }

    private void driver(int pollTicks) {
        Word noted =
                ownedBy(back).apply(machine.mask(back + ".noted", back.domain().ports()));
        GuestCode code = new GuestCode().label("look");
        if (pollTicks > 0) {
            code.hypercall(() -> xen.vcpuTimers().doSetTimerOp(back, pollTicks));
        }
        Events.await(code, back, noted, xen.schedOp());
        code.access(netBack::netifBeInt)
                .access(netBack::netTxAction)
                .access(this::send)
                .label("respond")
                .test(() -> !netBack.owesTxResponses(), "receive")
                .test(() -> !netBack.makeTxResponse(), "respond")
                .hypercall(() -> xen.eventChannels().evtchnSend(back.domain(), FRONT_PORT))
                .jump("respond")
                .label("receive")
                .test(() -> netBack.isQueueStopped() || !fetch(), "give")
                .jump("receive")
                .label("give")
                .test(() -> !netBack.hasQueued(), "look")
                .hypercall(netBack::transferOrCopy)
                .test(() -> !netBack.pushRxResponses(), "look")
                .hypercall(() -> xen.eventChannels().evtchnSend(back.domain(), FRONT_PORT))
                .jump("look");
        xen.guests().run(back, Events.handler(code, back, noted));
    }

    /** Gives what the guest sends to the NIC. */
    private void send() {
        int last = tx.reqCons().load();
        for (int at = sent.load(); at != last; at = (at + 1) % INDICES) {
            work.sends().call();
            sent.store((at + 1) % INDICES);
        }
    }

    /** Takes a packet from the NIC and queues it for the guest; false if there is none. */
    private boolean fetch() {
        int at = fetched.load();
        if (arrived.load() == at) {
            return false;
        }
        work.fetches().call();
        machine.bugOn(!netBack.netifBeStartXmit(), "a packet is dropped, with the queue not stopped");
        fetched.store((at + 1) % NIC_INDICES);
        return true;
    }

    public XenMachine xen() {
        return xen;
    }

    /** A packet arrives. */
    public Event packet() {
        return packet;
    }

    /** How many packets the NIC has had, modulo a number. */
    public Word arrived() {
        return arrived;
    }

    /** What is called when work is done. */
    public Work work() {
        return work;
    }

    /** What the guest does. */
    public Application application() {
        return application;
    }

    /** The hypercalls by which pages get to the guest. */
    public GrantTableOp grantTableOp() {
        return grantTableOp;
    }
}
