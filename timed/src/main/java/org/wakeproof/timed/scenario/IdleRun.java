// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import org.wakeproof.machine.Procedure;
import org.wakeproof.timed.measure.LatenessMeasure;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Table;

/** A run of an idle machine from start to end, with lanes of the latest timer or else of the end. */
final class IdleRun {
    private static final double NS = 1e9;
    private static final int PARTS = 200;

    private final Request request;
    private final LaneRecorder lanes;
    private final IdleSystem system;
    private final long end;

    IdleRun(Request request, long span) {
        this.request = request;
        this.lanes = new LaneRecorder((int) request.parameters().whole("cpus"), span, IdleSystem.START);
        this.system = new IdleSystem(
                IdleVariants.named(request.variant()),
                request.parameters(),
                request.seed(),
                List.of(lanes, new LatestTimer()));
        long length = (long) (request.seconds() * NS);
        for (int part = 1; part <= PARTS; part++) {
            system.runFor(length / PARTS * part);
            request.progress().accept((double) part / PARTS);
        }
        system.runFor(length);
        system.finish(length);
        end = IdleSystem.START + IdleSystem.WARM_UP + length;
        lanes.keep(end, 0, "", 0, false);
    }

    /** Keeps the lanes around the timer that is later than all before. */
    private final class LatestTimer implements Observer {
        @Override
        public void calls(int cpu, Procedure procedure, long time) {
            long late = system.lateBy(procedure, time);
            if (late > LatenessMeasure.STALL_NS) {
                lanes.keep(time, late, "a timer of dom0, " + late / 1_000_000 + " ms late", cpu, true);
            }
        }
    }

    /** When the run ended, in nanoseconds since the machine was started. */
    long end() {
        return end;
    }

    IdleSystem system() {
        return system;
    }

    Outcome outcome(String scenario, List<Figure> figures, List<Table> tables, List<Distribution> distributions) {
        return Outcome.of(scenario, request, figures, tables, distributions, List.of(), lanes.lanes());
    }
}
