// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.function.DoubleConsumer;

/**
 * What is to be run.
 *
 * @param variant one of the scenario's variants
 * @param parameters of the scenario
 * @param seconds how much is counted, in seconds of the run
 * @param seed the same seed gives the same run
 * @param progress is told now and then which part of the run is over, from 0 to 1
 */
public record Request(String variant, Parameters parameters, double seconds, long seed, DoubleConsumer progress) {
    /** One that tells nobody how far it is. */
    public static Request of(String variant, Parameters parameters, double seconds, long seed) {
        return new Request(variant, parameters, seconds, seed, part -> {});
    }
}
