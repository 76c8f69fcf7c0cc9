// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.machine.Machine;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.run.Surroundings;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Timers2026;

/** A handler of today has timers and a HPET of today around it, and is judged by them as one of 2009 is by its own. */
class SurroundingsOfTodayTest {
    private static IdleCode code(String off, String on) {
        String text = "void own_idle(void) {\nunsigned int cpu = smp_processor_id();\n"
                + "struct acpi_processor_cx *cx = choose();\nprocess_pending_softirqs();\nlocal_irq_disable();\n"
                + "if (!cpu_is_haltable(cpu)) { local_irq_enable(); return; }\n"
                + "if (cx->type != 3) { safe_halt(); return; }\n" + off
                + "\nmwait(cx->address, 1);\nlocal_irq_enable();\n"
                + on + "\n}";
        return IdleCode.read("own.c", text, null, Bindings.builtIn());
    }

    private static Timers timers(Xen xen) {
        Machine machine = new Machine(1, 1, 0, 1);
        Surroundings around = code("lapic_timer_off();", "lapic_timer_on();").in(xen);
        Softirq softirq = around.softirq(machine);
        return around.timers(machine, softirq, new Apic(machine, softirq), new Timers.Parameters(0, 1, 1, 1, true));
    }

    @Test
    void onlyThoseOfTodayHaveTheTimersOfToday() {
        assertThat(timers(Xen.TODAY)).isInstanceOf(Timers2026.class);
        assertThat(timers(Xen.XEN_2009)).isExactlyInstanceOf(Timers.class);
    }

    @ParameterizedTest
    @CsvSource({
        "lapic_timer_off();, lapic_timer_on();, HOLDS",
        // Nothing stands in for the timer that C3 stops.
        "'', '', VIOLATED",
        // It stays masked behind the sleep.
        "lapic_timer_off();, '', VIOLATED",
    })
    void theBroadcastOfTodayStandsInForATimerThatIsHandedOver(String off, String on, Verdict expected) {
        assertThat(new Situation("singleshot", Map.of("cstate", "any", "rounds", "1"))
                        .explore(code(off, on), Xen.TODAY, Options.defaults().withThreads(1), new Searches())
                        .verdict())
                .isEqualTo(expected);
    }
}
