// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Value;

/** The places that whoever has a value can get to: by the pointer that it is, by those in it, and by those behind them. */
final class Reachable {
    private final Map<String, Value> known;
    private final Set<String> targets = new LinkedHashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private Reachable(Map<String, Value> known) {
        this.known = known;
    }

    /** In the order in which they are found. */
    static Set<String> from(Expression value, Map<String, Value> known) {
        Reachable all = new Reachable(known);
        all.add(Evaluation.of(value, known));
        if (value instanceof Path path) {
            Evaluation.place(path, known).ifPresent(all.open::add);
        }
        while (!all.open.isEmpty()) {
            all.parts(all.open.poll());
        }
        return all.targets;
    }

    private void add(Value value) {
        if (value.kind() == Value.Kind.ADDRESS && targets.add(value.target())) {
            open.add(value.target());
        }
    }

    private void parts(String place) {
        known.forEach((name, value) -> {
            boolean isPart = name.startsWith(place)
                    && (name.length() == place.length() || ".[".indexOf(name.charAt(place.length())) >= 0);
            if (isPart) {
                add(value);
            }
        });
    }
}
