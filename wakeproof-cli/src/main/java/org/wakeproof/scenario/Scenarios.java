// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.scenario.historic.HistoricScenarios;

/** All scenarios by name. */
public final class Scenarios {
    private static final List<Scenario> PORTS = List.of(
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
            new BlackSecond(),
            new FairShare());

    private static final List<Scenario> ALL = both(PORTS, HistoricScenarios.all());

    private Scenarios() {}

    /** One list after the other; JPF, under which this runs, cannot end a stream by {@code toList}. */
    private static List<Scenario> both(List<Scenario> first, List<Scenario> second) {
        List<Scenario> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    /** Those that consist of the ports as a whole. */
    public static List<Scenario> ofPorts() {
        return PORTS;
    }

    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * Finds a scenario.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names those there are
     */
    public static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + name + "'; there is "
                        + String.join(", ", PORTS.stream().map(Scenario::name).toList())
                        + ", and the historic ones of 'list'"));
    }
}
