// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.wakeproof.oracle.Description.Comparator;
import org.wakeproof.oracle.Description.Happening;
import org.wakeproof.oracle.Description.Urgency;
import org.wakeproof.oracle.World.Code;
import org.wakeproof.oracle.World.Core;
import org.wakeproof.oracle.World.Frame;
import org.wakeproof.oracle.World.Watch;

/** What can happen in a state of a system, and where it leads. */
final class Oracle {
    /** The agent of what the outside world does. */
    static final String CLOCK = "the clock";

    static final String OUTSIDE = "the outside world";

    private final Description system;

    /**
     * What happens.
     *
     * @param agent who does it
     * @param next where it leads, or null
     * @param breach the rule that it breaks, or null
     */
    record Move(String agent, World next, Breach.Rule breach) {}

    Oracle(Description system) {
        this.system = system;
    }

    World initial() {
        List<Integer> memory = new ArrayList<>();
        system.words().forEach(word -> memory.add(word.initial()));
        while (memory.size() < Memory.lock(system, 0)) {
            memory.add(system.devices().apic() >= 0 && memory.size() < system.apicMasks() + system.cpus() ? 0 : 1);
        }
        system.locks().forEach(lock -> memory.add(0));
        List<Integer> times = new ArrayList<>();
        for (int time = 0; time < Ticks.count(system); time++) {
            boolean register = time >= system.match(0) && time < system.variable(0);
            times.add(register ? Ticks.NEVER : Ticks.NONE);
        }
        List<Core> cores = new ArrayList<>();
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            boolean on = system.boots().get(cpu).interruptsOn();
            cores.add(new Core(on, 0, Doze.AWAKE, Watch.IDLE, List.of(), List.of()));
        }
        Draft draft = new Draft(new World(
                memory,
                times,
                Collections.nCopies(system.devices().comparators().size(), false),
                Collections.nCopies(system.devices().happenings().size(), false),
                cores));
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            new Stack(system, draft, cpu)
                    .enter(new Code(false, system.boots().get(cpu).procedure(), 0));
        }
        return draft.done();
    }

    // Who can act.

    /** Whether a CPU can carry out its next operation. */
    private boolean canRun(Draft now, int cpu) {
        return !now.cpus.get(cpu).stack.isEmpty() && new Instructions(system, now, cpu).enabled();
    }

    /** Whether a CPU takes a vector's interrupt as soon as its stores have reached memory. */
    private boolean isDue(Draft now, int cpu, int vector) {
        Draft.Processor core = now.cpus.get(cpu);
        return core.interruptsOn && (core.requests >> vector & 1) != 0 && !isInService(core, vector);
    }

    private boolean isInService(Draft.Processor core, int vector) {
        return !system.handlers().get(vector).early()
                && core.stack.stream().map(Frame::code).anyMatch(code -> code.handler() && code.number() == vector);
    }

    private boolean canTake(Draft now, int cpu, int vector) {
        return now.cpus.get(cpu).buffer.isEmpty() && isDue(now, cpu, vector);
    }

    private boolean canHappen(Draft now, int number) {
        Happening happening = system.devices().happenings().get(number);
        return !now.happened.get(number) && now.memory.get(happening.word()) == happening.when();
    }

    private boolean canTick(Draft now) {
        return system.isTimed() && ticks(now).canTick() && mayTimePass(now);
    }

    private Ticks ticks(Draft now) {
        return new Ticks(system, now, new Memory(system, now));
    }

    private boolean mayTimePass(Draft now) {
        Urgency urgency = system.devices().urgency();
        if (urgency == null) {
            return true;
        }
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            boolean exempt = cpu == urgency.cpu() && now.memory.get(urgency.word()) == 1;
            boolean acts = canRun(now, cpu);
            for (int vector = 0; vector < system.handlers().size(); vector++) {
                acts |= canTake(now, cpu, vector);
            }
            if (acts && !exempt || !now.cpus.get(cpu).buffer.isEmpty()) {
                return false;
            }
        }
        for (int number = 0; number < now.happened.size(); number++) {
            if (canHappen(now, number)
                    && !system.devices().happenings().get(number).external()) {
                return false;
            }
        }
        for (int number = 0; number < now.signalled.size(); number++) {
            if (now.signalled.get(number)
                    && system.devices().comparators().get(number).mask() != 0) {
                return false;
            }
        }
        return true;
    }

    /** The agents that can act, the outside world left out. */
    Set<String> able(World world) {
        Set<String> able = new HashSet<>();
        moves(world).forEach(move -> able.add(move.agent()));
        able.remove(OUTSIDE);
        Draft now = new Draft(world);
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            for (int vector = 0; vector < system.handlers().size(); vector++) {
                if (isDue(now, cpu, vector)) {
                    able.add(interrupt(cpu, vector));
                }
            }
        }
        return able;
    }

    /** Whether the clock waits for samples of now, and for nothing else. */
    boolean waitsForSamples(World world) {
        Draft now = new Draft(world);
        return system.isTimed() && ticks(now).waitsForSamples() && mayTimePass(now);
    }

    /** Who has a sample that the clock would wait for. */
    Set<Integer> holders(World world) {
        return system.isTimed() ? ticks(new Draft(world)).holders() : Set.of();
    }

    /** Those of them that wait in a loop: they may look in vain again and again, but not once for all. */
    Set<String> looping(World world) {
        Set<String> looping = new HashSet<>();
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            List<Frame> stack = world.cores().get(cpu).stack();
            Line line = stack.isEmpty() ? null : Stack.line(system, stack.get(stack.size() - 1));
            if (line != null && (line.op() == Op.AWAIT || line.op() == Op.AWAIT_OTHER)) {
                looping.add(cpu(cpu));
            }
        }
        return looping;
    }

    // What can happen.

    List<Move> moves(World world) {
        List<Move> moves = new ArrayList<>();
        Draft now = new Draft(world);
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            ofCpu(world, now, cpu, moves);
        }
        for (int number = 0; number < world.signalled().size(); number++) {
            if (world.signalled().get(number)) {
                deliver(world, number, moves);
            }
        }
        for (int number = 0; number < world.happened().size(); number++) {
            if (canHappen(now, number)) {
                happen(world, number, moves);
            }
        }
        if (canTick(now)) {
            moves.add(move(world, CLOCK, draft -> new Ticks(system, draft, new Memory(system, draft)).tick()));
        }
        return moves;
    }

    private void ofCpu(World world, Draft now, int each, List<Move> moves) {
        int cpu = each;
        for (int vector = 0; vector < system.handlers().size(); vector++) {
            if (canTake(now, cpu, vector)) {
                int taken = vector;
                moves.add(move(world, interrupt(cpu, vector), draft -> {
                    new Rest(new Memory(system, draft), cpu, draft.cpus.get(cpu)).interrupt(taken);
                    new Stack(system, draft, cpu).enter(new Code(true, taken, 0));
                }));
            }
        }
        if (canRun(now, cpu)) {
            int ways = Instructions.ways(Stack.line(system, now.cpus.get(cpu).top()));
            for (int way = 0; way < ways; way++) {
                int chosen = way;
                moves.add(move(world, cpu(cpu), draft -> {
                    int result = new Instructions(system, draft, cpu).execute(chosen);
                    new Stack(system, draft, cpu).go(result);
                }));
            }
        }
        if (!world.cores().get(cpu).buffer().isEmpty()) {
            moves.add(move(world, "store buffer " + cpu, draft -> new Memory(system, draft).flush(cpu)));
        }
    }

    static String cpu(int cpu) {
        return "CPU" + cpu;
    }

    static String interrupt(int cpu, int vector) {
        return "vector " + vector + " at CPU" + cpu;
    }

    private void deliver(World world, int number, List<Move> moves) {
        Comparator comparator = system.devices().comparators().get(number);
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            if ((comparator.mask() >> cpu & 1) != 0) {
                int target = cpu;
                moves.add(move(world, "comparator " + number, draft -> {
                    draft.signalled.set(number, false);
                    draft.cpus.get(target).requests |= 1 << comparator.vector();
                }));
            }
        }
    }

    private void happen(World world, int number, List<Move> moves) {
        Happening happening = system.devices().happenings().get(number);
        moves.add(move(world, happening.external() ? OUTSIDE : "device " + number, draft -> {
            draft.happened.set(number, true);
            new Memory(system, draft).arrive(-1, happening.word(), happening.then());
            if (happening.vector() >= 0) {
                draft.cpus.get(happening.cpu()).requests |= 1 << happening.vector();
            }
        }));
    }

    private static Move move(World world, String agent, Consumer<Draft> change) {
        Draft draft = new Draft(world);
        try {
            change.accept(draft);
            return new Move(agent, draft.done(), null);
        } catch (Breach breach) {
            return new Move(agent, null, breach.rule);
        }
    }
}
