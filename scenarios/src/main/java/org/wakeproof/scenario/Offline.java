// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/** A CPU is taken offline while it idles. */
final class Offline implements Scenario {
    @Override
    public String name() {
        return "offline";
    }

    @Override
    public String summary() {
        return "CPU0 takes CPU1 down while that goes idle: does it go to sleep instead of dying?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("variant", "timers", "net", "change", "sample-age");
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of("timers", "none");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(
                Change.POLL_WITH_TIMEOUT,
                Change.MOVES_ACTIVE_TIMERS,
                Change.MOVES_ALL_TIMERS,
                Change.ARMS_INACTIVE_TIMERS);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--variant V   v2 (default), timers-only, v2-online, v0, v1, v1-alt, no-check",
                "--timers T    none (default), single-shot: a guest on CPU1 has set itself a timer and sleeps",
                "--net NET,...  safety nets, off by default: quantum, calibration",
                "--change poll-with-timeout   the guest polls, and its timer is of another kind",
                "--change moves-active-timers  CPU unplug as of May 2010, 68afcbc491",
                "--change moves-all-timers     and as of June 2010, 0fac8f6876",
                "--sample-age N  with timers or nets, a sample of NOW() grows N ticks old while in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v2            VIOLATED  stop_machine runs inside the idle entry, which then sleeps (F04)",
                "timers-only   HOLDS     nothing but timers runs there",
                "v1            HOLDS     nothing runs there at all",
                "timers-only   HOLDS     (--timers single-shot) the guest's timer moves with it",
                "any           VIOLATED  (poll-with-timeout) the poll's timer is left behind (F28)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Vcpus.Guest dom0 = Vcpus.Guest.single("dom0", 0, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Blueprint blueprint = GuestBlueprints.of(settings.withCState(Settings.CStateChoice.C1))
                .unplugs()
                .guests(dom0);
        boolean polls = settings.changes().has(Change.POLL_WITH_TIMEOUT);
        boolean sleeps = settings.singleShots() || polls;
        if (sleeps) {
            Vcpus.Guest sleeper = Vcpus.Guest.single("dom1", 1, Vcpu.Shape.on(1, 0b11, Start.RUNNING));
            blueprint.guests(dom0, sleeper).vcpuTimers(1);
        }
        XenSystem system = new XenSystem(blueprint);
        Property timerEvent = null;
        if (polls) {
            poll(system, system.guest(1));
        } else if (sleeps) {
            timerEvent = armAndBlock(system, system.guest(1));
        }
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> system.hotplug().cpuDown())
                                .compute());
        int cpu = settings.cpus() - 1;
        SystemProperties properties = new SystemProperties(system.seal());
        if (sleeps) {
            properties.noEndlessBlock(system.guest(1));
        }
        if (timerEvent != null) {
            properties.and(timerEvent);
        }
        return properties
                .noLostWakeup()
                .and(
                        cpu,
                        new Property.Leaves(
                                "CPU" + cpu + " dies once it is offline",
                                state ->
                                        (state.get(system.vcpus().cpuOnlineMap().field()) >>> cpu & 1) == 0
                                                && state.get(system.hotplug()
                                                                .cpuState()
                                                                .field())
                                                        == 0
                                                && system.machine().cpu(cpu).isAsleep(state),
                                state -> "CPU" + cpu + " is offline and asleep; CPU0 waits for it to die"))
                .and(new Property.Sometimes(
                        "CPU" + cpu + " has died",
                        state -> state.get(system.hotplug().cpuState().field()) != 0))
                .idlersTellTheTruth()
                .lockDiscipline()
                .sometimesAsleep()
                .close();
    }

    private static Property armAndBlock(XenSystem system, Vcpu v) {
        system.vcpuTimers().addSingleshot(v);
        system.eventChannels().bindTimerVirq(v, 0);
        Word armed = system.machine().word(v + " has set its timer", 1, 0);
        Word noted = GuestBlueprints.noted(system, v);
        SchedOp schedOp = system.schedOp();
        GuestCode code = new GuestCode()
                .access(() -> armed.store(1))
                .hypercall(() -> system.vcpuTimers().doSetTimerOp(v, 1));
        system.guests()
                .run(v, Events.handler(Events.await(code, v, noted, schedOp).compute(), v, noted));
        return new Property.Always(
                "no timer event before the timer is set",
                state -> state.get(v.domain().evtchnPending().field()) == 0 || state.get(armed.field()) != 0,
                state -> v + " gets a timer event, and has set no timer");
    }

    private static void poll(XenSystem system, Vcpu v) {
        system.vcpuTimers().addPoll(v);
        system.guests()
                .run(
                        v,
                        new GuestCode()
                                .hypercall(() -> system.schedOp().doPoll(1, 0))
                                .compute());
    }
}
