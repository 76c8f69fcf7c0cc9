// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import gov.nasa.jpf.vm.Verify;
import java.util.List;

/**
 * Leaves all decisions to Java PathFinder. The only memory access at which it may switch threads is
 * the one in {@link SchedulingPoint}; its configuration says so.
 */
final class PathFinderSchedule implements Schedule {
    private final SchedulingPoint point = new SchedulingPoint();

    @Override
    public void point(int agent) {
        point.here();
    }

    @Override
    public void blocked(int agent) {
        Verify.ignoreIf(true);
    }

    @Override
    public int choose(int choices) {
        return Verify.getInt(0, choices - 1);
    }

    @Override
    public void end() {
        // Ends the path; nothing else is left to happen on it.
        System.exit(0);
    }

    @Override
    public void run(List<Agent> agents) {
        point.here();
        for (Agent agent : agents) {
            agent.start();
        }
        for (Agent agent : agents) {
            try {
                // The point is shared for as long as this thread lives.
                agent.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
