// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;

/**
 * Where the code can get to without an operation.
 *
 * @param target the next operation, or the end
 * @param suppositions those that lead there and nowhere else
 */
record Way(Snapshot target, List<Supposition> suppositions) {
    String describe() {
        return suppositions.isEmpty()
                ? "the other way"
                : String.join(
                        ", ", suppositions.stream().map(Supposition::toString).toList());
    }
}
