// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.program.Activation;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.store.StateIndex;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;

/** Every state and every single step of a sealed machine, for who compares them with another description. */
public final class Unreduced {
    /** A walk may choose the clock in one of so many steps. */
    private static final int SELDOM = 64;

    private final Model model;
    private final Limits limits = Limits.none();
    private final Map<Integer, List<Call>> stacks = new HashMap<>();
    private volatile boolean isStopped;

    public Unreduced(Machine machine) {
        model = new Model(machine, List.of(), true, limits);
    }

    /**
     * A procedure on a call stack.
     *
     * @param procedure its name
     * @param isHandler whether it was entered by an interrupt and not by a call
     * @param arguments what it was called with
     * @param results of what it has asked for so far, operations and calls, in order
     * @param next the operation that is next; absent where it waits for a call
     * @param functions the C functions that lead there from the procedure
     */
    public record Call(
            String procedure,
            boolean isHandler,
            List<Integer> arguments,
            List<Integer> results,
            Optional<Operation> next,
            String functions) {}

    /** A state, valid while it is looked at. */
    public interface View {
        State state();

        /** What a CPU is in the middle of, outermost first; empty where it has come to the end of its program. */
        List<Call> stack(int cpu);
    }

    /** Who is told. */
    public interface Visitor {
        /** A state, once; states are numbered from 0 in this order, and looked at before steps to them. */
        void state(int number, View view);

        /**
         * A step.
         *
         * @param isTick whether it is the clock's
         */
        void step(int from, int to, boolean isTick, String who);

        /** A step that breaks a rule of the machine, and leads nowhere. */
        void broken(int from, String rule);
    }

    /**
     * Visits everything that can be reached, breadth first, unless it is stopped.
     *
     * @param most how many states at most
     * @return whether that was everything
     * @throws ModelException if the model itself is wrong
     */
    public boolean visit(int most, Visitor visitor) {
        return limits.ports().run(() -> limits.lifted(() -> explore(most, visitor)), limits::stop);
    }

    private boolean explore(int most, Visitor visitor) {
        Stepper stepper = model.singleStepper();
        StateIndex index = new StateIndex(model.layout.words());
        PackedState current = model.initial();
        index.number(current.words);
        visitor.state(0, view(current));
        for (int at = 0; at < index.size(); at++) {
            if (index.size() > most || isStopped) {
                return false;
            }
            int from = at;
            index.read(at, current.words);
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    int known = index.size();
                    int to = index.number(next.words);
                    if (to == known) {
                        visitor.state(to, view(next));
                    }
                    visitor.step(from, to, isTick(step), who(step));
                }

                @Override
                public void violation(int step, Violation violation) {
                    visitor.broken(from, violation.getMessage());
                }
            });
        }
        return true;
    }

    /** Ends a visit before everything has been visited; may be called by any thread. */
    public void stop() {
        isStopped = true;
    }

    /**
     * Walks at random from the first state, again and again; states and steps are told as they come, and numbered so.
     *
     * @param seed of the choices
     * @param walks how many
     * @param most how many steps each takes at most; it ends before where nothing can happen
     * @throws ModelException if the model itself is wrong
     */
    public void walk(long seed, int walks, int most, Visitor visitor) {
        Random random = new Random(seed);
        limits.ports()
                .run(
                        () -> limits.lifted(() -> {
                            int told = 0;
                            for (int walk = 0; walk < walks; walk++) {
                                told = walk(random, most, told, visitor);
                            }
                            return true;
                        }),
                        limits::stop);
    }

    private record Taken(long[] words, int step) {}

    /** One walk; the number of the next state to be told. */
    private int walk(Random random, int most, int first, Visitor visitor) {
        Stepper stepper = model.singleStepper();
        PackedState current = model.initial();
        int number = first;
        visitor.state(number, view(current));
        for (int steps = 0; steps < most; steps++) {
            List<Taken> open = successors(stepper, current, number, visitor);
            if (open.isEmpty()) {
                break;
            }
            Taken taken = chosen(random, open);
            System.arraycopy(taken.words(), 0, current.words, 0, taken.words().length);
            visitor.state(++number, view(current));
            visitor.step(number - 1, number, isTick(taken.step()), who(taken.step()));
        }
        return number + 1;
    }

    /** Time would mostly be over before anybody comes far, so it goes on seldom where anything else can happen. */
    private Taken chosen(Random random, List<Taken> open) {
        List<Taken> others = open.stream().filter(each -> !isTick(each.step())).toList();
        List<Taken> some = others.isEmpty() || random.nextInt(SELDOM) == 0 ? open : others;
        return some.get(random.nextInt(some.size()));
    }

    private static List<Taken> successors(Stepper stepper, PackedState current, int number, Visitor visitor) {
        List<Taken> open = new ArrayList<>();
        stepper.expand(current, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                open.add(new Taken(next.words.clone(), step));
            }

            @Override
            public void violation(int step, Violation violation) {
                visitor.broken(number, violation.getMessage());
            }
        });
        return open;
    }

    private boolean isTick(int step) {
        return Step.kind(step) == Step.Kind.EVENT
                && model.machine.events().get(Step.detail(step)) == model.machine.clock();
    }

    private String who(int step) {
        return Step.kind(step) == Step.Kind.EVENT
                ? model.machine.events().get(Step.detail(step)).name()
                : "CPU" + Step.cpu(step);
    }

    private View view(PackedState state) {
        return new View() {
            @Override
            public State state() {
                return state;
            }

            @Override
            public List<Call> stack(int cpu) {
                int number = model.layout.stack(state.words, cpu);
                return stacks.computeIfAbsent(
                        number * model.machine.cpuCount() + cpu, key -> calls(model.program.frame(cpu, number)));
            }
        };
    }

    private static List<Call> calls(Frame innermost) {
        List<Call> calls = new ArrayList<>();
        for (Frame frame = innermost; frame != null && !frame.isDone(); frame = frame.below) {
            Activation at = frame.activation;
            calls.add(
                    0,
                    new Call(
                            at.procedure.name(),
                            frame.vector != Frame.CALLED,
                            boxed(at.arguments),
                            boxed(at.history),
                            Optional.ofNullable(at.operation),
                            at.functions));
        }
        return List.copyOf(calls);
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().collect(Collectors.toUnmodifiableList());
    }
}
