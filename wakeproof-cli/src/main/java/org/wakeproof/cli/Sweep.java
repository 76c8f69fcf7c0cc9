// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wakeproof.timed.scenario.Parameter;
import org.wakeproof.timed.scenario.Unit;

/** The values that a sweep goes through. */
final class Sweep {
    private static final int STEPS = 5;

    private Sweep() {}

    /**
     * Reads {@code A..B}, five values of equal ratios (or, from or to 0, of equal distances), or {@code A,B,C}.
     *
     * @throws IllegalArgumentException in one line if the parameter does not take one of them
     */
    static List<Double> values(Parameter parameter, String given) {
        int dots = given.indexOf("..");
        if (dots < 0) {
            List<Double> listed =
                    Arrays.stream(given.split(",", -1)).map(parameter::parse).toList();
            if (listed.stream().distinct().count() < listed.size()) {
                throw new IllegalArgumentException("--sweep of " + parameter.name() + " has a value twice: " + given);
            }
            return listed;
        }
        if (parameter.unit() == Unit.WORD) {
            throw new IllegalArgumentException(
                    "--sweep of " + parameter.name() + " takes words with commas: " + parameter.range());
        }
        double low = parameter.parse(given.substring(0, dots));
        double high = parameter.parse(given.substring(dots + 2));
        List<Double> values = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            double part = (double) step / (STEPS - 1);
            double value = low > 0 && high > 0 ? low * Math.pow(high / low, part) : low + (high - low) * part;
            values.add(parameter.unit() == Unit.COUNT ? Math.rint(value) : value);
        }
        List<Double> different = values.stream().distinct().toList();
        if (different.size() == 1) {
            throw new IllegalArgumentException("--sweep of " + parameter.name() + " goes through one value: " + given);
        }
        return different;
    }
}
