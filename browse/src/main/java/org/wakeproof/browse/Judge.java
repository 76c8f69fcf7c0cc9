// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wakeproof.browse.View.Judgement;
import org.wakeproof.browse.View.Judgement.Kind;
import org.wakeproof.browse.ViolationSearch.Found;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Property.Always;
import org.wakeproof.explorer.Property.Leaves;
import org.wakeproof.explorer.Property.NoDeadlock;
import org.wakeproof.explorer.Property.Recoverable;
import org.wakeproof.explorer.Property.Sometimes;
import org.wakeproof.explorer.Walk.Position;

/** Says what one state tells about the properties; what only a whole search can decide is left to it. */
final class Judge {
    private final List<Property> properties;

    Judge(List<Property> properties) {
        this.properties = properties;
    }

    /**
     * Judges a state.
     *
     * @param found the violations that searches have found, which happen in this state or can no longer be avoided
     */
    List<Judgement> judge(Position position, List<Found> found) {
        List<Judgement> judgements = new ArrayList<>();
        position.broken().ifPresent(rule -> judgements.add(Judgement.violated(rule, "broken by the last step")));
        Map<String, Found> decided = new LinkedHashMap<>();
        found.stream().filter(of -> position.broken().isEmpty()).forEach(of -> decided.putIfAbsent(of.property(), of));
        decided.values().forEach(of -> judgements.add(Judgement.violated(of.property(), of.explanation())));
        for (Property property : properties) {
            if (decided.containsKey(property.name())) {
                continue;
            }
            Judgement judgement = judge(property, position);
            if (judgement != null) {
                judgements.add(judgement);
            }
        }
        return judgements;
    }

    /** Null for what is not about states. */
    private static @Nullable Judgement judge(Property property, Position position) {
        if (property instanceof Always always) {
            return always.holds().test(position.state())
                    ? Judgement.fine(always.name())
                    : Judgement.violated(always.name(), always.explanation().apply(position.state()));
        }
        if (property instanceof NoDeadlock deadlock) {
            return position.isDeadlock()
                    ? Judgement.violated(deadlock.name(), "nothing can happen any more")
                    : Judgement.fine(deadlock.name());
        }
        if (property instanceof Leaves leaves) {
            return leaves.region().test(position.state())
                    ? Judgement.open(
                            leaves.name(),
                            leaves.explanation().apply(position.state())
                                    + "; violated if a fair run can stay like this")
                    : Judgement.fine(leaves.name());
        }
        if (property instanceof Sometimes sometimes) {
            return sometimes.met().test(position.state())
                    ? new Judgement(sometimes.name(), Kind.FINE, sometimes.name() + ": met here")
                    : Judgement.fine(sometimes.name());
        }
        if (property instanceof Recoverable recoverable) {
            return recoverable.good().test(position.state())
                    ? Judgement.fine(recoverable.name())
                    : Judgement.open(recoverable.name(), "violated if no run leads back from here");
        }
        return null;
    }
}
