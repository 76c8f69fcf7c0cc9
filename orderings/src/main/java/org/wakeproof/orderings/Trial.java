// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;

/**
 * An ordering as it was explored.
 *
 * @param judged the verdict
 * @param system on which it was decided
 * @param result of the search there
 */
public record Trial(Judged judged, ClosedSystem system, Result result) {
    /** That of the worse verdict, with the states of both. */
    Trial or(Trial other) {
        Judged worse = judged.or(other.judged);
        boolean mine = worse.stage().equals(judged.stage());
        return new Trial(worse, mine ? system : other.system, mine ? result : other.result);
    }
}
