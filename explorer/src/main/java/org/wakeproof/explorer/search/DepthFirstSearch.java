// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.Finding;
import org.wakeproof.explorer.property.RegionCheck;
import org.wakeproof.explorer.property.Stays;
import org.wakeproof.explorer.store.ExactStore;
import org.wakeproof.explorer.store.FingerprintStore;
import org.wakeproof.explorer.store.IntStack;
import org.wakeproof.explorer.store.StateQueue;
import org.wakeproof.explorer.store.StateStore;
import org.wakeproof.machine.Violation;

/** Depth first, by one worker; the trace is the path on which the violation is met, not a shortest one. */
public final class DepthFirstSearch implements SearchStrategy {
    private final Model model;
    private final Checks checks;
    private final Limits limits;
    private final Stepper stepper;
    private final StateStore store;
    private final StateStore.Appender appender;
    private final List<RegionCheck> regions = new ArrayList<>();
    private final IntStack path = new IntStack();
    private volatile int depth;
    private volatile long levelBytes;
    private @Nullable Finding finding;

    public DepthFirstSearch(Model model, Checks checks, Limits limits, Options options) {
        this.model = model;
        this.checks = checks;
        this.limits = limits;
        this.stepper = model.stepper();
        this.store = options.storage() == Options.Storage.EXACT
                ? new ExactStore(model.layout.words(), StateStore.initialSlots(1))
                : new FingerprintStore(StateStore.initialSlots(1));
        this.appender = store.appender();
        for (Property.Leaves leaves : checks.leaves) {
            int region = regions.size();
            regions.add(new RegionCheck(
                    leaves, model, limits, () -> bytes() - regions.get(region).bytes()));
        }
    }

    /** A state on the path with those of its successors that have not been entered yet. */
    private record Level(StateQueue successors, long[] next) {}

    @Override
    public @Nullable Finding run() {
        try {
            search();
        } catch (Limits.Hit e) {
            // The limits know which.
        } catch (OutOfMemoryError e) {
            limits.stop("a full Java heap");
        }
        return finding;
    }

    private void search() {
        List<Level> levels = new ArrayList<>();
        PackedState current = model.initial();
        appender.add(appender.key(current.words), 0, 0);
        if (!enter(current, levels)) {
            return;
        }
        while (!levels.isEmpty() && !limits.isHit(store.size(), bytes())) {
            Level level = levels.get(levels.size() - 1);
            if (level.next[0] == level.successors.size()) {
                levels.remove(levels.size() - 1);
                levelBytes -= level.successors.bytes();
                path.truncate(Math.max(0, levels.size() - 1));
                continue;
            }
            int step = (int) level.successors.read(level.next[0]++, current.words);
            if (store.isCrowded()) {
                limits.check(store.size(), store.bytesAfterGrowth());
                if (!store.grow()) {
                    limits.stop("a table that cannot grow any more");
                    return;
                }
            }
            if (appender.add(appender.key(current.words), 0, step) >= 0) {
                path.push(step);
                depth = Math.max(depth, path.size());
                if (!enter(current, levels)) {
                    return;
                }
            }
        }
    }

    /** Looks at a new state and puts it on the path; false if it ends the search. */
    private boolean enter(PackedState state, List<Level> levels) {
        Property.Always violated = checks.look(state);
        if (violated != null) {
            finding = new Finding(violated.name(), violated.explanation().apply(state), pathSteps(Stepper.NO_STEP));
            return false;
        }
        for (RegionCheck region : regions) {
            if (region.property().region().test(state) && region.canStay(state.words)) {
                finding = Stays.finding(model, region, state.words, pathSteps(Stepper.NO_STEP));
                return false;
            }
        }
        StateQueue successors = new StateQueue(model.layout.words());
        boolean[] stepped = {false};
        stepper.expand(state, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                stepped[0] = true;
                successors.add(next.words, step);
            }

            @Override
            public void violation(int step, Violation violation) {
                stepped[0] = true;
                finding = new Finding(violation.property(), violation.getMessage(), pathSteps(step));
            }
        });
        if (!stepped[0]) {
            checks.rest(state);
        }
        if (!stepped[0] && checks.noDeadlock != null && Checks.isDeadlock(model, state)) {
            finding = new Finding(checks.noDeadlock.name(), "nothing can happen any more", pathSteps(Stepper.NO_STEP));
        }
        levels.add(new Level(successors, new long[1]));
        levelBytes += successors.bytes();
        return finding == null;
    }

    /** The steps on the path, and one more unless there is none. */
    private Supplier<List<Integer>> pathSteps(int more) {
        List<Integer> steps = new ArrayList<>();
        for (int step : path.copy(0, path.size())) {
            steps.add(step);
        }
        if (more != Stepper.NO_STEP) {
            steps.add(more);
        }
        return () -> steps;
    }

    private long bytes() {
        return store.bytes()
                + levelBytes
                + regions.stream().mapToLong(RegionCheck::bytes).sum();
    }

    @Override
    public Statistics statistics() {
        return new Statistics(store.size(), stepper.generated(), depth, path.size(), bytes(), limits.seconds());
    }
}
