// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;
import org.wakeproof.sched.net.NetFront;

/**
 * A guest with netfront and an application on its one vCPU. The application answers packets; or it sends requests when it
 * is asked to, and reads the answers. It sleeps in between, or a thread of it computes, so that all this happens when
 * events come.
 *
 * <p>Left out: that another event may come while one is handled (it is handled next), and threads, but for how many
 * requests are under way.
 */
public final class Application {
    static final int VIF_PORT = 0;
    static final int ASKED_PORT = 1;
    static final int PORTS = 2;

    /** What decides whether an event for the driver domain is lost, where one may be: 1 if it is. */
    public static final String LOST = "the event is lost";

    private static final int INDICES = DriverDomain.INDICES;

    private final XenMachine xen;
    private final Machine machine;
    private final Vcpu v;
    private final NetFront netFront;
    private final Word rspCons;
    private final Work work;
    private final DriverDomain.Shape shape;
    private final Word asked;
    private final Word written;
    private final Word handled;
    private final Word parts;
    private final Word writtenParts;
    private final Word done;
    private final Event asks;

    /** Wires it. */
    Application(XenMachine xen, Vcpu v, NetFront netFront, Word rspCons, Work work, DriverDomain.Shape shape) {
        this.xen = xen;
        this.machine = xen.machine();
        this.v = v;
        this.netFront = netFront;
        this.rspCons = rspCons;
        this.work = work;
        this.shape = shape;
        asked = machine.word("domU.asked", INDICES - 1, 0).deviceRegister();
        written = own(machine.word("domU.written", INDICES - 1, 0));
        handled = own(machine.word("domU.handled", INDICES - 1, 0));
        parts = own(machine.word("domU.parts", shape.segments(), 0));
        writtenParts = own(machine.word("domU.written_parts", shape.requestPackets(), 0));
        done = own(machine.word("domU.done", INDICES - 1, 0));
        Vector vector = machine.vector("asks", () -> xen.eventChannels().sendGuestPirq(v, ASKED_PORT));
        asks = new Asks(vector);
        machine.event(asks);
        program();
    }

    private Word own(Word word) {
        return word.ownedByRunner(xen.vcpus().current(), v.number());
    }

    /** Somebody asks the application to send a request, by an interrupt at CPU0; nobody does while all its threads wait. */
    private final class Asks extends Event {
        private final Vector vector;

        Asks(Vector vector) {
            super("asks", Kind.EXTERNAL);
            this.vector = vector;
        }

        @Override
        public boolean enabled(State state) {
            int underWay = Math.floorMod(state.get(asked.field()) - state.get(done.field()), INDICES);
            return underWay < shape.threads();
        }

        @Override
        public void fire(State state) {
            state.set(asked.field(), (state.get(asked.field()) + 1) % INDICES);
            machine.cpu(0).requestInterrupt(state, vector);
        }

        @Override
        public String describe(State before, State after) {
            return "the application is asked to send a request";
        }
    }

    private void program() {
        GuestCode code = new GuestCode();
        code.test(() -> !netFront.networkAllocRxBuffers(), "connected").hypercall(this::notifyBack);
        code.label("connected");
        if (shape.guestComputes()) {
            code.access(() -> v.evtchnUpcallMask().store(0)).hypercall(() -> {}).compute();
            code.eventHandler()
                    .access(() -> v.evtchnUpcallPending().store(0))
                    .access(() -> v.evtchnPendingSel().testAndClearBit(0));
            for (int each = 0; each < PORTS; each++) {
                int port = each;
                code.access(() -> v.domain().evtchnPending().clearBit(port));
            }
            xen.guests().run(v, handle(code).returnFromEvent());
        } else {
            Word noted = own(machine.mask(v + ".noted", PORTS));
            Events.await(code.label("sleep"), v, noted, xen.schedOp());
            handle(code).jump("sleep");
            xen.guests().run(v, Events.handler(code, v, noted));
        }
    }

    /** What an event brings. */
    private GuestCode handle(GuestCode code) {
        return code.test(() -> !netFront.netifInt(), "write")
                .label("poll")
                .access(netFront::netifPoll)
                .access(this::handlePackets)
                .test(() -> !netFront.networkAllocRxBuffers(), "posted")
                .hypercall(this::notifyBack)
                .label("posted")
                .test(netFront::hasMoreToPoll, "poll")
                .label("write")
                .test(() -> netFront.isQueueStopped() || hasWritten(), "handled")
                .access(this::write)
                .test(() -> !netFront.networkStartXmit(), "sent")
                .hypercall(this::notifyBack)
                .label("sent")
                .access(netFront::afterXmit)
                .jump("write")
                .label("handled");
    }

    private void notifyBack() {
        if (shape.losesEvents() && machine.choose(LOST, 2) != 0) {
            return;
        }
        xen.eventChannels().evtchnSend(v.domain(), VIF_PORT);
    }

    /** The stack has packets; a request is done when all its segments are there. */
    private void handlePackets() {
        int last = rspCons.load();
        for (int at = handled.load(); at != last; at = (at + 1) % INDICES) {
            work.handles().call();
            int part = parts.load() + 1;
            if (part == shape.segments()) {
                work.reads().call();
                done.store((done.load() + 1) % INDICES);
                part = 0;
            }
            parts.store(part);
        }
        handled.store(last);
    }

    /** Nobody wants to write; or who does waits for the lock of one that waits for its answer. */
    private boolean hasWritten() {
        int last = written.load();
        return last == (shape.threads() == 0 ? done : asked).load() || shape.locked() && last != done.load();
    }

    /** One packet. */
    private void write() {
        work.writes().call();
        int part = writtenParts.load() + 1;
        if (part == shape.requestPackets()) {
            written.store((written.load() + 1) % INDICES);
            part = 0;
        }
        writtenParts.store(part);
    }

    /** The application is asked to send a request. */
    public Event asks() {
        return asks;
    }

    /** How often it has been asked, modulo a number. */
    public Word asked() {
        return asked;
    }
}
