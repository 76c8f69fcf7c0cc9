// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.run.Decider;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.TimedRun;

/** The menu governor of each CPU: decides which C-state is entered. */
public final class MenuGovernors implements Decider, Observer {
    private final XenMachine xen;
    private final List<MenuGovernor> governors = new ArrayList<>();
    private TimedRun run;

    /**
     * @param latencies of C1, C2 and C3, in microseconds
     */
    public MenuGovernors(XenMachine xen, List<Long> latencies) {
        this.xen = xen;
        for (int cpu = 0; cpu < xen.machine().cpuCount(); cpu++) {
            governors.add(new MenuGovernor(latencies));
        }
    }

    /** The run whose deadlines are looked at. */
    public void watch(TimedRun watched) {
        run = watched;
    }

    /** What is decided. */
    public String question() {
        return "C-state " + List.of(CState.values());
    }

    @Override
    public int decide(Choose choice, int cpu, long time) {
        long deadline = run.time(xen.timers().timerDeadline().of(cpu));
        return governors
                .get(cpu)
                .select(MenuGovernor.sleepLengthNs(
                        deadline, run.now(), xen.machine().clock().tickNanoseconds()));
    }

    @Override
    public void wakes(int cpu, SleepState state, long since, long woken, long time, Vector by) {
        governors.get(cpu).reflect(time - since);
    }
}
