// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;

/** A question about an idle path that the checker can answer, with options. */
public interface Scenario {
    /** As typed on the command line. */
    String name();

    /** One line. */
    String summary();

    /** Its options with their values, one line each. */
    List<String> options();

    /** What is expected of it, one line for each case. */
    List<String> expectations();

    /**
     * Wires the system.
     *
     * @throws IllegalArgumentException if the settings do not fit together; the message says how
     */
    ClosedSystem build(Settings settings);
}
