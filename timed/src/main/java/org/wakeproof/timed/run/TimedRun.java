// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.CpuOperation;
import org.wakeproof.machine.ExactState;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.TimeOperation;
import org.wakeproof.machine.Vector;

/**
 * A deterministic discrete-event run of a machine. Each CPU carries out the machine's own code ({@link Program}), and
 * each operation takes its time; a CPU goes on until somebody else is due. All runs on one thread.
 *
 * <p>Each step is one that the explored machine can take too: only its moment is chosen here. Memory is sequentially
 * consistent.
 */
public final class TimedRun implements ExactState {
    private final Machine machine;
    private final long tick;
    private final Costs costs;
    private final Program program;
    private final CStateTimes cStates;
    private final Map<String, Decider> deciders;
    private final Observer observer;
    /** No code holds a sample of now for so long, in nanoseconds. */
    private static final long LONG_HELD = 100_000_000;
    /** How long a device waits for the clock where that waits, in nanoseconds. */
    private static final long PATIENCE = 1000;

    private static final int BLOCKED = Integer.MIN_VALUE + 1;

    private final boolean[] watched;
    private final long[] durations;
    private final boolean recorded;

    private final int[] values;
    private final long[] times;
    private final List<Processor> processors = new ArrayList<>();
    private final List<Clock.TickListener> devices;
    private final List<Delivery> deliveries;
    private final List<Source> sources;
    private final EventQueue queue;
    /** By cell: the device that it programs; -1 for none. */
    private final int[] programmed;
    /** By device: the tick at which it is due. */
    private final long[] dues;
    /** By CPU: the device that stands still while it sleeps deeply; -1 for none. */
    private final int[] stopped;
    /** By CPU and procedure: the cells of the time variables that it forgets when it returns. */
    private final int[][][] forgotten;

    private final int firstSource;
    private final int firstProcessor;
    private final List<Processor> spinning = new ArrayList<>();
    /** The time of the step that is being taken. */
    private long stepTime;
    /** How what was left open in the step has turned out. */
    private int choice;
    /** The tick that has been reached, and the time at which that was worked out. */
    private long now;

    private long nowIsOf = -1;
    /** The cells with samples of now; none where they may grow older than they ever do. */
    private final int[] samples;

    private final long sampleAge;

    /**
     * Prepares a run.
     *
     * @param machine sealed
     * @param set how it is run
     */
    public TimedRun(Machine machine, Setup set) {
        if (machine.isTotalStoreOrder()) {
            throw new IllegalArgumentException("a timed run knows no store buffers");
        }
        this.machine = machine;
        this.tick = machine.clock().tickNanoseconds();
        this.costs = set.costs();
        this.program = new Program(machine, new CostModel(costs));
        this.cStates = set.cStates();
        this.deciders = Map.copyOf(set.deciders());
        this.observer = set.observer();
        this.recorded = set.recorded();
        this.watched = new boolean[machine.procedures().size()];
        set.watched().forEach(procedure -> watched[procedure.number()] = true);
        this.durations = new long[machine.procedures().size()];
        set.durations().forEach((procedure, duration) -> durations[procedure.number()] = duration);
        this.values = new int[machine.fields().size()];
        this.times = new long[values.length];
        this.devices = machine.clock().devices();
        this.deliveries = Delivery.of(machine);
        this.sources = set.sources();
        this.firstSource = devices.size() + deliveries.size();
        this.firstProcessor = firstSource + sources.size();
        this.queue = new EventQueue(firstProcessor + machine.cpuCount());
        long start = set.start();
        stepTime = start;
        this.sampleAge = machine.clock().maxSampleAge();
        this.samples = sampleAge * tick > LONG_HELD
                ? new int[0]
                : machine.clock().samples().stream()
                        .mapToInt(cell -> cell.field().index())
                        .toArray();
        this.dues = new long[devices.size()];
        this.programmed = new int[values.length];
        this.stopped = new int[machine.cpuCount()];
        this.forgotten = new int[machine.cpuCount()][machine.procedures().size()][];
        initialize();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            Processor processor = new Processor(
                    machine.cpu(cpu), firstProcessor + cpu, machine.vectors().size());
            processors.add(processor);
            queue.set(processor.agent(), start + set.bootOffset().applyAsLong(cpu));
        }
        for (int source = 0; source < sources.size(); source++) {
            queue.set(firstSource + source, sources.get(source).next().applyAsLong(start));
        }
        for (int device = 0; device < devices.size(); device++) {
            reschedule(device);
        }
    }

    private void initialize() {
        Arrays.fill(programmed, -1);
        Arrays.fill(stopped, -1);
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            for (int device = 0; device < devices.size(); device++) {
                if (devices.get(device).standsStillWith(cpu)) {
                    stopped[cpu] = device;
                }
            }
            for (Procedure procedure : machine.procedures()) {
                forgotten[cpu][procedure.number()] = procedure.timeVariables(cpu).stream()
                        .mapToInt(variable -> variable.field().index())
                        .toArray();
            }
        }
        for (Field field : machine.fields()) {
            values[field.index()] = field.initial();
        }
        Clock clock = machine.clock();
        machine.cells().forEach(cell -> {
            if (cell instanceof TimeCell time) {
                for (int device = 0; device < devices.size(); device++) {
                    if (devices.get(device).isProgrammedBy(time)) {
                        programmed[time.field().index()] = device;
                    }
                }
                int initial = time.field().initial();
                setTime(
                        time,
                        initial == Clock.ZERO
                                ? ZERO
                                : initial == clock.never() ? NEVER : now() + initial - clock.now());
            }
        });
    }

    /** Runs until a time, in nanoseconds since the machine was started; may be called again to go on. */
    public void runUntil(long end) {
        while (queue.earliest() < end) {
            int agent = queue.first();
            long time = queue.earliest();
            if (agent >= firstProcessor) {
                Processor processor = processors.get(agent - firstProcessor);
                processor.time = Math.max(processor.time, time);
                queue.set(agent, EventQueue.NEVER);
                resume(processor);
            } else {
                stepTime = time;
                happen(agent, time);
                noticeInterrupts(time, costs.device());
                recheckSpinning(time);
            }
        }
    }

    /** Has a source happen at a time, in nanoseconds, if it does not happen before. */
    public void happensAt(Source source, long time) {
        int agent = firstSource + sources.indexOf(source);
        queue.set(agent, Math.min(queue.time(agent), time));
    }

    private void happen(int agent, long time) {
        if (agent >= firstSource) {
            Source source = sources.get(agent - firstSource);
            if (source.event().enabled(this)) {
                record(Step.event(machine.events().indexOf(source.event())), time);
                source.event().fire(this);
            }
            queue.set(agent, source.next().applyAsLong(time));
        } else if (agent >= devices.size()) {
            Delivery delivery = deliveries.get(agent - devices.size());
            queue.set(agent, EventQueue.NEVER);
            int event = delivery.choose(this, deciders, time);
            if (event >= 0) {
                record(Step.event(event), time);
                machine.events().get(event).fire(this);
            }
        } else if (now() < dues[agent]) {
            queue.set(agent, time + PATIENCE);
        } else {
            devices.get(agent).act(this);
            reschedule(agent);
            for (int each = 0; each < deliveries.size(); each++) {
                int slot = devices.size() + each;
                if (queue.time(slot) == EventQueue.NEVER && deliveries.get(each).isPossible(this)) {
                    queue.set(slot, time);
                }
            }
        }
    }

    private void reschedule(int device) {
        long due = devices.get(device).due(this);
        dues[device] = due;
        queue.set(device, due == NEVER ? EventQueue.NEVER : due * tick);
    }

    private void written(TimeCell register) {
        int device = programmed[register.field().index()];
        if (device >= 0) {
            reschedule(device);
        }
    }

    // Interrupts on their way.

    private void noticeInterrupts(long time, long latency) {
        for (Processor processor : processors) {
            notice(processor, time, latency);
        }
    }

    private void notice(Processor processor, long time, long latency) {
        int fresh = processor.newlyPending(processor.cpu().interruptRequests(this));
        for (int rest = fresh; rest != 0; rest &= rest - 1) {
            int vector = Integer.numberOfTrailingZeros(rest);
            long arrival = time + latency;
            processor.arrivesAt(vector, arrival);
            if (processor.sleep != SleepState.AWAKE) {
                wake(processor, vector, Math.max(arrival, processor.wakeable));
            } else if (processor.waitingFor != null && processor.cpu().interruptsEnabled(this)) {
                queue.set(
                        processor.agent(), Math.min(queue.time(processor.agent()), Math.max(processor.time, arrival)));
            }
        }
    }

    private void wake(Processor processor, int vector, long woken) {
        long goesOn = woken + cStates.exit(processor.sleep);
        if (goesOn < processor.goesOn) {
            processor.goesOn = goesOn;
            processor.wakingVector = vector;
            if (processor.waitingFor != null) {
                queue.set(processor.agent(), goesOn);
            }
        }
    }

    private void recheckSpinning(long time) {
        for (int i = 0; i < spinning.size(); i++) {
            Processor processor = spinning.get(i);
            if (processor.waitingFor.enabled(this, processor.number())) {
                queue.set(processor.agent(), Math.min(queue.time(processor.agent()), Math.max(processor.time, time)));
            }
        }
    }

    // A CPU's code.

    private void resume(Processor processor) {
        if (processor.waitingFor != null) {
            processor.waitingFor = null;
            spinning.remove(processor);
        }
        if (!processor.hasCalls()) {
            int cpu = processor.number();
            processor.push(program.start(cpu, machine.bootProcedure(cpu)));
        }
        boolean goesOn = true;
        while (goesOn) {
            Node node = processor.top();
            switch (node.kind()) {
                case OPERATION -> goesOn = step(processor, node);
                case CALL -> call(processor, node, false);
                case REPEAT -> call(processor, node, true);
                case RETURN -> goesOn = returnFrom(processor, node);
                case RESET -> reset(processor, node);
            }
        }
    }

    /** Takes a step, if the CPU can take one now. */
    private boolean step(Processor processor, Node node) {
        if (queue.hasBefore(processor.time, processor.agent())) {
            queue.set(processor.agent(), processor.time);
            return false;
        }
        Operation operation = node.operation();
        if (processor.sleep != SleepState.AWAKE && processor.time < processor.goesOn) {
            return block(processor, operation);
        }
        int vector = arrived(processor);
        if (vector >= 0) {
            takeInterrupt(processor, machine.vectors().get(vector));
            return true;
        }
        int cpu = processor.number();
        stepTime = processor.time;
        if (recorded) {
            // Before the step can end the wait for a sample.
            now();
        }
        int result = switch (node.opcode()) {
            case LOAD -> ((Operation.Load) operation).apply(this, cpu, 0);
            case STORE -> ((Operation.Store) operation).apply(this, cpu, 0);
            case COMPARE_TIME -> ((TimeOperation.CompareTime) operation).applyExactly(this, cpu);
            case LOAD_TIME -> load(processor, (TimeOperation.LoadTime) operation);
            case STORE_TIME -> store(processor, (TimeOperation.StoreTime) operation);
            case ATOMIC -> ((AtomicOperation.AtomicUpdate) operation).apply(this, cpu, 0);
            case RELEASE -> ((LockOperation.Release) operation).apply(this, cpu, 0);
            case INTERRUPT_FLAG -> ((CpuOperation.SetInterruptFlag) operation).apply(this, cpu, 0);
            default -> {
                if (!operation.enabled(this, cpu)) {
                    yield BLOCKED;
                }
                yield carryOut(processor, operation);
            }
        };
        if (result == BLOCKED) {
            return block(processor, operation);
        }
        long cost = node.cost();
        if (recorded) {
            record(Step.operation(cpu, choice), stepTime);
            choice = 0;
        }
        processor.time += cost;
        follow(processor, node.opcode(), operation, result);
        if (!spinning.isEmpty()) {
            recheckSpinning(processor.time);
        }
        processor.goOn(program.after(cpu, node, result));
        return true;
    }

    private int arrived(Processor processor) {
        int requests = processor.cpu().interruptRequests(this);
        return requests != 0 && processor.cpu().interruptsEnabled(this)
                ? processor.arrived(requests & ~processor.inService)
                : -1;
    }

    /** Leaves the CPU waiting. */
    private boolean block(Processor processor, Operation operation) {
        processor.waitingFor = operation;
        long next = processor.goesOn;
        if (processor.sleep == SleepState.AWAKE && processor.cpu().interruptsEnabled(this)) {
            int requests = processor.cpu().interruptRequests(this) & ~processor.inService;
            next = Math.max(processor.time, processor.firstArrival(requests));
        }
        queue.set(processor.agent(), next);
        if (operation instanceof LockOperation || operation instanceof Operation.Until) {
            spinning.add(processor);
        }
        return false;
    }

    private int load(Processor processor, TimeOperation.LoadTime operation) {
        operation.applyExactly(this, processor.number());
        written(operation.cell());
        return 0;
    }

    private int store(Processor processor, TimeOperation.StoreTime operation) {
        operation.applyExactly(this, processor.number());
        if (recorded && operation.choices() > 1) {
            // Which of the ways that the relative clock leaves open it has been.
            choice = (int) (time(operation.cell()) - now() - 1);
        }
        written(operation.cell());
        return 0;
    }

    private int carryOut(Processor processor, Operation operation) {
        int cpu = processor.number();
        if (operation instanceof TimeOperation time) {
            return time.applyExactly(this, cpu);
        }
        choice = operation.choices() == 1 ? 0 : decide(operation, cpu);
        return operation.apply(this, cpu, choice);
    }

    private int decide(Operation operation, int cpu) {
        Operation.Choose choose = (Operation.Choose) operation;
        Decider decider = deciders.get(choose.what());
        if (decider == null) {
            throw new IllegalStateException("nobody decides: choice of " + choose.what());
        }
        return decider.decide(choose, cpu, stepTime);
    }

    /** What an operation means for others. */
    private void follow(Processor processor, Opcode opcode, Operation operation, int result) {
        switch (opcode) {
            case SEND_IPI -> {
                CpuOperation.SendIpi ipi = (CpuOperation.SendIpi) operation;
                observer.sends(processor.number(), ipi.mask(), ipi.vector(), stepTime);
                noticeInterrupts(stepTime, costs.ipi());
            }
            case ENTER_SLEEP -> fallAsleep(processor, ((CpuOperation.EnterSleep) operation).sleep(), result != 0);
            case WAIT_FOR_BREAK -> wakeUp(processor);
            case LEAVE_GUEST -> processor.time += result != 0 ? costs.guestStep() : 0;
            default -> {
                // Nobody else needs to be told.
            }
        }
    }

    private void fallAsleep(Processor processor, SleepState state, boolean sleeps) {
        if (!sleeps) {
            // An interrupt is on its way: the state is left as soon as it is there.
            processor.time = Math.max(
                    processor.time, processor.firstArrival(processor.cpu().interruptRequests(this)));
            return;
        }
        processor.sleep = state;
        processor.asleepSince = stepTime;
        processor.asleepSinceTick = now();
        processor.wakeable = processor.time + cStates.entry(state);
        processor.goesOn = EventQueue.NEVER;
        observer.fallsAsleep(processor.number(), state, stepTime);
        if (state.stopsLocalApicTimer() && stopped[processor.number()] >= 0) {
            reschedule(stopped[processor.number()]);
        }
    }

    private void wakeUp(Processor processor) {
        SleepState left = processor.sleep;
        if (left == SleepState.AWAKE) {
            return;
        }
        processor.sleep = SleepState.AWAKE;
        processor.goesOn = EventQueue.NEVER;
        int device = stopped[processor.number()];
        if (left.stopsLocalApicTimer() && device >= 0) {
            devices.get(device).stoodStill(this, now() - processor.asleepSinceTick);
            reschedule(device);
        }
        observer.wakes(
                processor.number(),
                left,
                processor.asleepSince,
                stepTime - cStates.exit(left),
                stepTime,
                machine.vectors().get(processor.wakingVector));
    }

    private void takeInterrupt(Processor processor, Vector vector) {
        stepTime = processor.time;
        processor.cpu().takeInterrupt(this, vector);
        processor.taken(vector.number());
        record(Step.interrupt(processor.number(), vector.number()), stepTime);
        wakeUp(processor);
        observer.takesInterrupt(processor.number(), vector, stepTime);
        processor.time += costs.interrupt();
        processor.pushInterrupt(program.start(processor.number(), vector.handler()));
        if (!vector.isAcknowledgedEarly()) {
            processor.inService |= vector.bit();
        }
    }

    // Calls take no time of their own, unless a procedure is said to take some.

    private void call(Processor processor, Node caller, boolean repeated) {
        Procedure callee = caller.callee();
        processor.time += durations[callee.number()];
        if (watched[callee.number()]) {
            observer.calls(processor.number(), callee, processor.time);
        }
        Node start = program.callee(processor.number(), caller);
        if (repeated) {
            processor.pushRepeated(start);
        } else {
            processor.push(start);
        }
    }

    private boolean returnFrom(Processor processor, Node node) {
        forget(processor, node.procedure());
        if (node.value() != Procedure.STOP && processor.startAgain()) {
            return true;
        }
        boolean interrupt = processor.pop();
        if (!processor.hasCalls()) {
            // Its program is over.
            return false;
        }
        if (!interrupt) {
            Node caller = processor.top();
            int result = caller.kind() == Node.Kind.REPEAT ? Procedure.STOP : node.value();
            processor.goOn(program.after(processor.number(), caller, result));
        }
        return true;
    }

    private void reset(Processor processor, Node node) {
        while (processor.hasCalls()) {
            forget(processor, processor.top().procedure());
            processor.pop();
        }
        processor.inService = 0;
        processor.time += costs.contextSwitch();
        processor.push(program.callee(processor.number(), node));
    }

    private void forget(Processor processor, Procedure procedure) {
        for (int variable : forgotten[processor.number()][procedure.number()]) {
            times[variable] = ZERO;
        }
    }

    private void record(int step, long time) {
        if (recorded) {
            observer.steps(step, time);
        }
    }

    // The state.

    /** The time of the step that is being taken, in nanoseconds since the machine was started. */
    public long nanoseconds() {
        return stepTime;
    }

    /** Waits, like the clock of the explored machine, for whoever holds a sample that may not grow older. */
    @Override
    public long now() {
        if (nowIsOf != stepTime) {
            nowIsOf = stepTime;
            long latest = stepTime / tick;
            for (int sample : samples) {
                if (times[sample] != ZERO && times[sample] + sampleAge < latest) {
                    latest = times[sample] + sampleAge;
                }
            }
            now = Math.max(now, latest);
        }
        return now;
    }

    @Override
    public int get(Field field) {
        return values[field.index()];
    }

    @Override
    public void set(Field field, int value) {
        values[field.index()] = value;
    }

    @Override
    public long time(TimeCell cell) {
        return times[cell.field().index()];
    }

    @Override
    public void setTime(TimeCell cell, long time) {
        times[cell.field().index()] = time;
    }
}
