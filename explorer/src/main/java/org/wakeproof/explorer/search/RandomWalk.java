// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.wakeproof.machine.Violation;

/** Walks at random from the start, again and again, until a limit is hit. Finds, but never proves. */
public final class RandomWalk implements SearchStrategy {
    private static final int WALK = 2_000;

    private final Model model;
    private final Checks checks;
    private final Limits limits;
    private final Stepper stepper;
    private final SplittableRandom random;
    private final List<RegionCheck> regions = new ArrayList<>();
    private volatile long visited;

    public RandomWalk(Model model, Checks checks, Limits limits, Options options) {
        this.model = model;
        this.checks = checks;
        this.limits = limits;
        this.stepper = model.stepper();
        this.random = new SplittableRandom(options.seed());
        for (Property.Leaves leaves : checks.leaves) {
            int region = regions.size();
            regions.add(new RegionCheck(
                    leaves,
                    model,
                    limits,
                    () -> regionBytes() - regions.get(region).bytes()));
        }
    }

    @Override
    public @Nullable Finding run() {
        try {
            Finding finding = null;
            while (finding == null && !limits.isHit(visited, regionBytes())) {
                finding = walk();
            }
            return finding;
        } catch (Limits.Hit e) {
            // The limits know which.
        } catch (OutOfMemoryError e) {
            limits.stop("a full Java heap");
        }
        return null;
    }

    private Finding walk() {
        PackedState current = model.initial();
        List<Integer> path = new ArrayList<>();
        PackedState chosen = model.state();
        for (int length = 0; length < WALK && limits.reason() == null; length++) {
            visited++;
            Property.Always violated = checks.look(current);
            if (violated != null) {
                return new Finding(violated.name(), violated.explanation().apply(current), () -> path);
            }
            for (RegionCheck region : regions) {
                if (region.property().region().test(current) && region.canStay(current.words)) {
                    return Stays.finding(model, region, current.words, () -> path);
                }
            }
            int[] seen = {0};
            int[] step = {-1};
            Finding[] broken = {null};
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int taken) {
                    if (random.nextInt(++seen[0]) == 0) {
                        chosen.copyFrom(next);
                        step[0] = taken;
                    }
                }

                @Override
                public void violation(int taken, Violation violation) {
                    // Whichever way the walk would go on: a breach of the rules of locks may be told only once.
                    List<Integer> there = new ArrayList<>(path);
                    if (taken != Stepper.NO_STEP) {
                        there.add(taken);
                    }
                    broken[0] = new Finding(violation.property(), violation.getMessage(), () -> there);
                }
            });
            if (broken[0] != null) {
                return broken[0];
            }
            if (seen[0] == 0) {
                checks.rest(current);
                return checks.noDeadlock != null && Checks.isDeadlock(model, current)
                        ? new Finding(checks.noDeadlock.name(), "nothing can happen any more", () -> path)
                        : null;
            }
            path.add(step[0]);
            current.copyFrom(chosen);
        }
        return null;
    }

    private long regionBytes() {
        return regions.stream().mapToLong(RegionCheck::bytes).sum();
    }

    @Override
    public Statistics statistics() {
        return new Statistics(visited, stepper.generated(), WALK, 0, regionBytes(), limits.seconds());
    }
}
