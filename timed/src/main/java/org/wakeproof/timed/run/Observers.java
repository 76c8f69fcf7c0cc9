// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.List;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;

/** Several observers, which are told one after the other. */
public record Observers(List<Observer> all) implements Observer {
    @Override
    public void fallsAsleep(int cpu, SleepState state, long time) {
        all.forEach(each -> each.fallsAsleep(cpu, state, time));
    }

    @Override
    public void wakes(int cpu, SleepState state, long since, long woken, long time, Vector by) {
        all.forEach(each -> each.wakes(cpu, state, since, woken, time, by));
    }

    @Override
    public void takesInterrupt(int cpu, Vector vector, long time) {
        all.forEach(each -> each.takesInterrupt(cpu, vector, time));
    }

    @Override
    public void sends(int cpu, int mask, Vector vector, long time) {
        all.forEach(each -> each.sends(cpu, mask, vector, time));
    }

    @Override
    public void calls(int cpu, Procedure procedure, long time) {
        all.forEach(each -> each.calls(cpu, procedure, time));
    }

    @Override
    public void steps(int step, long time) {
        all.forEach(each -> each.steps(step, time));
    }
}
