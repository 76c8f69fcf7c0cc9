// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Trace;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Until;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeOperation.CompareTime;
import org.wakeproof.machine.TimeOperation.IsTime;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.TimeBetween;
import org.wakeproof.machine.TimeOperation.TimeSinceNow;

/** What a property looks at. */
final class Reads {
    private Reads() {}

    /** What a predicate reads of one state, in this order. */
    static Set<Field> of(State state, Predicate<State> predicate) {
        Set<Field> fields = new LinkedHashSet<>();
        predicate.test(new State() {
            @Override
            public int get(Field field) {
                fields.add(field);
                return state.get(field);
            }

            @Override
            public void set(Field field, int value) {
                throw new UnsupportedOperationException("a property only reads");
            }
        });
        return fields;
    }

    /** What the property with that name reads in any state of a trace; nothing if it is not about states. */
    static Set<Field> of(Trace trace, List<Property> properties, Optional<String> name) {
        Set<Field> fields = new LinkedHashSet<>();
        properties.stream()
                .filter(property -> property.name().equals(name.orElse(null)))
                .flatMap(Reads::predicate)
                .forEach(predicate -> trace.steps().forEach(step -> fields.addAll(of(step.after(), predicate))));
        return fields;
    }

    /** What an operation looks at without changing it. */
    static Set<Field> of(Operation operation) {
        if (operation instanceof Load load) {
            return Set.of(load.cell().field());
        } else if (operation instanceof Until until) {
            return Set.of(until.cell().field());
        } else if (operation instanceof CompareTime compare) {
            return Set.of(compare.left().field(), compare.right().field());
        } else if (operation instanceof IsTime test) {
            return Set.of(test.cell().field());
        } else if (operation instanceof TimeSinceNow since) {
            return Set.of(since.cell().field());
        } else if (operation instanceof TimeBetween between) {
            return Set.of(between.cell().field(), between.other().field());
        } else if (operation instanceof LoadTime load) {
            return Set.of(load.source().field());
        }
        return Set.of();
    }

    private static Stream<Predicate<State>> predicate(Property property) {
        if (property instanceof Property.Leaves leaves) {
            return Stream.of(leaves.region());
        }
        return property instanceof Property.Always always ? Stream.of(always.holds()) : Stream.empty();
    }
}
