// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A discrete-event run of small machines: what takes how long, and who waits for whom. */
class TimedRunTest {
    private static final Costs COSTS = new Costs(10, 20, 30, 500, 50, 1500, 1000, 5000, 100, 2000, 800);
    private static final long START = 1000;

    private static TimedRun run(Machine machine, Observer observer) {
        CStateTimes times = new CStateTimes() {
            @Override
            public long entry(SleepState state) {
                return 10_000;
            }

            @Override
            public long exit(SleepState state) {
                return 200_000;
            }
        };
        return new TimedRun(
                machine,
                new Setup(COSTS, times, Map.of(), List.of(), START, cpu -> 0, observer, machine.procedures(), false));
    }

    private static Machine machine(int cpus) {
        return new Machine(cpus, 1000, 1, 2).tick(10);
    }

    @Test
    void operationsTakeTheirTime() {
        Machine machine = machine(1);
        Word word = machine.word("x", 9, 0);
        List<Long> times = new ArrayList<>();
        var mark = machine.procedure("mark", () -> {});
        machine.boot(0, false, machine.procedure("main", () -> {
            mark.call();
            word.store(1);
            mark.call();
            word.setBit(2);
            mark.call();
        }));
        machine.seal();
        run(machine, new Observer() {
                    @Override
                    public void calls(int cpu, org.wakeproof.machine.Procedure procedure, long time) {
                        if (procedure == mark) {
                            times.add(time - START);
                        }
                    }
                })
                .runUntil(1_000_000);
        assertThat(times).containsExactly(0L, 10L, 30L);
    }

    @Test
    void aSleeperIsWokenByAnInterruptAndTakesTheExitLatency() {
        Machine machine = machine(2);
        Vector wake = machine.vector("wake", () -> {});
        machine.boot(0, false, machine.procedure("sleeper", () -> {
            machine.cpu().sleep(SleepState.C3);
            machine.cpu().enableInterrupts();
        }));
        Word word = machine.word("x", 1, 0);
        machine.boot(1, false, machine.procedure("sender", () -> {
            for (int i = 0; i < 5000; i++) {
                word.load();
            }
            machine.cpu().sendIpi(1, wake);
        }));
        machine.seal();
        List<Long> times = new ArrayList<>();
        run(machine, new Observer() {
                    @Override
                    public void wakes(int cpu, SleepState state, long since, long woken, long time, Vector by) {
                        times.addAll(List.of(since - START, woken - START, time - START));
                        assertThat(by).isEqualTo(wake);
                    }
                })
                .runUntil(10_000_000);
        // Sent after 5000 loads of 10 ns, 1.5 us on its way, 200 us to wake up.
        assertThat(times).containsExactly(0L, 51_500L, 251_500L);
    }

    @Test
    void whoeverWaitsForALockGoesOnWhenItIsFree() {
        Machine machine = machine(2);
        SpinLock lock = machine.lock("lock");
        Word counter = machine.word("counter", 9, 0).guardedBy(lock);
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> {
                lock.lock();
                counter.store(counter.load() + 1);
                lock.unlock();
            }));
        }
        machine.seal();
        TimedRun run = run(machine, new Observer() {});
        run.runUntil(1_000_000);
        assertThat(run.get(counter.field())).isEqualTo(2);
    }

    @Test
    void anInterruptedCallGoesOnWhereItWas() {
        Machine machine = machine(2);
        Word seen = machine.word("seen", 1, 0);
        Vector tell = machine.vector("tell", () -> seen.store(1));
        Word sum = machine.word("sum", 100, 0);
        machine.boot(0, true, machine.procedure("main", () -> {
            for (int i = 0; i < 50; i++) {
                sum.store(sum.load() + 1);
            }
            seen.awaitValue(1);
            sum.store(sum.load() + 1);
        }));
        machine.boot(1, false, machine.procedure("sender", () -> machine.cpu().sendIpi(1, tell)));
        machine.seal();
        TimedRun run = run(machine, new Observer() {});
        run.runUntil(1_000_000);
        assertThat(run.get(sum.field())).isEqualTo(51);
    }
}
