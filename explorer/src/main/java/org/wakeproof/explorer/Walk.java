// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Violation;

/**
 * Walks through the state space of a sealed machine by hand, one operation a step. Positions may be used by several
 * threads; nothing else may run the machine meanwhile.
 */
public final class Walk {
    /** Steps at most that {@link Position#run} takes. */
    public static final int MAX_RUN = 500;

    private final Limits limits = Limits.none();
    private final Model model;
    private final Stepper stepper;

    public Walk(Machine machine) {
        model = new Model(machine, List.of(), true, limits);
        stepper = model.stepper();
    }

    /** Where the machine starts. */
    public synchronized Position start() {
        return limits.ports().run(() -> new Position(model.initial(), Optional.empty()), limits::stop);
    }

    /**
     * A step that can be taken, with what comes of it.
     *
     * @param step what happens
     * @param broken the rule of the machine that it breaks, where it breaks one; nothing follows then
     */
    public record Move(TraceStep step, Optional<String> broken) {}

    /**
     * What a CPU is at.
     *
     * @param contexts the C functions of what it does, below the interrupt handlers that interrupted it; outermost first
     * @param awaited what its next operation waits for; absent where it can be carried out, or there is none
     */
    public record Place(List<String> contexts, Optional<String> awaited) {}

    /** A state on the walk. Two are equal if nothing tells the states apart. */
    public final class Position {
        private final PackedState state;
        private final Optional<String> broken;
        private List<Move> moves;

        private Position(PackedState state, Optional<String> broken) {
            this.state = state;
            this.broken = broken;
        }

        public State state() {
            return state;
        }

        /** The rule of the machine that the last step broke, if it broke one. */
        public Optional<String> broken() {
            return broken;
        }

        /** The steps that can be taken, always in the same order. */
        public List<Move> moves() {
            synchronized (Walk.this) {
                if (moves == null) {
                    moves = broken.isPresent()
                            ? List.of()
                            : limits.ports().run(() -> limits.lifted(() -> movesFrom(state)), limits::stop);
                }
                return moves;
            }
        }

        /**
         * Takes a step.
         *
         * @param move its place in {@link #moves()}
         * @throws IllegalArgumentException if there is none; the message says so
         */
        public Position take(int move) {
            if (move < 0 || move >= moves().size()) {
                throw new IllegalArgumentException("there is no step " + move + " here: there are " + moves.size());
            }
            Move taken = moves.get(move);
            return new Position((PackedState) taken.step().after(), taken.broken());
        }

        /**
         * The places of a step and of those after it that nobody but its CPU can see or disturb, each in the
         * {@link #moves()} that are there then: taking them all leads to the CPU's next step that others could see.
         *
         * @throws IllegalArgumentException if there is no such step
         */
        public List<Integer> run(int move) {
            List<Integer> run = new ArrayList<>(List.of(move));
            Position at = take(move);
            TraceStep first = moves.get(move).step();
            while (first.isByCpu() && run.size() < MAX_RUN) {
                int next = at.privateMove(first.cpu());
                if (next < 0) {
                    break;
                }
                run.add(next);
                at = at.take(next);
            }
            return run;
        }

        private int privateMove(int cpu) {
            for (int move = 0; move < moves().size(); move++) {
                Move each = moves.get(move);
                if (each.step().isPrivate()
                        && each.step().cpu() == cpu
                        && each.broken().isEmpty()) {
                    return move;
                }
            }
            return -1;
        }

        /**
         * The place in {@link #moves()} of a step that a search has recorded.
         *
         * @throws ModelException if it cannot be taken here
         */
        public int moveOf(int step) {
            for (int move = 0; move < moves().size(); move++) {
                if (moves.get(move).step().step() == step) {
                    return move;
                }
            }
            throw new ModelException("a step of the trace cannot be taken");
        }

        /** What a CPU is at. */
        public Place place(int cpu) {
            Frame frame = model.program.frame(cpu, model.layout.stack(state.words, cpu));
            boolean waits =
                    broken.isEmpty() && !frame.isDone() && !frame.operation().enabled(state, cpu);
            return new Place(
                    frame.contexts(), waits ? Optional.of(frame.operation().awaited()) : Optional.empty());
        }

        /** Whether nothing can happen although some CPU has not come to its end. */
        public boolean isDeadlock() {
            return broken.isEmpty() && moves().isEmpty() && Checks.isDeadlock(model, state);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Position position
                    && Arrays.equals(position.state.words, state.words)
                    && position.broken.equals(broken);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(state.words);
        }
    }

    private List<Move> movesFrom(PackedState state) {
        List<Integer> steps = new ArrayList<>();
        stepper.expand(state, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                steps.add(step);
            }

            @Override
            public void violation(int step, Violation violation) {
                steps.add(step);
            }
        });
        return steps.stream().map(step -> move(state, step)).toList();
    }

    private Move move(PackedState state, int step) {
        List<TraceStep> seen = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        stepper.observe(
                state,
                step,
                (single, functions, operation, description, isPrivate, after) ->
                        seen.add(new TraceStep(single, functions, operation, description, isPrivate, copyOf(after))),
                new Stepper.Sink() {
                    @Override
                    public void successor(PackedState next, int taken) {
                        // The observer has seen it.
                    }

                    @Override
                    public void violation(int taken, Violation violation) {
                        broken.add(violation.property());
                    }
                });
        return new Move(seen.get(0), broken.stream().findFirst());
    }

    private PackedState copyOf(PackedState state) {
        PackedState copy = model.state();
        copy.copyFrom(state);
        return copy;
    }
}
