// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import gov.nasa.jpf.annotation.FilterField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Transaction;
import org.wakeproof.machine.Vector;

/**
 * One run of a machine's own code, as it is written: each CPU is a thread that calls its procedures,
 * each device a thread that makes its events happen. A scheduling point precedes each transition, and
 * there an interrupt may be taken first.
 *
 * <p>Java PathFinder explores this class, so it keeps to what JPF can run.
 */
public final class DirectRun implements Execution {
    /** If time passed faster, timers would expire before they have been run. */
    private static final int ODDS_WITH_CLOCK = 40;

    private static final int ODDS_WITHOUT_CLOCK = 3;
    private static final int BLOCKED = Integer.MIN_VALUE;
    private static final int FIRST_VECTOR = -Machine.MAX_VECTORS;

    /** What a CPU is about to do, and what it is in the middle of. */
    private static final class Context {
        final Cpu cpu;
        final Transaction transaction;
        /** The operation that it is at; null while its code runs. */
        Operation next;
        /** Vectors whose handlers are running and acknowledge last. */
        int inService;
        /** Of the operation just carried out. */
        private int result;

        Context(Machine machine, Cpu cpu) {
            this.cpu = cpu;
            this.transaction =
                    new Transaction(machine, cpu, state -> machine.clock().waitsForCpu(state, cpu.number()));
        }

        int result() {
            int once = result;
            result = 0;
            return once;
        }

        void arrive(Operation operation) {
            next = operation;
            transaction.end();
        }
    }

    /** The steps up to one, the last first. */
    private record Past(int step, Past before) {}

    /** Leaves the calling chain of a CPU. */
    private static final class StackReset extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Procedure procedure;
        private final transient int[] arguments;

        StackReset(Procedure procedure, int[] arguments) {
            this.procedure = procedure;
            this.arguments = arguments;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            // Nobody looks at the trace, and JPF has no constructor that leaves it out.
            return this;
        }
    }

    private final Machine machine;
    private final boolean reduce;
    private final Observer observer;
    private final Schedule schedule;
    private final DirectState state;
    private final List<Context> contexts = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();

    /** Only told; no part of the state. */
    @FilterField
    private Past past;

    private DirectRun(Machine machine, boolean reduce, Observer observer, Schedule schedule) {
        machine.checkSealed();
        this.machine = machine;
        this.reduce = reduce && !machine.isTotalStoreOrder();
        this.observer = observer;
        this.schedule = schedule;
        this.state = new DirectState(machine);
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            int number = cpu;
            contexts.add(new Context(machine, machine.cpu(cpu)));
            agents.add(new Agent("cpu" + cpu, cpu, () -> runCpu(number)));
        }
        for (Map.Entry<String, List<Integer>> device : devices(machine).entrySet()) {
            int agent = agents.size();
            agents.add(new Agent(device.getKey(), Agent.DEVICE, () -> runDevice(agent, device.getValue())));
        }
    }

    private static Map<String, List<Integer>> devices(Machine machine) {
        Map<String, List<Integer>> devices = new LinkedHashMap<>();
        for (int event = 0; event < machine.events().size(); event++) {
            String name = machine.events().get(event).name();
            if (!devices.containsKey(name)) {
                devices.put(name, new ArrayList<>());
            }
            devices.get(name).add(event);
        }
        return devices;
    }

    /**
     * Runs a machine under Java PathFinder, which makes all decisions and explores them all.
     *
     * @param reduce whether a CPU goes on without a scheduling point within a {@link Transaction}
     */
    public static void underPathFinder(Machine machine, boolean reduce, Observer observer) {
        Preload.all(new Past(0, null), new StackReset(null, null));
        new DirectRun(machine, reduce, observer, new PathFinderSchedule()).run();
    }

    /**
     * Runs a machine on this JVM by one random schedule, the same for the same seed; returns once it is at rest.
     *
     * @throws org.wakeproof.machine.Violation if a rule of the machine is broken
     */
    public static void random(Machine machine, boolean reduce, Observer observer, long seed) {
        int agents = machine.cpuCount() + devices(machine).size();
        int odds = machine.clock().horizon() > 0 ? ODDS_WITH_CLOCK : ODDS_WITHOUT_CLOCK;
        RandomSchedule schedule = new RandomSchedule(seed, machine.cpuCount(), agents, odds);
        new DirectRun(machine, reduce, observer, schedule).run();
    }

    private void run() {
        machine.runBy(this);
        schedule.run(agents);
    }

    /** The steps so far, as {@link Step} numbers them. */
    public List<Integer> steps() {
        List<Integer> steps = new ArrayList<>();
        for (Past at = past; at != null; at = at.before()) {
            steps.add(at.step());
        }
        Collections.reverse(steps);
        return steps;
    }

    private void runCpu(int cpu) {
        Procedure procedure = machine.bootProcedure(cpu);
        int[] arguments = {};
        while (true) {
            try {
                if (procedure == null) {
                    // Its program is over; what interrupts it may still start another.
                    machine.cpu(cpu).stop();
                } else {
                    call(procedure, arguments);
                    procedure = null;
                }
            } catch (StackReset reset) {
                contexts.get(cpu).inService = 0;
                procedure = reset.procedure;
                arguments = reset.arguments;
            }
        }
    }

    // JPF compares every local variable of every frame at a scheduling point, used again or not. So decisions are
    // made in methods of their own, which have returned by the next one.

    private void runDevice(int agent, List<Integer> own) {
        while (true) {
            schedule.point(agent);
            if (act(own)) {
                endIfAtRest();
            } else {
                schedule.blocked(agent);
            }
        }
    }

    /** Makes one of the device's events happen if one can. */
    private boolean act(List<Integer> own) {
        int able = 0;
        for (int event : own) {
            able += isEnabled(event(event)) ? 1 : 0;
        }
        if (able == 0) {
            return false;
        }
        int chosen = able == 1 ? 0 : schedule.choose(able);
        for (int event : own) {
            if (isEnabled(event(event)) && chosen-- == 0) {
                event(event).happen(state);
                note(Step.event(event));
                break;
            }
        }
        return true;
    }

    private boolean isEnabled(Event event) {
        return event.enabled(state) && !(event == machine.clock() && isClockUrgedToWait());
    }

    private boolean isClockUrgedToWait() {
        Clock clock = machine.clock();
        for (Context context : contexts) {
            int cpu = context.cpu.number();
            if (clock.waitsForCpu(state, cpu)
                    && (takeable(context) != 0 || context.next == null || context.next.enabled(state, cpu))) {
                return true;
            }
        }
        return clock.waitsForDevices(state, machine.events());
    }

    private Event event(int number) {
        return machine.events().get(number);
    }

    private void note(int step) {
        past = new Past(step, past);
        observer.stepped(state, this);
    }

    @Override
    public int cpu() {
        return Agent.runningCpu();
    }

    @Override
    public int perform(Operation operation) {
        Context context = contexts.get(Agent.runningCpu());
        if (reduce && !isServingOpenly(context) && context.transaction.takesIn(operation, false, state)) {
            return carryOut(context, operation, 0);
        }
        boolean done = false;
        while (!done) {
            done = turn(context, operation);
        }
        return context.result();
    }

    /** Waits for its turn, and then carries the operation out, or takes an interrupt; true for the first. */
    private boolean turn(Context context, Operation operation) {
        context.arrive(operation);
        endIfAtRest();
        schedule.point(context.cpu.number());
        int decision = decide(context, operation);
        if (decision == BLOCKED) {
            schedule.blocked(context.cpu.number());
            return false;
        }
        context.next = null;
        if (decision < 0) {
            takeInterrupt(context, machine.vectors().get(decision - FIRST_VECTOR));
            return false;
        }
        context.transaction.begin(operation, false, state);
        context.result = carryOut(context, operation, decision);
        return true;
    }

    /** How the operation turns out, from 0; or the vector to take before it, counted from FIRST_VECTOR; or BLOCKED. */
    private int decide(Context context, Operation operation) {
        int interrupts = takeable(context);
        int ways = operation.enabled(state, context.cpu.number()) ? operation.choices() : 0;
        int all = ways + Integer.bitCount(interrupts);
        if (all == 0) {
            return BLOCKED;
        }
        int chosen = all == 1 ? 0 : schedule.choose(all);
        return chosen < ways ? chosen : FIRST_VECTOR + nth(interrupts, chosen - ways);
    }

    private int carryOut(Context context, Operation operation, int choice) {
        int cpu = context.cpu.number();
        int result = operation.apply(state, cpu, choice);
        context.transaction.carriedOut(state, true);
        note(Step.operation(cpu, choice));
        return result;
    }

    private void takeInterrupt(Context context, Vector vector) {
        int interrupted = context.inService;
        context.cpu.takeInterrupt(state, vector);
        context.transaction.beginWithInterrupt();
        if (!vector.isAcknowledgedEarly()) {
            context.inService |= vector.bit();
        }
        note(Step.interrupt(context.cpu.number(), vector.number()));
        call(vector.handler());
        context.inService = interrupted;
    }

    /** Whether it takes some interrupts in a handler, and not those that it serves: it may behind whatever it does next. */
    private boolean isServingOpenly(Context context) {
        return context.inService != 0 && context.cpu.interruptsEnabled(state);
    }

    private int takeable(Context context) {
        return context.cpu.takeableInterrupts(state) & ~context.inService;
    }

    private static int nth(int interrupts, int position) {
        int rest = interrupts;
        for (int i = 0; i < position; i++) {
            rest &= rest - 1;
        }
        return Integer.numberOfTrailingZeros(rest);
    }

    /** Ends the run if no CPU and no device can do anything. No scheduling point lies in here. */
    private void endIfAtRest() {
        for (Context context : contexts) {
            if (context.next == null || takeable(context) != 0 || context.next.enabled(state, context.cpu.number())) {
                return;
            }
        }
        for (Event event : machine.events()) {
            if (isEnabled(event)) {
                return;
            }
        }
        observer.atRest(state, this);
        schedule.end();
    }

    @Override
    public int call(Procedure procedure, int... arguments) {
        int cpu = Agent.runningCpu();
        try {
            return procedure.body().run(arguments);
        } finally {
            for (TimeCell variable : procedure.timeVariables(cpu)) {
                state.set(variable.field(), 0);
            }
        }
    }

    @Override
    public void repeat(Procedure procedure, int... arguments) {
        while (call(procedure, arguments) != Procedure.STOP) {
            // Another round.
        }
    }

    @Override
    public void resetStackAndJump(Procedure procedure, int... arguments) {
        throw new StackReset(procedure, arguments);
    }
}
