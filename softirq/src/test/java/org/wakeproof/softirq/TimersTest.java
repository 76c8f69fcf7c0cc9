// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** Heap, list and deadline of timer.c against a model that only knows when each timer is due. */
class TimersTest {
    private static final int TIMERS = 6;
    private static final int CPUS = 2;
    private static final int NOT_SET = -1;

    /** One step of a history. */
    private record Act(int kind, int cpu, int timer, int ticks) {}

    @Provide
    Arbitrary<List<Act>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, CPUS - 1),
                        Arbitraries.integers().between(0, TIMERS - 1),
                        Arbitraries.integers().between(0, 9))
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }

    /** A system, and beside it what the model knows. */
    private static final class Model {
        final Machine machine = new Machine(CPUS, 16, 2, 3);
        final Softirq softirq = new Softirq(machine);
        final Apic apic = new Apic(machine, softirq);
        final Timers timers;
        final List<Timer> all = new ArrayList<>();
        final int[] due = new int[TIMERS];
        final int[] owner = new int[TIMERS];
        final int slop;
        final OneCpuAtATime run;
        int now;

        Model(int slop, int heapLimit) {
            this.slop = slop;
            timers = new Timers(machine, softirq, apic, new Timers.Parameters(slop, heapLimit, TIMERS, TIMERS, false));
            Arrays.fill(due, NOT_SET);
            for (int i = 0; i < TIMERS; i++) {
                int number = i;
                owner[i] = i % CPUS;
                all.add(timers.initTimer("t" + i, owner[i], () -> fired(number)));
            }
            Procedure nothing = machine.procedure("nothing", () -> {});
            for (int cpu = 0; cpu < CPUS; cpu++) {
                machine.boot(cpu, true, nothing);
            }
            machine.seal();
            run = new OneCpuAtATime(machine);
        }

        void fired(int number) {
            assertThat(due[number])
                    .as("due time of t%d, which fires at %d", number, now)
                    .isBetween(0, now - 1);
            due[number] = NOT_SET;
        }

        void act(Act act) {
            run.on(act.cpu);
            Timer timer = all.get(act.timer);
            switch (act.kind) {
                case 0, 1 -> {
                    timers.setTimer(timer, Instant.nowPlus(act.ticks));
                    due[act.timer] = now + act.ticks;
                }
                case 2 -> {
                    timers.stopTimer(timer);
                    due[act.timer] = NOT_SET;
                }
                case 3 -> {
                    timers.migrateTimer(timer, act.cpu);
                    owner[act.timer] = act.cpu;
                }
                case 4 -> {
                    run.tick();
                    now++;
                }
                default -> processTimers(act.cpu);
            }
        }

        /** One pass; a timer due exactly now raises TIMER again until time goes on. */
        void processTimers(int cpu) {
            run.on(cpu);
            boolean pending = run.get(softirq.softirqPending(cpu).field()) != 0;
            timers.processPendingTimers();
            if (!pending) {
                return;
            }
            for (int i = 0; i < TIMERS; i++) {
                if (owner[i] == cpu) {
                    assertThat(due[i] == NOT_SET || due[i] >= now)
                            .as("t%d, due at %d, has run at %d", i, due[i], now)
                            .isTrue();
                }
            }
            if (!hasOverflowed(cpu)) {
                assertThat(run.get(timers.timerDeadline().of(cpu).field())).isEqualTo(expectedDeadline(cpu));
            }
        }

        private boolean hasOverflowed(int cpu) {
            return machine.cells().stream()
                    .filter(cell -> cell.name().equals("timers[" + cpu + "].overflow"))
                    .anyMatch(cell -> run.get(cell.field()) != 0);
        }

        /** The latest of the earliest timers whose spans [expires, expires + slop] share an instant. */
        private int expectedDeadline(int cpu) {
            List<Integer> mine = new ArrayList<>();
            for (int i = 0; i < TIMERS; i++) {
                if (owner[i] == cpu && due[i] != NOT_SET) {
                    mine.add(due[i]);
                }
            }
            mine.sort(null);
            int deadline = 0;
            int end = Integer.MAX_VALUE;
            for (int each : mine) {
                if (each > end) {
                    break;
                }
                deadline = machine.clock().now() + each - now;
                end = Math.min(end, each + slop);
            }
            return deadline;
        }

        /** Every timer that the model has set is active, and no other. */
        void compare() {
            for (int i = 0; i < TIMERS; i++) {
                assertThat(run.get(all.get(i).status().field()) >= Timer.IN_HEAP)
                        .as("t%d is active", i)
                        .isEqualTo(due[i] != NOT_SET);
                assertThat(run.get(all.get(i).cpu().field())).isEqualTo(owner[i]);
            }
        }
    }

    /** A missing raise would let a timer be forgotten: whenever a first timer comes or goes, TIMER is raised. */
    @Property(tries = 2_000)
    void timersRunOnceTheyAreDueAndNeverBefore(
            @ForAll("histories") List<Act> history,
            @ForAll @IntRange(max = 2) int slop,
            @ForAll @IntRange(max = 7) int heapLimit) {
        Model system = new Model(slop, heapLimit);
        history.forEach(act -> {
            system.act(act);
            system.compare();
        });
        // In the end all that is due runs, by the raises and interrupts that there were, and nothing else.
        for (int tick = 0; tick < 12 + 3 * slop; tick++) {
            system.act(new Act(4, 0, 0, 0));
            for (int cpu = 0; cpu < CPUS; cpu++) {
                system.processTimers(cpu);
            }
        }
        system.compare();
        assertThat(system.due).containsOnly(NOT_SET);
    }
}
