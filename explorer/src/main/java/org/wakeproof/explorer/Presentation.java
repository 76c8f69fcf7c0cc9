// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.model.FewerSwitches;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.Watched;
import org.wakeproof.machine.Machine;

/** Results as people want to see them: traces with fewer switches, and how near runs come to what is never met. */
final class Presentation {
    private final Machine machine;
    private final List<Property> properties;
    private final Options options;
    private final Limits limits;
    private final Watched watched;

    Presentation(Machine machine, List<Property> properties, Options options, Limits limits, Watched watched) {
        this.machine = machine;
        this.properties = properties;
        this.options = options;
        this.limits = limits;
        this.watched = watched;
    }

    /** The same trace with fewer switches, as {@link Explorer#withFewerSwitches} has it. */
    Trace withFewerSwitches(Trace trace) {
        return limits.ports()
                .run(() -> new FewerSwitches(new Model(machine, List.of(), false, limits)).of(trace), limits::stop);
    }

    /**
     * A result as {@link Explorer#shown} has it.
     *
     * @param unmetIn what has been explored where a Sometimes was never met; null where that is not the result
     */
    Result of(Result result, @Nullable Model unmetIn) {
        if (result.trace().isPresent()) {
            return result.withTrace(withFewerSwitches(result.trace().get()));
        }
        return nearest(result, unmetIn)
                .map(nearest -> nearest.run()
                        .map(run -> nearest.withRun(withFewerSwitches(run)))
                        .orElse(nearest))
                .map(nearest -> result.withNearest(Optional.of(nearest)))
                .orElse(result);
    }

    private Optional<Nearest> nearest(Result result, @Nullable Model unmetIn) {
        return properties.stream()
                .filter(property -> unmetIn != null
                        && property instanceof Property.Sometimes
                        && property.name().equals(result.property().orElse(null)))
                .findFirst()
                .flatMap(never -> nearest((Property.Sometimes) never, unmetIn));
    }

    private Optional<Nearest> nearest(Property.Sometimes never, Model unmetIn) {
        try {
            return limits.ports().run(() -> new NearestRun(unmetIn, options, watched).to(never), limits::stop);
        } catch (ModelException e) {
            // The code went round for ever behind a value that no run has: no fault of it, and the verdict stands.
            return Optional.empty();
        }
    }
}
