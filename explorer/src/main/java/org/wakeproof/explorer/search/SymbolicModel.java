// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.model.LockRules;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Watched;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.symbolic.Actor;
import org.wakeproof.explorer.symbolic.Agent;
import org.wakeproof.explorer.symbolic.Joint;
import org.wakeproof.explorer.symbolic.Local;
import org.wakeproof.explorer.symbolic.Test;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TickParts;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Violation;

/**
 * A model as the symbolic search sees it. Its variables are the fields, by their index, and behind them the call-stack
 * number of each CPU; its agents are each CPU, what interrupts each, and each event; the clock is joint. Steps are
 * single ones: nothing is fused.
 */
public final class SymbolicModel {
    private final Model model;
    private final Machine machine;
    private final int fields;
    private final List<Agent> agents = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();

    public SymbolicModel(Model model) {
        this.model = model;
        this.machine = model.machine;
        this.fields = machine.fields().size();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            Operations operations = new Operations(cpu);
            add(operations, null, operations.polling());
            for (Vector vector : machine.vectors()) {
                Interrupts interrupts = new Interrupts(cpu, vector);
                add(interrupts, interrupts::isDue, null);
            }
        }
        Map<Object, List<Agent>> devices = new IdentityHashMap<>();
        for (Event event : machine.events()) {
            Agent agent = local -> fire(event, local);
            if (event == machine.clock()) {
                actors.add(new Actor(List.of(), true, null, null));
            } else {
                agents.add(agent);
                if (event.kind() == Event.Kind.INTERNAL) {
                    devices.computeIfAbsent(event.device(), device -> new ArrayList<>())
                            .add(agent);
                }
            }
        }
        devices.values().forEach(events -> actors.add(new Actor(events, false, null, null)));
    }

    private void add(Agent agent, Test able, Test polls) {
        agents.add(agent);
        actors.add(new Actor(List.of(agent), false, able, polls));
    }

    private record View(Local local) implements State {
        @Override
        public int get(Field field) {
            return local.get(field.index());
        }

        @Override
        public void set(Field field, int value) {
            local.set(field.index(), value);
        }
    }

    /** The same for who is only to look. */
    private record Looking(Local local) implements State {
        @Override
        public int get(Field field) {
            return local.get(field.index());
        }

        @Override
        public void set(Field field, int value) {
            throw Watched.writes(field);
        }
    }

    /** A predicate of states as a test of variables. */
    static Test test(Predicate<State> predicate) {
        return local -> predicate.test(new Looking(local));
    }

    /**
     * Whether a CPU is about to do what may not be done while it holds a certain lock, or whether it takes locks against
     * {@link LockRules} as far as that one is concerned; how it takes them is learnt.
     *
     * @param broken takes what is broken
     */
    Test breaksRule(int cpu, SpinLock held, Consumer<Violation> broken) {
        return breaksRule(cpu, broken, (operation, state, frame) -> {
            checkLock(operation, state, held, cpu);
            if (isLookedAt(operation, state, cpu)) {
                model.lockRules.lookHolding(held, operation, state, machine.cpu(cpu), frame);
            }
        });
    }

    /** The same whatever locks it holds. */
    Test breaksRule(int cpu, Consumer<Violation> broken) {
        return breaksRule(cpu, broken, (operation, state, frame) -> {
            if (isLookedAt(operation, state, cpu)) {
                model.lockRules.lookHoldingNone(operation, state, machine.cpu(cpu), frame);
            }
        });
    }

    private static void checkLock(Operation operation, State state, SpinLock held, int cpu) {
        try {
            operation.checkLock(state, held);
        } catch (Violation violation) {
            if (operation.enabled(state, cpu)) {
                throw violation;
            }
        }
    }

    private boolean isLookedAt(Operation operation, State state, int cpu) {
        return model.lockRules != null
                && LockRules.concern(operation)
                && (operation instanceof LockOperation.Acquire || operation.enabled(state, cpu));
    }

    @FunctionalInterface
    private interface Rule {
        void check(Operation operation, State state, Frame frame);
    }

    private Test breaksRule(int cpu, Consumer<Violation> broken, Rule rule) {
        return local -> {
            Frame frame = frame(local, cpu);
            if (frame.isDone()) {
                return false;
            }
            try {
                rule.check(frame.operation(), new Looking(local), frame);
                return false;
            } catch (Violation violation) {
                broken.accept(violation);
                return true;
            }
        };
    }

    /** Whether some CPU has not come to its end. */
    boolean isUnfinished(Local local) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if (!frame(local, cpu).isDone()) {
                return true;
            }
        }
        return false;
    }

    /** What a variable holds, in words. */
    String name(int variable) {
        return variable < fields
                ? machine.fields().get(variable).name()
                : "the call stack of CPU" + (variable - fields);
    }

    private int stackVariable(int cpu) {
        return fields + cpu;
    }

    private Frame frame(Local local, int cpu) {
        return model.program.frame(cpu, local.get(stackVariable(cpu)));
    }

    public int[] initial() {
        PackedState start = model.initial();
        int[] initial = new int[fields + machine.cpuCount()];
        for (Field field : machine.fields()) {
            initial[field.index()] = start.get(field);
        }
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            initial[stackVariable(cpu)] = model.layout.stack(start.words, cpu);
        }
        return initial;
    }

    /** Puts the values of all variables into a state. */
    public void pack(int[] variables, PackedState target) {
        for (Field field : machine.fields()) {
            target.set(field, variables[field.index()]);
        }
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            model.layout.setStack(target.words, cpu, variables[stackVariable(cpu)]);
        }
    }

    public List<Agent> agents() {
        return agents;
    }

    /** Who acts for fairness, as {@code Agents} has it for single states. */
    List<Actor> actors() {
        return actors;
    }

    private static void fire(Event event, Local local) {
        local.begin();
        if (event.enabled(new Looking(local))) {
            try {
                event.happen(new View(local));
                local.end();
            } catch (Violation violation) {
                local.breaks(violation);
            }
        }
    }

    /** The clock; null where there is none. */
    public @Nullable Joint clock() {
        Clock clock = machine.clock();
        if (!machine.events().contains(clock)) {
            return null;
        }
        List<Test> guards = new ArrayList<>();
        if (clock.isUrgent()) {
            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                int who = cpu;
                guards.add(local -> !clock.waitsForCpu(new Looking(local), who) || !isActing(local, who));
            }
            for (Event event : machine.events()) {
                guards.add(test(state -> !clock.waitsForDevices(state, List.of(event))));
            }
        }
        List<List<Test>> holders = clock.parts().holders().stream()
                .map(some -> some.stream().map(SymbolicModel::test).toList())
                .toList();
        List<Joint.Action> actions = new ArrayList<>();
        List<Test> occasions = new ArrayList<>();
        for (TickParts.Part part : clock.parts().all()) {
            actions.add(local -> part.ticked(new View(local)));
            occasions.add(test(part::isRunning));
        }
        return new Joint(guards, holders, actions, occasions);
    }

    private boolean isActing(Local local, int cpu) {
        State state = new View(local);
        Frame frame = frame(local, cpu);
        return (machine.cpu(cpu).takeableInterrupts(state) & ~frame.inService) != 0
                || !frame.isDone() && frame.operation().enabled(state, cpu);
    }

    private void go(Local local, State state, int cpu, Frame.Edge edge) {
        for (Field field : edge.forgotten()) {
            state.set(field, 0);
        }
        local.set(stackVariable(cpu), edge.target().number);
    }

    /** What a CPU does when it goes on. */
    private final class Operations implements Agent {
        private final int cpu;

        Operations(int cpu) {
            this.cpu = cpu;
        }

        @Override
        public int key() {
            return stackVariable(cpu);
        }

        /** Where it looks at something again and again, and goes on. */
        Test polling() {
            return local -> {
                Frame frame = frame(local, cpu);
                return !frame.isDone() && frame.operation().isPolling();
            };
        }

        @Override
        public void steps(Local local) {
            State state = new View(local);
            local.begin();
            Frame frame = frame(local, cpu);
            if (frame.isDone()) {
                return;
            }
            Operation operation = frame.operation();
            boolean isEnabled = operation.enabled(state, cpu);
            for (int choice = 0; isEnabled && choice < operation.choices(); choice++) {
                local.begin();
                try {
                    // That no lock stands in its way is asked of all states together.
                    int result = operation.applyUnchecked(state, cpu, choice);
                    go(local, state, cpu, model.program.next(frame, result));
                    local.end();
                } catch (Violation violation) {
                    local.breaks(violation);
                }
            }
        }
    }

    /** The taking of interrupts of one vector. */
    private final class Interrupts implements Agent {
        private final Cpu cpu;
        private final Vector vector;

        Interrupts(int cpu, Vector vector) {
            this.cpu = machine.cpu(cpu);
            this.vector = vector;
        }

        @Override
        public int key() {
            return stackVariable(cpu.number());
        }

        @Override
        public void steps(Local local) {
            State state = new View(local);
            local.begin();
            if ((cpu.takeableInterrupts(state) & vector.bit()) == 0) {
                return;
            }
            Frame frame = frame(local, cpu.number());
            if ((frame.inService & vector.bit()) == 0) {
                cpu.takeInterrupt(state, vector);
                go(local, state, cpu.number(), model.program.interrupt(frame, vector));
                local.end();
            }
        }

        /** Whether it is taken as soon as stores have reached memory. */
        boolean isDue(Local local) {
            return (cpu.dueInterrupts(new Looking(local)) & vector.bit()) != 0
                    && (frame(local, cpu.number()).inService & vector.bit()) == 0;
        }
    }
}
