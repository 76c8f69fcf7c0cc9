// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the wake-up of a CPU has come that sleeps with work.
 *
 * @param name short
 * @param words what is the matter
 * @param sleeper what holds of the CPU that sleeps
 * @param helper who brings it nearer
 * @param progress why that happens in the end
 * @param isMeasured whether it is one of those between which a step may lead back if a measure falls
 */
public record Stage(String name, String words, Local sleeper, Helper helper, Progress progress, boolean isMeasured) {
    public Stage(String name, String words, Local sleeper, Helper helper, Progress progress) {
        this(name, words, sleeper, helper, progress, false);
    }

    /** One of those between which a step may lead back if the measure falls. */
    public Stage measured() {
        return new Stage(name, words, sleeper, helper, progress, true);
    }

    /**
     * The same that may be left by another step of its helper, too.
     *
     * @throws IllegalArgumentException if it is not one of those steps of which one can always be taken
     */
    public Stage leftAlsoBy(String step) {
        if (!(progress instanceof Progress.Always)) {
            throw new IllegalArgumentException("'" + name + "' is not left by a step that can always be taken");
        }
        List<String> steps = new ArrayList<>(progress.steps());
        steps.add(step);
        return new Stage(name, words, sleeper, helper, new Progress.Always(List.copyOf(steps)), isMeasured);
    }

    @Override
    public String toString() {
        return name;
    }
}
