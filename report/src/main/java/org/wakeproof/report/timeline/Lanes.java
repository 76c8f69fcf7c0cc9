// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Machine;

/** Who acts in a trace. A CPU's store buffer acts in the CPU's lane. */
final class Lanes {
    private static final String STORE_BUFFER = "store buffer of ";

    private final List<Lane> lanes = new ArrayList<>();

    Lanes(Machine machine, Trace trace) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            lanes.add(new Lane("CPU" + cpu, true));
        }
        for (TraceStep step : trace.steps()) {
            if (!step.isByCpu() && named(device(step)) < 0) {
                lanes.add(new Lane(device(step), false));
            }
        }
    }

    private static String device(TraceStep step) {
        return step.functions().startsWith(STORE_BUFFER)
                ? step.functions().substring(STORE_BUFFER.length())
                : step.functions();
    }

    private int named(String name) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (lanes.get(lane).name().equals(name)) {
                return lane;
            }
        }
        return -1;
    }

    /** The lane in which a step is taken. */
    int of(TraceStep step) {
        return step.isByCpu() ? step.cpu() : named(device(step));
    }

    List<Lane> all() {
        return List.copyOf(lanes);
    }
}
