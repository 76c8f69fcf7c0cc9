// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import java.util.List;

/** Decides which agent goes on, and how what the machine leaves open turns out. Agents are threads, numbered from 0. */
interface Schedule {
    /** Any agent may go on here. */
    void point(int agent);

    /** The agent cannot do anything now; returns when it may look again, or never. */
    void blocked(int agent);

    /** A number from 0 to {@code choices - 1}. */
    int choose(int choices);

    /** The run is over. */
    void end();

    /** Runs the agents until the run is over. */
    void run(List<Agent> agents);
}
