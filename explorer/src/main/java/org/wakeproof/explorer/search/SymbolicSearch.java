// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.Finding;
import org.wakeproof.explorer.property.RegionCheck;
import org.wakeproof.explorer.property.Stays;
import org.wakeproof.explorer.symbolic.Broken;
import org.wakeproof.explorer.symbolic.Exploration;
import org.wakeproof.explorer.symbolic.Figures;
import org.wakeproof.explorer.symbolic.Ordering;
import org.wakeproof.explorer.symbolic.OutOfNodes;
import org.wakeproof.explorer.symbolic.StateSet;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Violation;

/**
 * Reaches all states at once, as sets, with nothing reduced, and asks properties afterwards. What it finds has no steps: a
 * trace is for a search that goes from state to state.
 */
public final class SymbolicSearch implements SearchStrategy {
    /** A region is not looked at state by state where it is so many times what is large for a search from state to state. */
    private static final long LARGE_REGIONS = 16;

    private static final int LARGEST_LEVELS = 5;

    private final Model model;
    private final Checks checks;
    private final Limits limits;
    private final SymbolicModel symbolic;
    private final Exploration exploration;
    private final long maxBytes;
    private final long storedBefore;
    private volatile BigInteger states;
    private volatile long nodes;
    private volatile List<Statistics.Level> largest = List.of();

    /**
     * A search.
     *
     * @param storedBefore states that a search from state to state has stored in vain
     */
    public SymbolicSearch(Model model, Checks checks, Limits limits, Options options, long storedBefore) {
        this.storedBefore = storedBefore;
        this.model = model;
        this.checks = checks;
        this.limits = limits;
        this.maxBytes = options.maxBytes();
        this.symbolic = new SymbolicModel(model);
        Ordering ordering = Ordering.valueOf(options.levels().name());
        this.exploration = new Exploration(
                symbolic.initial(), symbolic.agents(), symbolic.clock(), ordering, maxBytes, limits::check);
    }

    @Override
    public @Nullable Finding run() {
        try {
            exploration.run();
            StateSet reached = exploration.reached();
            nodes = reached.nodes();
            states = reached.count();
            return look(reached);
        } catch (Broken broken) {
            Violation violation = (Violation) broken.rule();
            return new Finding(violation.property(), violation.getMessage(), null);
        } catch (OutOfNodes e) {
            limits.isHit(0, Long.MAX_VALUE);
            limits.stop("a table of nodes that cannot grow any more");
            largest = largest();
        } catch (Limits.Hit e) {
            // The limits know which.
            largest = largest();
        } catch (OutOfMemoryError e) {
            limits.stop("a full Java heap");
        }
        return null;
    }

    /** Where most nodes are, which tells what to do without, or to bound. */
    private List<Statistics.Level> largest() {
        try {
            return exploration.sizes().stream()
                    .filter(level -> level.nodes() > 0)
                    .sorted(Comparator.comparingLong(Exploration.Level::nodes).reversed())
                    .limit(LARGEST_LEVELS)
                    .map(level -> new Statistics.Level(
                            Arrays.stream(level.variables())
                                    .mapToObj(symbolic::name)
                                    .toList(),
                            level.nodes()))
                    .toList();
        } catch (OutOfMemoryError e) {
            return List.of();
        }
    }

    private Finding look(StateSet reached) {
        Violation broken = brokenRule(reached);
        if (broken != null) {
            return new Finding(broken.property(), broken.getMessage(), null);
        }
        for (Property.Always each : checks.always) {
            StateSet bad = reached(each.holds().negate());
            if (!bad.isEmpty()) {
                return new Finding(each.name(), each.explanation().apply(packed(bad.any())), null);
            }
        }
        checks.meet(met -> !reached(met).isEmpty());
        if (checks.looksAtRest()) {
            StateSet stuck = exploration.stuck();
            stuck.forEach(state -> {
                limits.check();
                checks.rest(packed(state));
                return true;
            });
            if (checks.noDeadlock != null
                    && !stuck.where(symbolic::isUnfinished).isEmpty()) {
                return new Finding(checks.noDeadlock.name(), "nothing can happen any more", null);
            }
        }
        for (Property.Leaves each : checks.leaves) {
            Finding stays = look(each, reached(each.region()));
            if (stays != null) {
                return stays;
            }
        }
        for (Property.Recoverable each : checks.recoverable) {
            StateSet good = reached(each.good());
            if (!reached.minus(exploration.leadingTo(good)).isEmpty()) {
                return new Finding(each.name(), "from here it cannot be reached any more", null);
            }
        }
        return null;
    }

    /**
     * What breaks a rule of locks. Each rule is about one lock that a CPU holds, so each is asked by itself: a
     * step that asked for all of them at once would hang on every lock there is.
     */
    private @Nullable Violation brokenRule(StateSet reached) {
        Violation[] broken = {null};
        Consumer<Violation> found = violation -> broken[0] = violation;
        for (int cpu = 0; cpu < model.machine.cpuCount() && broken[0] == null; cpu++) {
            reached.has(symbolic.breaksRule(cpu, found));
            for (SpinLock lock : model.machine.locks()) {
                limits.check();
                if (broken[0] == null) {
                    reached.has(symbolic.breaksRule(cpu, lock, found));
                }
            }
        }
        return broken[0];
    }

    /** A small region is looked at state by state; of a large one it is worked out as a set from where a run can stay. */
    private Finding look(Property.Leaves property, StateSet region) {
        if (isLarge(region.count())) {
            StateSet staying = staying(region);
            return staying.isEmpty()
                    ? null
                    : new Finding(property.name(), property.explanation().apply(packed(staying.any())), null, null);
        }
        RegionCheck check = new RegionCheck(
                property, model, limits, () -> exploration.figures().bytes());
        Finding[] found = {null};
        region.forEach(state -> {
            PackedState at = packed(state);
            if (check.canStay(at.words)) {
                found[0] = Stays.finding(model, check, at.words, null);
            }
            return found[0] == null;
        });
        return found[0];
    }

    private boolean isLarge(BigInteger states) {
        // Numbering a state takes its words, a slot, and two marks.
        long bytesPerState = 8L * model.layout.words() + 16;
        long most = Math.min(LARGE_REGIONS * limits.largeRegion(), maxBytes / 2 / bytesPerState);
        return states.compareTo(BigInteger.valueOf(most)) > 0;
    }

    /** The states of a region from which a fair run can stay in it. */
    public StateSet staying(StateSet region) {
        return exploration.staying(region, symbolic.actors());
    }

    private PackedState packed(int[] state) {
        PackedState packed = model.state();
        symbolic.pack(state, packed);
        return packed;
    }

    /** What reaches all states. */
    public Exploration exploration() {
        return exploration;
    }

    /** All states, once they have been reached. */
    public StateSet reached() {
        return exploration.reached();
    }

    /** Those of them in which something is so. */
    public StateSet reached(Predicate<State> predicate) {
        return reached().where(SymbolicModel.test(predicate));
    }

    @Override
    public Statistics statistics() {
        Figures now = exploration.figures();
        return Statistics.of(
                new Statistics.Symbolic(
                        Optional.ofNullable(states),
                        nodes,
                        now.levels(),
                        now.groups(),
                        now.rounds(),
                        now.evaluations(),
                        storedBefore,
                        now.nodes(),
                        now.peak(),
                        largest),
                now.bytes(),
                limits.seconds());
    }
}
