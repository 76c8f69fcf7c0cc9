// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;

/**
 * Makes a trace easier to read: brings together what one CPU or device does, where the steps in between do not mind.
 * Greedy, and each try is a replay: what cannot be taken, or leads elsewhere, is not kept.
 */
public final class FewerSwitches {
    /** Steps carried out for all tries together; a long trace is then left as good as it has become. */
    private static final long MOST_STEPS = 3_000_000;

    private final Model model;
    private final Stepper stepper;
    private long replayed;

    /** Steps of one agent in a row. */
    private record Block(int agent, List<Integer> steps) {
        Block and(Block next) {
            List<Integer> all = new ArrayList<>(steps);
            all.addAll(next.steps);
            return new Block(agent, all);
        }
    }

    /**
     * @param model one that fuses nothing, as the steps of a trace are single ones
     */
    public FewerSwitches(Model model) {
        this.model = model;
        this.stepper = model.stepper();
    }

    public Trace of(Trace trace) {
        List<Integer> steps = trace.steps().stream().map(TraceStep::step).toList();
        // The last step may be what breaks a rule: it stays.
        int end = Math.min(trace.lossIndex(), steps.size() - 1);
        if (end < 2) {
            return trace;
        }
        List<Integer> begin = steps.subList(0, end);
        long[] wanted = model.limits.lifted(() -> endOf(begin));
        List<Block> blocks = improvedWhileItPays(blocks(begin), wanted);
        List<TraceStep> all =
                new ArrayList<>(model.limits.lifted(() -> Paths.trace(model, stepper, model.initial(), flat(blocks))));
        // What follows is as it was found: the rules of locks are not known here.
        all.addAll(trace.steps().subList(end, steps.size()));
        return new Trace(List.copyOf(all), trace.lossIndex(), trace.roundIndex());
    }

    private List<Block> improvedWhileItPays(List<Block> blocks, long[] wanted) {
        List<Block> best = blocks;
        try {
            List<Block> better = improved(best, wanted);
            while (better != null && replayed < MOST_STEPS) {
                best = better;
                model.limits.check();
                better = improved(best, wanted);
            }
        } catch (Limits.Hit e) {
            // As good as it has become.
        }
        return best;
    }

    /** Blocks with one switch less. */
    private @Nullable List<Block> improved(List<Block> blocks, long[] wanted) {
        for (int later = 2; later < blocks.size(); later++) {
            int earlier = later - 2;
            while (earlier >= 0
                    && blocks.get(earlier).agent() != blocks.get(later).agent()) {
                earlier--;
            }
            if (earlier < 0 || replayed > MOST_STEPS) {
                continue;
            }
            for (boolean forward : new boolean[] {true, false}) {
                List<Block> candidate = joined(blocks, earlier, later, forward);
                if (Arrays.equals(wanted, endOf(flat(candidate)))) {
                    return candidate;
                }
            }
        }
        return null;
    }

    /** The two blocks as one, in the place of the later or of the earlier, and neighbours of one agent joined. */
    private static List<Block> joined(List<Block> blocks, int earlier, int later, boolean forward) {
        List<Block> moved = new ArrayList<>(blocks);
        Block both = blocks.get(earlier).and(blocks.get(later));
        moved.set(forward ? later : earlier, both);
        moved.remove(forward ? earlier : later);
        return blocks(flat(moved));
    }

    private static List<Block> blocks(List<Integer> steps) {
        List<Block> blocks = new ArrayList<>();
        for (int step : steps) {
            Block single = new Block(agent(step), List.of(step));
            int last = blocks.size() - 1;
            if (last >= 0 && blocks.get(last).agent() == single.agent()) {
                blocks.get(last).steps().add(step);
            } else {
                blocks.add(new Block(single.agent(), new ArrayList<>(single.steps())));
            }
        }
        return blocks;
    }

    /** A CPU with the interrupts that it takes, or an event. */
    private static int agent(int step) {
        return Step.kind(step) == Step.Kind.EVENT ? -1 - Step.detail(step) : Step.cpu(step);
    }

    private static List<Integer> flat(List<Block> blocks) {
        return blocks.stream().flatMap(block -> block.steps().stream()).toList();
    }

    /** The state behind these steps, or null if they cannot be taken one after the other. */
    private long @Nullable [] endOf(List<Integer> steps) {
        PackedState current = model.initial();
        boolean[] broken = {false};
        for (int step : steps) {
            replayed++;
            if (!stepper.enabled(current, step)) {
                return null;
            }
            stepper.take(current, step, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int taken) {
                    current.copyFrom(next);
                }

                @Override
                public void violation(int taken, Violation violation) {
                    broken[0] = true;
                }
            });
            if (broken[0]) {
                return null;
            }
        }
        return current.words;
    }
}
