// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.function.LongUnaryOperator;
import org.wakeproof.machine.Event;

/**
 * An event of the outside world, and when it happens.
 *
 * @param event what happens; nothing does where it is not enabled
 * @param next given the time of one, the time of the next, in nanoseconds; {@link Long#MAX_VALUE} for never
 */
public record Source(Event event, LongUnaryOperator next) {}
