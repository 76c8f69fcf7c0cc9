// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import java.util.Map;

/** A system that can be run in real units. */
public interface TimedScenario {
    /** All of them. */
    static List<TimedScenario> all() {
        return List.of(new Idle(), new LateTimer(), new BlackSecond(), new BlackTenth(), new WindowsIo(), new Echo());
    }

    /** What it is called. */
    String name();

    /** What it is about, in a line. */
    String summary();

    /** Its variants by name, each with a line on it; the first is the usual one. */
    Map<String, String> variants();

    /** How many seconds are counted where nothing is said. */
    double usualSeconds();

    /** What it depends on. */
    List<Parameter> parameters();

    /**
     * Looks whether values that each are taken go together.
     *
     * @throws IllegalArgumentException in one line if they do not
     */
    default void check(Request request) {}

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException in one line if it has no such variant
     */
    Outcome run(Request request);
}
