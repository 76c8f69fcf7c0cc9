// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** A system with timers of some version, and beside it a model that only knows when each timer is due. */
public abstract class TimersModel {
    protected static final int NOT_SET = -1;
    private static final int TIMERS = 6;
    private static final int CPUS = 2;
    private static final int TICK = 4;
    private static final int KILL = 6;

    /** One step of a history. */
    public record Act(int kind, int cpu, int timer, int ticks) {}

    protected final Machine machine = new Machine(CPUS, 16, 2, 3);
    protected final int slop;
    protected final OneCpuAtATime run;
    protected final Timers timers;
    private final Softirq softirq;
    private final List<Timer> all = new ArrayList<>();
    private final int[] due = new int[TIMERS];
    private final int[] owner = new int[TIMERS];
    private int now;

    protected TimersModel(int slop, int heapLimit) {
        this.slop = slop;
        softirq = softirq();
        timers = timers(softirq, new Timers.Parameters(slop, heapLimit, TIMERS, TIMERS, false));
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

    protected abstract Softirq softirq();

    protected abstract Timers timers(Softirq softirq, Timers.Parameters parameters);

    /** Has the executing CPU do its TIMER softirq, if it is raised. */
    protected abstract void processTimers();

    /**
     * What timer_deadline has to be.
     *
     * @param mine when each timer of the CPU is due that is set, the first first
     * @param now the time that these are counted from
     * @return counted in the same way, or NOT_SET for none
     */
    protected abstract int expectedDeadline(int cpu, List<Integer> mine, int now);

    /** Histories of acts of which the last kind is killing a timer, if that may happen. */
    public static Arbitrary<List<Act>> histories(boolean kills) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, kills ? KILL : KILL - 1),
                        Arbitraries.integers().between(0, CPUS - 1),
                        Arbitraries.integers().between(0, TIMERS - 1),
                        Arbitraries.integers().between(0, 9))
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }

    private void fired(int number) {
        assertThat(due[number])
                .as("due time of t%d, which fires at %d", number, now)
                .isBetween(0, now - 1);
        due[number] = NOT_SET;
    }

    private boolean isKilled(int number) {
        return owner[number] == CPUS;
    }

    private void act(Act act) {
        run.on(act.cpu);
        Timer timer = all.get(act.timer);
        switch (act.kind) {
            case 0, 1 -> {
                timers.setTimer(timer, Instant.nowPlus(act.ticks));
                due[act.timer] = isKilled(act.timer) ? NOT_SET : now + act.ticks;
            }
            case 2 -> {
                timers.stopTimer(timer);
                due[act.timer] = NOT_SET;
            }
            case 3 -> {
                timers.migrateTimer(timer, act.cpu);
                owner[act.timer] = isKilled(act.timer) ? CPUS : act.cpu;
            }
            case TICK -> {
                run.tick();
                now++;
            }
            case KILL -> {
                timers.killTimer(timer);
                due[act.timer] = NOT_SET;
                owner[act.timer] = CPUS;
            }
            default -> process(act.cpu);
        }
    }

    /** One pass; a timer due exactly now raises TIMER again until time goes on. */
    private void process(int cpu) {
        run.on(cpu);
        boolean pending = run.get(softirq.softirqPending(cpu).field()) != 0;
        processTimers();
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
        compareDeadline(cpu);
    }

    private void compareDeadline(int cpu) {
        List<Integer> mine = new ArrayList<>();
        for (int i = 0; i < TIMERS; i++) {
            if (owner[i] == cpu && due[i] != NOT_SET) {
                mine.add(due[i]);
            }
        }
        mine.sort(null);
        int deadline = expectedDeadline(cpu, mine, now);
        assertThat(run.get(timers.timerDeadline().of(cpu).field()))
                .isEqualTo(deadline == NOT_SET ? 0 : machine.clock().now() + deadline - now);
    }

    /** Whether a cell of that name is not 0. */
    protected final boolean isSet(String name) {
        return machine.cells().stream()
                .filter(cell -> cell.name().equals(name))
                .anyMatch(cell -> run.get(cell.field()) != 0);
    }

    /** Every timer that the model has set is active, and no other. */
    private void compare() {
        for (int i = 0; i < TIMERS; i++) {
            Timer timer = all.get(i);
            assertThat(timer.isActive(run.get(timer.status().field())))
                    .as("t%d is active", i)
                    .isEqualTo(due[i] != NOT_SET);
            assertThat(run.get(timer.cpu().field())).isEqualTo(owner[i]);
        }
    }

    /** Whether heap, list and deadlines are what the model says, at each act; in the end all that is due runs, and nothing else. */
    public final void goesThrough(List<Act> history) {
        history.forEach(act -> {
            act(act);
            compare();
        });
        for (int tick = 0; tick < 12 + 3 * slop; tick++) {
            act(new Act(TICK, 0, 0, 0));
            for (int cpu = 0; cpu < CPUS; cpu++) {
                process(cpu);
            }
        }
        compare();
        assertThat(due).containsOnly(NOT_SET);
    }
}
