// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Replay;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.TimedRun;

/** The steps of a timed run, with those of the clock, as the engine can carry them out. */
final class RecordedSteps implements Observer {
    private final List<Integer> all = new ArrayList<>();
    private Machine machine;
    private TimedRun run;
    private int clock;
    private long tick;
    private boolean booted;

    void of(TimedRun recorded, Machine ofMachine) {
        run = recorded;
        machine = ofMachine;
        clock = machine.events().indexOf(machine.clock());
    }

    @Override
    public void steps(int step, long time) {
        if (!booted) {
            // Before anything is armed, the explored clock stands still.
            tick = run.now();
        }
        booted |= Step.kind(step) != Step.Kind.EVENT;
        timePasses();
        all.add(step);
    }

    /** Until now. */
    void timePasses() {
        for (; tick < run.now(); tick++) {
            all.add(Step.event(clock));
        }
    }

    /** All of them, carried out once more. */
    Replay replayed(List<Property> properties) {
        return new Replay(machine, properties, all, all.size(), all.size());
    }
}
