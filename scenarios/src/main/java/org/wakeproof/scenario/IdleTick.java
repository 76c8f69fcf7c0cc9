// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import org.wakeproof.explorer.ClosedSystem;

/** CPUs that idle, with their scheduler ticks and a single-shot timer each: can suspending the tick lose a wake-up? */
final class IdleTick implements Scenario {
    @Override
    public String name() {
        return "idle-tick";
    }

    @Override
    public String summary() {
        return "CPUs idle with tickers and single-shot timers: does suspending the tick lose a wake-up?";
    }

    @Override
    public List<Change> changes() {
        return IdleBlueprints.CHANGES;
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N        physical CPUs, 1 to 8 (default 2)",
                "--variant V     v2 as committed (default); v1 suspends the tick after the last check;",
                "                v1-alt before it but without a softirq pass; v0 never suspends it;",
                "                no-check never checks (2008); timers-only (July 2009), v2-online (2010)",
                "--change C      clears-bit-after-handler, interrupts-before-raising, halt-in-two-steps,",
                "                exit-ignores-deadline, handler-forgets-to-rearm, handler-keeps-interrupts-on",
                "--cstate C      any (default: the governor's choice is left open), c1, c2, c3,",
                "                none: no C-state data, the idle function halts",
                "--hpet H        legacy (default), legacy-any, msi, msi-shared, pit",
                "--timers T      single-shot (default), none: the ticker is the only timer",
                "--rounds N      idle N times, then only take interrupts (default: idle for ever)",
                "--sample-age N  a sample of NOW() grows up to N ticks old while it is in use (default 0)",
                "--platform F,.. sysio or halt enter C-states (default: mwait);",
                "                c2-ok: the LAPIC timer runs in C2;",
                "                bm-control: C3 counts its CPUs, and turns the bus arbiter off;",
                "                trace: trace records are taken on the way to sleep;",
                "                tickless: no CPU has a scheduler's tick",
                "--net NET,...   safety nets, off by default: quantum, calibration");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v1        c3  legacy  VIOLATED  the raise that the suspension made swallows the wake-up (F01)",
                "v1        c3  msi     HOLDS     each CPU's own interrupt wakes it",
                "v1        c1  any     HOLDS     the LAPIC timer runs on",
                "v1-alt    c3  legacy  HOLDS     (--timers none: never asleep, so 'sometimes asleep' fails)",
                "v2        any all     HOLDS",
                "v2        any all     VIOLATED  (--platform trace: a record raises TASKLET after the check)",
                "no-check  c3  legacy  VIOLATED  an interrupt between the softirqs and cli is slept through (F03)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        return IdleBlueprints.idleCpus(settings, 0, settings.rounds());
    }
}
