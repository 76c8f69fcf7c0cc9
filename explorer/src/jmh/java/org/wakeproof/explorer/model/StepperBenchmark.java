// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/**
 * What it takes to expand a state: all its transitions, of each CPU one. The states are those of a run, gone through again
 * and again, so that all of the program is known.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class StepperBenchmark {
    private static final int STATES = 1 << 8;

    /** CPUs of the system. */
    @Param({"2", "4"})
    public int cpus;

    /** Whether transitions are fused of several operations. */
    @Param({"false", "true"})
    public boolean fuse;

    private final List<PackedState> states = new ArrayList<>();
    private Stepper stepper;
    private Counter counter;
    private int next;

    /** Counts what it is told, and remembers the state of one CPU after another. */
    private static final class Counter implements Stepper.Sink {
        private final PackedState chosen;
        private int wanted;
        private int seen;

        Counter(PackedState chosen) {
            this.chosen = chosen;
        }

        @Override
        public void successor(PackedState state, int step) {
            if (seen++ == wanted) {
                chosen.copyFrom(state);
            }
        }

        @Override
        public void violation(int step, Violation violation) {
            throw new IllegalStateException(violation);
        }
    }

    /** Takes a run: a step of one CPU, then of the next. */
    @Setup(Level.Trial)
    public void run() {
        Machine machine = system();
        Model model = new Model(machine, List.of(), new Watched(machine, fuse), fuse, false, Limits.none());
        stepper = model.stepper();
        counter = new Counter(model.state());
        PackedState at = model.initial();
        for (int i = 0; i < STATES; i++) {
            PackedState kept = model.state();
            kept.copyFrom(at);
            states.add(kept);
            at = model.state();
            at.copyFrom(after(kept, i));
        }
    }

    private PackedState after(PackedState state, int turn) {
        int ways = ways(state);
        counter.wanted = turn % ways;
        ways(state);
        return counter.chosen;
    }

    private int ways(PackedState state) {
        counter.seen = 0;
        stepper.expand(state, counter);
        return counter.seen;
    }

    /** Each CPU sets its bit in a shared mask, and takes it back and counts behind a lock, for ever. */
    private Machine system() {
        Machine machine = new Machine(cpus);
        Word mask = machine.cpuMask("mask", 0);
        Word count = machine.word("count", 7, 0);
        SpinLock lock = machine.lock("lock");
        for (int cpu = 0; cpu < cpus; cpu++) {
            int self = cpu;
            Procedure round = machine.function("round" + cpu, () -> {
                mask.setBit(self);
                lock.lock();
                count.store((count.load() + 1) % 8);
                lock.unlock();
                mask.clearBit(self);
                return Procedure.AGAIN;
            });
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> round.repeat()));
        }
        machine.seal();
        return machine;
    }

    /** One state of the run. */
    @Benchmark
    public int expand() {
        next = (next + 1) % STATES;
        return ways(states.get(next));
    }
}
