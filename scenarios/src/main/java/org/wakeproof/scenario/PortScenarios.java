// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;

/** The scenarios that consist of the ports as a whole. */
public final class PortScenarios {
    private static final List<Scenario> ALL = List.of(
            new IdleTick(),
            new IdleOnce(),
            new TickUnderGuest(),
            new Poll(),
            new Block(),
            new Pause(),
            new Tickle(),
            new TickleBoth(),
            new SwitchIn(),
            new AffinityRace(),
            new Offline(),
            new Singleshot(),
            new IoRingScenario(),
            new NetRx(),
            new NetTx(),
            new BlackSecond(),
            new FairShare());

    private PortScenarios() {}

    /** All of them, in the order in which they are listed. */
    public static List<Scenario> all() {
        return ALL;
    }
}
