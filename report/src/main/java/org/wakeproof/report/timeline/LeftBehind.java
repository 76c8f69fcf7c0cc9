// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.machine.Word;

/** CPUs that go offline, and the timers that were set on them and are over without having been heard. */
final class LeftBehind {
    private final Run run;
    private final Clock clock;

    LeftBehind(Run run) {
        this.run = run;
        this.clock = run.machine().clock();
    }

    /** Who goes, when, and with which timers. */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        run.machine().cells().stream()
                .filter(cell -> cell.name().equals("cpu_online_map"))
                .forEach(online -> facts.addAll(gone((Word) online)));
        return facts;
    }

    private List<Fact> gone(Word online) {
        List<Fact> facts = new ArrayList<>();
        int step = run.lastChange(run.length() - 1, online.field());
        if (step < 0) {
            return facts;
        }
        facts.add(new Fact(step, run.deed(step) + "."));
        int gone = run.value(step - 1, online.field()) & ~run.value(step, online.field());
        for (Cell cell : run.machine().cells()) {
            if (cell instanceof TimeCell timer && isOver(timer)) {
                int set = lastSet(timer, step);
                if (set >= 0 && (gone >>> run.lane(set) & 1) != 0) {
                    facts.add(new Fact(
                            set,
                            run.deed(set) + ", where it stays: at the end that time is over, and CPU" + run.lane(set)
                                    + " offline."));
                }
            }
        }
        return facts;
    }

    /** Whether it is a timer of software, other than a CPU's or a procedure's own, whose time has come. */
    private boolean isOver(TimeCell timer) {
        int end = run.value(run.length() - 1, timer.field());
        return timer.name().endsWith(".expires") && !timer.isDevice() && end > 0 && end <= clock.now();
    }

    private int lastSet(TimeCell timer, int before) {
        int step = before;
        while (step >= 0 && !(run.isByCpu(step) && isWritten(step, timer))) {
            step--;
        }
        return step;
    }

    private boolean isWritten(int step, TimeCell timer) {
        return run.step(step).operation() instanceof StoreTime store && store.cell() == timer
                || run.step(step).operation() instanceof LoadTime load && load.cell() == timer;
    }
}
