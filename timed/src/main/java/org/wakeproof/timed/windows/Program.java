// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

import java.util.ArrayList;
import java.util.List;

/**
 * What half of a request is to the vCPU: stretches of the guest's code of equal length with exits between them. The ring's
 * exit, where there is one, is part of what a Linux guest has to do as well, so its time is taken from the guest's code.
 */
final class Program {
    private final List<VcpuActivity> activities = new ArrayList<>();
    private final List<Long> durations = new ArrayList<>();

    private int ringStep;

    /** fio's half, at whose end the request is put into the ring. */
    static Program submission(IoCosts costs) {
        Program program = new Program();
        program.addCode(
                costs,
                costs.guest() - costs.guest() / 2 + costs.fio(),
                costs.clockReads() - costs.clockReads() / 2,
                costs.apicAccesses() / 2);
        program.addRing(costs);
        return program;
    }

    /** The driver's half, at whose beginning it may have been interrupted. */
    static Program completion(IoCosts costs) {
        Program program = new Program();
        program.addRing(costs);
        program.addCode(
                costs, costs.guest() / 2, costs.clockReads() / 2, costs.apicAccesses() - costs.apicAccesses() / 2);
        return program;
    }

    private void addRing(IoCosts costs) {
        ringStep = activities.size();
        add(VcpuActivity.GUEST, costs.lightExit());
    }

    private void addCode(IoCosts costs, long guest, int clockReads, int apicAccesses) {
        int exits = clockReads + apicAccesses;
        long code = guest - costs.lightExit();
        for (int exit = 0; exit < exits; exit++) {
            add(VcpuActivity.GUEST, code * (exit + 1) / (exits + 1) - code * exit / (exits + 1));
            add(
                    exit < clockReads ? costs.clock() : VcpuActivity.APIC_PAGE,
                    exit < clockReads ? costs.clockRead() : costs.apicAccess());
        }
        add(VcpuActivity.GUEST, code - code * exits / (exits + 1));
    }

    private void add(VcpuActivity activity, long duration) {
        activities.add(activity);
        durations.add(duration);
    }

    /** Says what the access to the ring is this time: an exit or not. */
    void setRing(VcpuActivity activity) {
        activities.set(ringStep, activity);
    }

    int length() {
        return activities.size();
    }

    VcpuActivity activity(int step) {
        return activities.get(step);
    }

    long duration(int step) {
        return durations.get(step);
    }
}
