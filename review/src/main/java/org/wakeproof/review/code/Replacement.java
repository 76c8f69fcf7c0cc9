// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Path;

/** What a path leads to once a variable that it goes through has been set. */
final class Replacement {

    private static final int LONGEST = 8;

    private Replacement() {}

    /** The same place by the value that {@code old} is given; null if that value does not say. */
    static @Nullable Expression of(Path path, Path old, Expression by) {
        if (!path.startsWith(old)) {
            return path;
        }
        List<Step> rest = path.steps().subList(old.steps().size(), path.steps().size());
        if (rest.isEmpty()) {
            return by instanceof Path || by instanceof Expression.Constant ? by : null;
        }
        if (by instanceof Path base) {
            Path whole = base.on(rest);
            return whole.steps().size() > LONGEST ? null : whole;
        }
        if (by instanceof Address address) {
            return behind(address.path(), rest);
        }
        return null;
    }

    private static boolean isFirst(Step step) {
        return step instanceof Step.Index index && Expression.number(0).equals(index.index());
    }

    private static Expression behind(Path pointee, List<Step> rest) {
        Step first = rest.get(0);
        List<Step> more = rest.subList(1, rest.size());
        if (first instanceof Step.Arrow arrow) {
            return pointee.then(new Step.Field(arrow.name())).on(more);
        }
        return first instanceof Step.Deref || isFirst(first) ? pointee.on(more) : null;
    }
}
