// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/**
 * The seed case end to end: a packet arrives for a guest, by way of a driver domain that looks at its device by a
 * timer, as drivers do under load. Nobody but that timer runs the driver domain.
 */
final class BlackSecond implements Scenario {
    private static final int TIMER_PORT = 0;
    private static final int FRONT_PORT = 1;

    @Override
    public String name() {
        return "black-second";
    }

    @Override
    public String summary() {
        return "a packet arrives for a guest by way of a driver domain that sleeps: does the guest ever see it?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("cpus", "variant", "cstate", "hpet", "net", "change", "sample-age");
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of("cstate", "c3");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(
                Change.INTERRUPTS_DRIVER,
                Change.EXIT_IGNORES_DEADLINE,
                Change.HANDLER_FORGETS_TO_REARM,
                Change.HANDLER_KEEPS_INTERRUPTS_ON);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N      so many physical CPUs, at least 2; the others idle",
                "--variant V   v2 (default), timers-only, v2-online, v0, v1, v1-alt, no-check",
                "--cstate C    c3 (default), any, c1, c2, none",
                "--hpet H      legacy (default), legacy-any, msi, msi-shared, pit",
                "--net N       calibration: an interrupt to every CPU now and then",
                "--change interrupts-driver   the device interrupts the driver domain, which needs no timer",
                "--sample-age N  a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v1                      VIOLATED  the driver domain's timer is lost, and with it the packet",
                "v1 interrupts-driver    HOLDS     with --search symbolic: the wake-up raises SCHEDULE, which nobody has raised"
                        + " before",
                "v2                      HOLDS");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        boolean interrupts = settings.changes().has(Change.INTERRUPTS_DRIVER);
        GuestBlueprints.needsCpus(settings, name(), 2, "each domain is pinned to one of its own");
        Vcpus.Guest guest = Vcpus.Guest.single("domU", 1, Vcpu.Shape.on(0, 0b01, Start.BLOCKED));
        Vcpus.Guest driver =
                Vcpus.Guest.single("dom0", 3, Vcpu.Shape.on(1, 0b10, interrupts ? Start.BLOCKED : Start.RUNNING));
        Blueprint blueprint = GuestBlueprints.of(settings).tickers();
        XenSystem system = new XenSystem((interrupts ? blueprint : blueprint.vcpuTimers(1))
                .guests(guest, driver)
                .urgent());
        Vcpu front = system.guest(0);
        Vcpu back = system.guest(1);
        SchedOp schedOp = system.schedOp();
        system.eventChannels().bindInterdomain(back.domain(), FRONT_PORT, front, 0);
        Word seen = system.machine().word("packet seen by domU", 1, 0);
        Word noted = GuestBlueprints.noted(system, front);
        GuestCode takes = Events.await(new GuestCode(), front, noted, schedOp)
                .access(() -> seen.store(1))
                .compute();
        system.guests().run(front, Events.handler(takes, front, noted));
        Packet packet = interrupts ? Packet.interrupting(system, back) : Packet.polledFor(system);
        drive(system, back, schedOp, packet, !interrupts);
        return new SystemProperties(system.seal())
                .and(
                        1,
                        new Property.Leaves(
                                "the guest sees its packet",
                                state -> packet.hasArrived(state)
                                        && state.get(seen.field()) == 0
                                        && sleeps(system, state),
                                state ->
                                        "the packet has arrived, and CPU1 sleeps, whose driver domain should fetch it"))
                .and(new Property.Sometimes("a packet has been seen", state -> state.get(seen.field()) != 0))
                .idlersTellTheTruth()
                .queueMatchesProcessor()
                .lockDiscipline()
                .sometimesAsleep()
                .close("one packet, at any moment; each domain is pinned to a CPU of its own");
    }

    private static boolean sleeps(XenSystem system, State state) {
        return system.machine().cpu(1).isAsleep(state)
                && system.machine().cpu(1).interruptRequests(state) == 0;
    }

    /** The driver domain looks at its device whenever it wakes, and hands over what it finds. */
    private static void drive(XenSystem system, Vcpu back, SchedOp schedOp, Packet packet, boolean byTimer) {
        Word noted = GuestBlueprints.noted(system, back);
        GuestCode code = new GuestCode().label("look");
        if (byTimer) {
            system.vcpuTimers().addSingleshot(back);
            system.eventChannels().bindTimerVirq(back, TIMER_PORT);
            code.hypercall(() -> system.vcpuTimers().doSetTimerOp(back, 1));
        }
        Events.await(code, back, noted, schedOp)
                .test(() -> !packet.fetch(), "look")
                .hypercall(() -> system.eventChannels().evtchnSend(back.domain(), FRONT_PORT))
                .jump("look");
        system.guests().run(back, Events.handler(code, back, noted));
    }
}
