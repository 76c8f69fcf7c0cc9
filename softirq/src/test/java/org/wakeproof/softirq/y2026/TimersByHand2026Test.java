// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/** What timer.c of 2026 does otherwise than that of 2009, step by step. */
class TimersByHand2026Test {
    private static final int CPUS = 3;
    private static final int SLOP = 1;

    private final Machine machine = new Machine(CPUS, 8, SLOP, 3);
    private final Softirq2026 softirq = new Softirq2026(machine);
    private Timers2026 timers;
    private Timer first;
    private Timer second;
    private Timer third;
    private OneCpuAtATime run;

    @BeforeEach
    void wire() {
        softirq.smp().unplugs();
        timers = new Timers2026(
                machine, softirq, new Apic2026(machine, softirq), new Timers.Parameters(SLOP, 1, 3, 3, false));
        first = timers.initTimer("first", 0, () -> {
            timers.setTimer(second, Instant.nowPlus(5));
            timers.setTimer(third, Instant.nowPlus(3));
        });
        second = timers.initTimer("second", 0, () -> {});
        third = timers.initTimer("third", 0, () -> {});
        for (int cpu = 0; cpu < CPUS; cpu++) {
            machine.boot(cpu, true, machine.procedure("nothing", () -> {}));
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    private int value(Cell cell) {
        return run.get(cell.field());
    }

    private int deadline(int cpu) {
        return value(timers.timerDeadline().of(cpu)) - machine.clock().now();
    }

    private void handleTimers(int cpu) {
        run.on(cpu);
        assertThat(softirq.takeLowest(0)).isEqualTo(Softirq.TIMER);
        softirq.handle(Softirq.TIMER);
    }

    /** The heap holds one: of the two timers that the first one's function sets, the later is in the heap, the earlier in the list. */
    @Test
    void theEarliestMayBeInTheList() {
        run.on(0);
        timers.setTimer(first, Instant.nowPlus(0));
        run.tick();
        handleTimers(0);
        assertThat(value(second.status())).isEqualTo(Timer.IN_HEAP);
        assertThat(value(third.status())).isEqualTo(Timer.IN_LIST);
        assertThat(deadline(0)).isEqualTo(3);
    }

    /** 2009 programs a group's latest: with this slop that of third, one tick later. */
    @Test
    void timersThatAreCloseAreNotGrouped() {
        run.on(0);
        timers.setTimer(second, Instant.nowPlus(2));
        timers.setTimer(third, Instant.nowPlus(3));
        handleTimers(0);
        assertThat(deadline(0)).isEqualTo(2);
    }

    /** A timer is over once its time has passed; one that is due now is programmed for the slop from now. */
    @Test
    void nothingIsProgrammedForLessThanTheSlop() {
        run.on(0);
        timers.setTimer(second, Instant.nowPlus(0));
        handleTimers(0);
        assertThat(value(second.status())).isEqualTo(Timer.IN_HEAP);
        assertThat(deadline(0)).isEqualTo(SLOP);
        assertThat(value(softirq.softirqPending(0))).isZero();
    }

    @Test
    void whoIsKilledBelongsToNoCpu() {
        run.on(0);
        timers.setTimer(second, Instant.nowPlus(2));
        List<String> steps = run.stepsOf(() -> timers.killTimer(second)).stream()
                .filter(step -> step.startsWith("W: second.") || step.startsWith("L"))
                .collect(Collectors.toList());
        assertThat(steps)
                .containsSubsequence(
                        "L+ timers[0].lock", "W: second.status = killed", "W: second.cpu = 3", "L- timers[0].lock");
        assertThat(run.stepsOf(() -> timers.setTimer(second, Instant.nowPlus(1))))
                .as("nothing but the look at its CPU")
                .noneMatch(step -> step.startsWith("L"));
        timers.migrateTimer(second, 1);
        timers.stopTimer(second);
        timers.killTimer(second);
        assertThat(timers.timerIsExpired(second)).isFalse();
        assertThat(value(second.cpu())).isEqualTo(CPUS);
    }

    /** C passes NOW() to a function, which only then turns interrupts off and takes the lock. */
    @Test
    void theTimeIsSampledBeforeTheLockIsTaken() {
        run.on(0);
        timers.setTimer(second, Instant.nowPlus(0));
        assertThat(run.stepsOf(() -> assertThat(timers.timerIsExpired(second)).isTrue()))
                .containsSubsequence("W: t = NOW()", "irq-", "L+ timers[0].lock");
    }

    @Test
    void thoseOfACpuThatIsGoneMoveAndTellOnceAtTheEnd() {
        run.on(1);
        timers.migrateTimer(first, 1);
        timers.migrateTimer(second, 1);
        timers.setTimer(first, Instant.nowPlus(3));
        timers.setTimer(third, Instant.nowPlus(5));
        run.set(softirq.smp().cpuOnlineMap().field(), 0b101);
        run.on(2);
        List<String> steps = run.stepsOf(() -> timers.migrateTimersFromCpu(1));
        assertThat(steps.indexOf("L- timers[1].lock"))
                .isLessThan(steps.indexOf("L- timers[0].lock"))
                .isPositive();
        assertThat(steps.subList(steps.indexOf("L- timers[0].lock"), steps.size()))
                .as(steps.toString())
                .anyMatch(step -> step.contains("TIMER"));
        for (Timer each : List.of(first, second, third)) {
            assertThat(value(each.cpu())).as(each.name()).isZero();
        }
        // The heap of CPU0 is full.
        assertThat(value(first.status())).isEqualTo(Timer.IN_LIST);
        assertThat(value(second.status())).isEqualTo(Timer.INACTIVE);
    }

    @Test
    void noTimersLeaveACpuThatIsOnline() {
        run.on(0);
        assertThatThrownBy(() -> timers.migrateTimersFromCpu(1)).hasMessageContaining("is online");
    }
}
