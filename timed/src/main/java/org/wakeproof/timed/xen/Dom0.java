// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Domain;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/**
 * A dom0 that idles: one vCPU on each CPU, pinned. Each arms its single-shot timer for its next Linux timer and blocks,
 * as stop_hz_timer does; an event lets it look again. A device's interrupt belongs to the first.
 */
public final class Dom0 {
    /** Linux counts its timers in jiffies: HZ is 250. */
    public static final int JIFFY_MS = 4;

    private final XenMachine xen;
    private final Vector device;

    /** Wires a system with nothing but dom0; it is not sealed yet. */
    public Dom0(Configuration configuration) {
        xen = new XenMachine(configuration, List.of(shape(configuration.cpus())));
        Vcpu first = xen.guest(0);
        device = xen.machine().vector("eth0", () -> xen.eventChannels().sendGuestPirq(first, devicePort(first)));
        for (Vcpu v : xen.vcpus().ofGuests()) {
            program(v);
        }
    }

    /** The domain, for wiring: its ports are a timer of each vCPU, and the device. */
    private static Vcpus.Guest shape(int cpus) {
        List<Vcpu.Shape> shapes = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            shapes.add(Vcpu.Shape.on(cpu, 1 << cpu, Vcpu.Start.RUNNING));
        }
        return new Vcpus.Guest(new Domain.Shape("dom0", cpus, cpus + 1, 0), shapes);
    }

    /** What decides how many jiffies the next timer of a vCPU is away, less one. */
    public static String nextTimerOf(Vcpu v) {
        return "next timer of " + v;
    }

    private static int devicePort(Vcpu first) {
        return first.domain().vcpus().size();
    }

    private void program(Vcpu v) {
        xen.vcpuTimers().addSingleshot(v);
        xen.eventChannels().bindTimerVirq(v, v.id());
        Word noted =
                xen.machine().word(v + ".noted", 1, 0).ownedByRunner(xen.vcpus().current(), v.number());
        int jiffy = xen.machine().clock().millisecs(JIFFY_MS);
        String what = nextTimerOf(v);
        GuestCode code = new GuestCode()
                .label("idle")
                .hypercall(() -> xen.vcpuTimers()
                        .doSetTimerOp(
                                v,
                                jiffy
                                        * (1
                                                + xen.machine()
                                                        .choose(
                                                                what,
                                                                xen.configuration()
                                                                        .mostJiffies()))));
        Events.await(code, v, noted, xen.schedOp()).jump("idle");
        xen.guests().run(v, handler(code, v, noted));
    }

    /** Takes note of its events, of which only those that are bound to it can come. */
    private static GuestCode handler(GuestCode code, Vcpu v, Word noted) {
        code.eventHandler()
                .access(() -> v.evtchnUpcallPending().store(0))
                .access(() -> v.evtchnPendingSel().testAndClearBit(0))
                .access(() -> v.domain().evtchnPending().clearBit(v.id()));
        if (v.id() == 0) {
            code.access(() -> v.domain().evtchnPending().clearBit(devicePort(v)));
        }
        return code.access(() -> noted.store(1)).returnFromEvent();
    }

    public XenMachine xen() {
        return xen;
    }

    /** The interrupt of dom0's device. */
    public Vector device() {
        return device;
    }
}
