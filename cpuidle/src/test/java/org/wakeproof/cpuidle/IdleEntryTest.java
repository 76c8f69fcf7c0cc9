// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.history.FirstPosting;
import org.wakeproof.cpuidle.history.HaltInTwoSteps;
import org.wakeproof.cpuidle.history.WithoutCheck;
import org.wakeproof.cpuidle.history.WithoutSoftirqPass;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Vector;

/** The idle loop and the versions of its entry: what is called in which order, and which of them sleep through a softirq. */
class IdleEntryTest {
    /** The names of the properties that an exploration finds violated; all of them, as each is asked alone. */
    private static Set<String> violated(IdleSystem system) {
        Set<String> violated = new TreeSet<>();
        for (Property property : List.of(
                new Property.Leaves(
                        "awake for a softirq",
                        state -> system.isAsleep(state) && system.isPending(state),
                        state -> "CPU1 sleeps"),
                new Property.Sometimes("asleep", system::isAsleep))) {
            new Explorer(system.machine, List.of(property), Options.defaults().withThreads(1))
                    .run()
                    .property()
                    .ifPresent(violated::add);
        }
        return violated;
    }

    static Stream<Arguments> versions() {
        return Stream.of(
                Arguments.of("as committed", version(AcpiProcessorIdle::new), Set.of()),
                Arguments.of("first posting", version(FirstPosting::new), Set.of("awake for a softirq")),
                Arguments.of("without check", version(WithoutCheck::new), Set.of("awake for a softirq")),
                Arguments.of("without softirq pass", version(WithoutSoftirqPass::new), Set.of("asleep")));
    }

    private static Function<Parts, AcpiProcessorIdle> version(Function<Parts, AcpiProcessorIdle> version) {
        return version;
    }

    /** Where suspending the tick raises TIMER on the CPU itself: who raises it from outside then finds it set, and sends nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void onlyWhoLooksAfterSuspendingTheTickLosesNothing(
            String name, Function<Parts, AcpiProcessorIdle> version, Set<String> expected) {
        IdleSystem system = new IdleSystem()
                .suspensionRaisesTimer()
                .acpi(version, CState.C3, EntryMethod.FFH)
                .ready();
        assertThat(violated(system)).isEqualTo(expected);
    }

    @Test
    void defaultIdleSleepsThroughNothing() {
        assertThat(violated(new IdleSystem().ready())).isEmpty();
    }

    @Test
    void interruptsBetweenStiAndHltAreSleptThrough() {
        IdleSystem system = new IdleSystem((machine, softirq) -> new HaltInTwoSteps(machine, softirq, 1));
        assertThat(violated(system.ready())).containsExactly("awake for a softirq");
    }

    /** An interrupt is pending, so that the CPU does not sleep; it is still there after an mwait, and taken by sti;hlt. */
    @ParameterizedTest
    @CsvSource({
        "C1, FFH, 'sched_tick_suspend, sched_tick_resume'",
        "C2, FFH, 'sched_tick_suspend, lapic_timer_off, lapic_timer_on, sched_tick_resume'",
        "C3, FFH, 'sched_tick_suspend, lapic_timer_off, lapic_timer_on, sched_tick_resume'",
        "C3, SYSIO, 'sched_tick_suspend, lapic_timer_off, lapic_timer_on, sched_tick_resume'"
    })
    void theBroadcastServesThoseWhoseTimerStops(CState state, EntryMethod method, String calls) {
        List<String> called = new ArrayList<>();
        IdleSystem system = new IdleSystem().telling(called::add).acpi(AcpiProcessorIdle::new, state, method);
        Vector interrupt = system.machine.vector("interrupt", () -> {});
        system.ready();
        OneCpuAtATime run = new OneCpuAtATime(system.machine);
        run.on(1);
        system.machine.cpu(1).requestInterrupt(run, interrupt);
        system.idle();
        assertThat(String.join(", ", called)).isEqualTo(calls);
        assertThat(system.machine.cpu(1).interruptsEnabled(run)).isTrue();
    }

    /** An interrupt is pending, so that the CPU does not sleep. */
    @Test
    void softirqsThatSuspensionRaisesAreRunBeforeTheSleep() {
        IdleSystem system = new IdleSystem()
                .suspensionRaisesTimer()
                .acpi(AcpiProcessorIdle::new, CState.C3, EntryMethod.FFH)
                .ready();
        OneCpuAtATime run = new OneCpuAtATime(system.machine);
        run.on(1);
        system.machine.cpu(1).requestInterrupt(run, system.machine.vectors().get(0));
        system.idle();
        assertThat(system.isPending(run)).isFalse();
    }
}
