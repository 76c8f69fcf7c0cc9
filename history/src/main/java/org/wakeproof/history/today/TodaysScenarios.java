// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import java.util.List;
import org.wakeproof.scenario.Scenario;

/** All of them, by place. */
public final class TodaysScenarios {
    private static final List<Scenario> ALL = List.of(
            // P1
            new S3Broadcast(),
            // P2
            new ChannelJoin(),
            // P3
            new S3Tickle(),
            // P13
            new PoolTickle(),
            // P4
            new RcuIdleTimerFires(),
            // P5
            new RcuReader(),
            // P12
            new RcuExitOrder(),
            // P6
            new VectorPriority(),
            // P7
            new PitExit(),
            // P8
            new RtcBroadcast(),
            // P8b
            new C2Broadcast(),
            // P9
            new RcuDefaultIdle(),
            // P10
            new TraceRecord(),
            // P11
            new MwaitProtocol(),
            // P14
            new TscDeadline(),
            // P15
            new ScanTime(),
            // P16
            new NmiShadow(),
            // P17
            new PmIdle(),
            // P18
            new CoreBarrier(),
            // P19
            new BarrierRaise());

    private TodaysScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
