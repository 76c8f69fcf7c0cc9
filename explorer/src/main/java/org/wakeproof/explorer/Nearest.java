// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import java.util.Optional;

/**
 * How near runs come to a {@link Property.Sometimes} that is never met: what a CPU would have to see, and no run lets it see,
 * for it to change what the property asks about. What is behind a result that never was is code, and not a run: with it, more
 * could be missing.
 *
 * @param turns the first is nearest to what is never met; each further one is what it takes for the result that the one before
 *     it misses to be anywhere at all
 * @param run a shortest run to the last of the turns, which ends with the result that is seen there; absent where a limit
 *     ended the search for it
 */
public record Nearest(List<Turn> turns, Optional<Trace> run) {
    /**
     * A place at which all runs turn the same way.
     *
     * @param cpu whose code it is
     * @param functions the C functions that lead there
     * @param seen what is seen there, in words, in one way or several
     * @param missing what is not, in words
     * @param then what the CPU's code goes on to behind it, in as few steps as possible, and in no run: an operation, or a procedure
     * @param thenFunctions the C functions that lead there
     */
    public record Turn(
            int cpu, String functions, List<String> seen, String missing, String then, String thenFunctions) {}

    /** The same with its run told in another way. */
    public Nearest withRun(Trace other) {
        return new Nearest(turns, Optional.of(other));
    }
}
