// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

/** What schedule.c leaves to a scheduler ({@code struct scheduler}); vCPUs are given by their numbers. */
public interface Scheduler {
    /** A vCPU has become unable to run. Its processor's schedule_lock is held. */
    void sleep(int vcpu);

    /** A vCPU has become able to run. Its processor's schedule_lock is held. */
    void wake(int vcpu);

    /** Chooses what the executing CPU is to run. Its schedule_lock is held. */
    int doSchedule();

    /** How long what was chosen may run before it is asked again, in ticks of the clock ({@code task_slice.time}). */
    int timeSlice();

    /** Chooses where a vCPU is to run. Its processor's schedule_lock is held. */
    int pickCpu(int vcpu);

    /** The executing CPU is about to idle. */
    void tickSuspend();

    /** The executing CPU has idled. */
    void tickResume();
}
