// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.wakeproof.machine.Operation.Bug;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.Operation.Fence;

/**
 * A closed system under construction and, once {@linkplain #seal() sealed}, the machine itself:
 * cells, CPUs, vectors, procedures and events. Ports reach everything through it.
 */
public final class Machine {
    /** The most CPUs that a machine has. */
    public static final int MAX_CPUS = 16;
    /** The most vectors that a machine has. */
    public static final int MAX_VECTORS = 24;

    private static Consumer<Object> whenFixed = code -> {};

    private final List<Field> fields = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<SpinLock> locks = new ArrayList<>();
    private final List<Cpu> cpus = new ArrayList<>();
    private final List<Vector> vectors = new ArrayList<>();
    private final List<Procedure> procedures = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final XenSources sources = new XenSources();
    private final Monitor[] monitors;
    private final Procedure[] boot;
    private final boolean[] bootInterrupts;
    private final int cpuCount;
    private final Clock clock;
    private Execution execution;
    private int[] wordBits = {};
    private boolean sealed;
    private boolean hasRun;
    private boolean x2apic;
    private int storeBufferDepth;
    private StoreBuffers storeBuffers;

    /** Where in Xen the functions are that traces name. */
    public XenSources sources() {
        return sources;
    }

    /** A machine without a clock, for systems in which time plays no part. */
    public Machine(int cpuCount) {
        this(cpuCount, 0, 0, 1);
    }

    /**
     * @param cpuCount 1 to {@value #MAX_CPUS}
     * @param horizon the farthest future that a time may name, in ticks; 0 for no clock
     * @param maxSampleAge how many ticks old a held sample of now may grow
     * @param past how far back times are told apart, in ticks; more than a sample's age at least
     */
    public Machine(int cpuCount, int horizon, int maxSampleAge, int past) {
        if (cpuCount < 1 || cpuCount > MAX_CPUS) {
            throw new IllegalArgumentException("a machine has 1 to " + MAX_CPUS + " CPUs, not " + cpuCount);
        }
        this.cpuCount = cpuCount;
        this.monitors = new Monitor[cpuCount];
        this.boot = new Procedure[cpuCount];
        this.bootInterrupts = new boolean[cpuCount];
        this.clock = new Clock(horizon, maxSampleAge, past);
        if (horizon > 0) {
            events.add(clock);
        }
    }

    // Wiring.

    /**
     * Sets how long a tick of the clock lasts, before anything is wired: ports ask the clock how many ticks their
     * durations are.
     *
     * @param nanoseconds at least 1
     * @throws IllegalStateException if there is a procedure already
     */
    public Machine tick(long nanoseconds) {
        if (nanoseconds < 1 || !procedures.isEmpty()) {
            throw new IllegalStateException("a tick lasts at least 1 ns, and is set before anything is wired");
        }
        clock.tick(nanoseconds);
        return this;
    }

    Field field(String name, int bits, int initial) {
        checkWiring(name);
        Field field = new Field(name, bits, initial);
        fields.add(field);
        return field;
    }

    /** Nothing is declared on a machine that may run. */
    void checkWiring(String what) {
        if (sealed) {
            throw new IllegalStateException(what + ": the machine is sealed, its wiring is over");
        }
    }

    /**
     * Makes sure that its wiring is over, for who is about to run it.
     *
     * @throws IllegalStateException if it is not
     */
    public void checkSealed() {
        if (!sealed) {
            throw new IllegalStateException("the machine is not sealed: seal() ends its wiring");
        }
    }

    private int checkCpu(int cpu) {
        if (cpu < 0 || cpu >= cpuCount) {
            throw new IllegalArgumentException(
                    "there is no CPU" + cpu + ": the machine has CPUs 0 to " + (cpuCount - 1));
        }
        return cpu;
    }

    private <C extends Cell> C added(C cell) {
        cells.add(cell);
        return cell;
    }

    /** A word that holds 0 to {@code max}. */
    public Word word(String name, int max, int initial) {
        return added(new Word(this, name, max, initial));
    }

    /** A mask of that many bits, all clear. */
    public Word mask(String name, int bits) {
        if (bits < 0 || bits > 31) {
            throw new IllegalArgumentException(name + ": a mask has 0 to 31 bits, not " + bits);
        }
        return word(name, (int) ((1L << bits) - 1), 0);
    }

    /** A mask of CPUs. */
    public Word cpuMask(String name, int initial) {
        return word(name, (1 << cpuCount) - 1, initial).shownAs(Machine::formatCpus);
    }

    public SpinLock lock(String name) {
        SpinLock lock = added(new SpinLock(this, name));
        locks.add(lock);
        return lock;
    }

    /** A point in time. */
    public TimeCell time(String name, Instant initial) {
        TimeCell cell = added(new TimeCell(this, name, initial.encoded(clock)));
        clock.add(cell);
        return cell;
    }

    public <T> PerCpu<T> perCpu(IntFunction<T> factory) {
        return new PerCpu<>(this, factory);
    }

    /** A procedure without arguments or result. */
    public Procedure procedure(String name, Runnable body) {
        fixed(body);
        return add(name, arguments -> {
            body.run();
            return 0;
        });
    }

    /** A procedure of one argument without a result. */
    public Procedure procedure(String name, IntConsumer body) {
        fixed(body);
        return add(name, arguments -> {
            body.accept(arguments[0]);
            return 0;
        });
    }

    /** A procedure without arguments. */
    public Procedure function(String name, IntSupplier body) {
        fixed(body);
        return add(name, arguments -> body.getAsInt());
    }

    /** A procedure of one argument. */
    public Procedure function(String name, IntUnaryOperator body) {
        fixed(body);
        return add(name, arguments -> body.applyAsInt(arguments[0]));
    }

    /** A procedure of any number of arguments. */
    public Procedure variadic(String name, Procedure.Body body) {
        return add(name, body);
    }

    /** A procedure of two arguments. */
    public Procedure function(String name, IntBinaryOperator body) {
        fixed(body);
        return add(name, arguments -> body.applyAsInt(arguments[0], arguments[1]));
    }

    /**
     * Marks code that is fixed once the machine is wired, and what it captures: JPF would take its captured variables
     * for shared memory. What is given to this class is marked already.
     *
     * @return the code
     */
    public static <T> T fixed(T code) {
        whenFixed.accept(code);
        return code;
    }

    /**
     * Has a way of running told of all code that is {@link #fixed} from now on, in every machine; to be called before
     * the first is made.
     */
    public static void whenFixed(Consumer<Object> told) {
        whenFixed = told;
    }

    private Procedure add(String name, Procedure.Body body) {
        checkWiring(name);
        fixed(body);
        Procedure procedure = new Procedure(this, procedures.size(), name, body);
        procedures.add(procedure);
        return procedure;
    }

    /** An interrupt vector; its handler is entered with interrupts off and ends with {@code iret}. */
    public Vector vector(String name, Runnable handler) {
        fixed(handler);
        checkWiring(name);
        if (vectors.size() == MAX_VECTORS) {
            throw new IllegalStateException("a machine has at most " + MAX_VECTORS + " vectors");
        }
        Procedure entry = procedure("irq " + name, () -> {
            handler.run();
            cpu().returnFromInterrupt();
        });
        Vector vector = new Vector(vectors.size(), name, entry);
        vectors.add(vector);
        return vector;
    }

    /** The monitor of a CPU, which sees the stores of others to these words. */
    public Monitor monitor(int cpu, Word... line) {
        if (monitors[checkCpu(cpu)] != null) {
            throw new IllegalStateException("CPU" + cpu + " has its monitor already");
        }
        monitors[cpu] = new Monitor(this, cpu);
        for (Word word : line) {
            word.monitoredBy(monitors[cpu]);
        }
        return monitors[cpu];
    }

    /** Null where a CPU uses none. */
    Monitor monitor(int cpu) {
        return monitors[cpu];
    }

    /** Whether the monitor of a CPU has seen a store since it was armed last; not where the CPU has none. */
    public boolean hasSeenStore(State state, int cpu) {
        return monitors[checkCpu(cpu)] != null && monitors[cpu].isTriggered(state);
    }

    public void event(Event event) {
        checkWiring(event.name());
        event.wired();
        events.add(event);
    }

    /**
     * Lets a CPU start with this procedure. When it returns the CPU has nothing more to do.
     *
     * @throws IllegalStateException if it has something to start with already
     */
    public void boot(int cpu, boolean interruptsEnabled, Procedure procedure) {
        checkWiring("CPU" + cpu);
        if (boot[checkCpu(cpu)] != null) {
            throw new IllegalStateException("CPU" + cpu + " starts with " + boot[cpu] + " already");
        }
        if (procedure.machine() != this) {
            throw new IllegalArgumentException(procedure + " is a procedure of another machine");
        }
        boot[cpu] = procedure;
        bootInterrupts[cpu] = interruptsEnabled;
    }

    /**
     * Makes memory that of x86-TSO instead of sequentially consistent; until the machine has run for the first time.
     *
     * @param depth how many stores a CPU's buffer holds, at least 1; a store waits while it is full
     * @throws IllegalStateException if it has run, as what is known of it then would not be so any more
     */
    public void totalStoreOrder(int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("a store buffer holds at least one store, not " + depth);
        }
        if (hasRun) {
            throw new IllegalStateException("the machine has run with "
                    + (isTotalStoreOrder()
                            ? storeBufferDepth + " stores in a buffer"
                            : "sequentially consistent memory")
                    + ": wire another one for another memory");
        }
        if (storeBuffers != null) {
            throw new IllegalStateException("the machine is sealed with its store buffers");
        }
        storeBufferDepth = depth;
        if (sealed) {
            sealed = false;
            addStoreBuffers();
            clock.seal(cpuCount, storeBuffers);
            sealed = true;
            wordBits = Wiring.place(fields);
        }
    }

    /**
     * Has interrupts leave by WRMSR, which does not wait until the CPU's stores have reached memory, instead of by an
     * uncached store, which does; for wiring.
     */
    public void x2apic() {
        checkWiring("x2apic");
        x2apic = true;
    }

    /** Whether an interrupt may overtake the stores of the CPU that sends it. */
    boolean isX2apic() {
        return x2apic;
    }

    /** Whether stores are buffered. */
    public boolean isTotalStoreOrder() {
        return storeBufferDepth > 0;
    }

    /** How many stores of a CPU can be on their way to memory; 0 where memory is sequentially consistent. */
    public int storeBufferDepth() {
        return storeBufferDepth;
    }

    /** Null where memory is sequentially consistent. */
    StoreBuffers storeBuffers() {
        return storeBuffers;
    }

    /** The stores of a CPU that have not reached memory, the oldest first, in words; none without store buffers. */
    public List<String> bufferedStores(State state, int cpu) {
        return storeBuffers == null ? List.of() : storeBuffers.waiting(state, cpu);
    }

    /** Whether its wiring has ended. */
    public boolean isSealed() {
        return sealed;
    }

    private void addStoreBuffers() {
        storeBuffers = new StoreBuffers(this, cells, storeBufferDepth);
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            events.add(storeBuffers.flushing(cpu));
        }
    }

    /**
     * Ends the wiring: gives every field its place.
     *
     * @throws IllegalStateException if it is over already, if a CPU has nothing to run, or if cells select each other's
     *     locks in a circle
     */
    public void seal() {
        checkWiring("seal()");
        Wiring.rejectCircles(cells);
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            if (boot[cpu] == null) {
                throw new IllegalStateException("CPU" + cpu + " has nothing to run");
            }
        }
        if (storeBufferDepth > 0) {
            addStoreBuffers();
        }
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            cpus.add(new Cpu(this, cpu, vectors.size(), bootInterrupts[cpu]));
        }
        clock.seal(cpuCount, storeBuffers);
        sealed = true;
        wordBits = Wiring.place(fields);
    }

    // What it consists of.

    public int cpuCount() {
        return cpuCount;
    }

    public Cpu cpu(int number) {
        checkSealed();
        return cpus.get(checkCpu(number));
    }

    public List<Vector> vectors() {
        return Collections.unmodifiableList(vectors);
    }

    public List<Procedure> procedures() {
        return Collections.unmodifiableList(procedures);
    }

    public List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    public List<Cell> cells() {
        return Collections.unmodifiableList(cells);
    }

    public List<SpinLock> locks() {
        return Collections.unmodifiableList(locks);
    }

    public List<Field> fields() {
        return Collections.unmodifiableList(fields);
    }

    public Clock clock() {
        return clock;
    }

    /** What a CPU runs first. */
    public Procedure bootProcedure(int cpu) {
        return boot[cpu];
    }

    /** 64-bit words that hold all fields. */
    public int stateWords() {
        return wordBits.length;
    }

    /** How many low bits of a word of the packed state are in use. */
    public int bitsInWord(int word) {
        return wordBits[word];
    }

    /** The name of a set of CPUs given as a mask. */
    public static String formatCpus(int mask) {
        if (mask == 0) {
            return "{}";
        }
        StringBuilder text = new StringBuilder();
        for (int cpu = 0; cpu < Integer.SIZE; cpu++) {
            if ((mask >>> cpu & 1) != 0) {
                text.append(text.length() == 0 ? "CPU" : ",CPU").append(cpu);
            }
        }
        return text.toString();
    }

    // Running.

    /** Chooses how the machine's code is run. */
    public void runBy(Execution way) {
        hasRun = true;
        execution = way;
    }

    Execution execution() {
        if (execution == null) {
            throw new IllegalStateException(
                    "only procedures perform operations, while they are run: this code is called"
                            + " while the machine is wired or looked at");
        }
        return execution;
    }

    int perform(Operation operation) {
        return execution().perform(operation);
    }

    /** The number of the executing CPU. */
    public int smpProcessorId() {
        return execution().cpu();
    }

    /** The executing CPU. */
    public Cpu cpu() {
        return cpus.get(smpProcessorId());
    }

    /** A full memory fence. */
    public void fence() {
        perform(new Fence(this));
    }

    /**
     * A choice from 0 to {@code choices - 1} that nothing in the machine decides.
     *
     * @param choices 1 to {@link Step#MAX_CHOICES}
     */
    public int choose(String what, int choices) {
        checkWays(what, choices);
        return choices == 1 ? 0 : perform(new Choose(what, choices));
    }

    /** The same, by names that traces show: an index into them. */
    public int choose(String what, List<String> ways) {
        checkWays(what, ways.size());
        return ways.size() == 1 ? 0 : perform(new Choose(what, ways.size(), List.copyOf(ways)));
    }

    private static void checkWays(String what, int ways) {
        if (ways < 1 || ways > Step.MAX_CHOICES) {
            throw new IllegalArgumentException(
                    "a choice has 1 to " + Step.MAX_CHOICES + " ways; that of " + what + " has " + ways);
        }
    }

    /** {@code BUG_ON}: ends the path as a violation if the condition holds. */
    public void bugOn(boolean condition, String message) {
        if (condition) {
            perform(new Bug(message));
        }
    }

    /** The same, about something; nothing is put into words unless the condition holds. */
    public void bugOn(boolean condition, Object subject, String message) {
        if (condition) {
            perform(new Bug(subject + " " + message));
        }
    }

    /** {@code reset_stack_and_jump}: the calling chain is thrown away; this method does not return. */
    public void resetStackAndJump(Procedure procedure, int... arguments) {
        execution().resetStackAndJump(procedure, arguments);
    }
}
