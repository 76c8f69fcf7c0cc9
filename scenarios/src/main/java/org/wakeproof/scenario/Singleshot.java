// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/** Dom0 arms its single-shot timer and blocks, again and again; its CPU goes idle meanwhile. */
final class Singleshot implements Scenario {
    private static final int TIMER_PORT = 0;
    private static final int LATENESS = 2;

    @Override
    public String name() {
        return "singleshot";
    }

    @Override
    public String summary() {
        return "dom0 arms a timer and blocks: does the timer come on time?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("variant", "cstate", "hpet", "rounds", "net", "change", "sample-age");
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of("cstate", "c3");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(
                Change.PERIODIC_TIMER,
                Change.ROAMS,
                Change.EXIT_IGNORES_DEADLINE,
                Change.HANDLER_FORGETS_TO_REARM,
                Change.HANDLER_KEEPS_INTERRUPTS_ON,
                Change.ARMS_INACTIVE_TIMERS);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--variant V       v2 (default), timers-only, v2-online, v0, v1, v1-alt, no-check",
                "--cstate C        c3 (default), any, c1, c2, none",
                "--hpet H          legacy (default), legacy-any, msi, msi-shared, pit",
                "--rounds 1        CPU0 only takes interrupts (default: it idles, too)",
                "--net calibration an interrupt to every CPU now and then",
                "--change periodic-timer   a timer that does not tick while dom0 is descheduled",
                "--change roams    dom0 moves to the other CPU each time, and its timer with it",
                "--sample-age N    a sample of NOW() grows up to N ticks old while it is in use");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v1   c3  legacy  VIOLATED  late for as long as nothing else interrupts the CPU",
                "v2   c3  legacy  HOLDS");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        int last = settings.cpus() - 1;
        boolean roams = settings.changes().has(Change.ROAMS);
        int affinity = roams ? (1 << settings.cpus()) - 1 : 1 << last;
        Vcpus.Guest dom0 = Vcpus.Guest.single("dom0", 1, new Vcpu.Shape(last, affinity, Start.RUNNING, roams, 0));
        Blueprint blueprint = GuestBlueprints.of(settings)
                .tickers()
                .vcpuTimers(1)
                .past(LATENESS + 1)
                .guests(dom0)
                .urgent();
        if (settings.rounds() > 0) {
            blueprint.firstIdle(1);
        }
        XenSystem system = new XenSystem(blueprint);
        Vcpu v = system.guest(0);
        boolean periodic = settings.changes().has(Change.PERIODIC_TIMER);
        if (periodic) {
            system.vcpuTimers().addPeriodic(v);
        } else {
            system.vcpuTimers().addSingleshot(v);
        }
        system.eventChannels().bindTimerVirq(v, TIMER_PORT);
        SchedOp schedOp = system.schedOp();
        Word noted = GuestBlueprints.noted(system, v);
        GuestCode code = new GuestCode().label("again");
        if (periodic) {
            code.hypercall(() -> system.schedule().control().vcpuForceReschedule(v));
            Events.await(code, v, noted, schedOp);
        } else if (roams) {
            armAndAwait(code, system, v, 0, noted, schedOp);
            armAndAwait(code, system, v, last, noted, schedOp);
        } else {
            code.hypercall(() -> system.vcpuTimers().doSetTimerOp(v, 1));
            Events.await(code, v, noted, schedOp);
        }
        system.guests().run(v, Events.handler(code.jump("again"), v, noted));
        return new SystemProperties(system.seal())
                .boundedLateness(LATENESS)
                .idlersTellTheTruth()
                .queueMatchesProcessor()
                .lockDiscipline()
                .sometimesAsleep()
                .close((roams ? "dom0 moves from CPU to CPU" : "dom0 is pinned to CPU" + last)
                        + ", and its timer is set one tick ahead");
    }

    /** On another CPU than the last time, which the timer has to leave. */
    private static void armAndAwait(GuestCode code, XenSystem system, Vcpu v, int cpu, Word noted, SchedOp schedOp) {
        code.hypercall(() -> system.vcpuTimers().doSetTimerOp(v, 0))
                .hypercall(() -> system.schedule().control().vcpuSetAffinity(v, 1 << cpu))
                .hypercall(() -> system.vcpuTimers().doSetTimerOp(v, 1));
        Events.await(code, v, noted, schedOp);
    }
}
