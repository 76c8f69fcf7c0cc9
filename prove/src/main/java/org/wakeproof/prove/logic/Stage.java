// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

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

    @Override
    public String toString() {
        return name;
    }
}
