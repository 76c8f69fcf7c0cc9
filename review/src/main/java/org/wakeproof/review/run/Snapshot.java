// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.Map;
import org.wakeproof.review.code.Value;

/** Where the code is, with all that it will read again. */
final class Snapshot {
    private final int position;
    private final Map<String, Value> known;
    /** Made once: it is asked for wherever this place is looked up. */
    private final int hash;

    /**
     * A place.
     *
     * @param position the number of an instruction
     * @param known what is known of variables; not to be changed any more
     */
    Snapshot(int position, Map<String, Value> known) {
        this.position = position;
        this.known = known;
        hash = 31 * position + known.hashCode();
    }

    int position() {
        return position;
    }

    Map<String, Value> known() {
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot that
                && hash == that.hash
                && position == that.position
                && known.equals(that.known);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return position + " " + known;
    }
}
