// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** For each system that has a table: an idle routine of our own in its words, and one that loses a wake-up. */
class OtherSystemsTest {
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "xen-arm | do_idle | HOLDS    | rcu_idle_enter(cpu); process_pending_softirqs(); local_irq_disable();"
                        + " if (cpu_is_haltable(cpu)) { dsb(sy); wfi(); } local_irq_enable(); rcu_idle_exit(cpu);",
                "xen-arm | do_idle | VIOLATED | rcu_idle_enter(cpu); process_pending_softirqs();"
                        + " if (cpu_is_haltable(cpu)) { dsb(sy); wfi(); } rcu_idle_exit(cpu);",
                "linux | default_idle | HOLDS    | raw_safe_halt(); raw_local_irq_disable();",
                "linux | default_idle | VIOLATED | raw_local_irq_enable(); native_halt(); raw_local_irq_disable();",
                "linux | mwait_idle | HOLDS    | if (!current_set_polling_and_test()) { __monitor(a, 0, 0);"
                        + " if (!need_resched()) __sti_mwait(0, 0); else raw_local_irq_enable(); }"
                        + " __current_clr_polling(); raw_local_irq_disable();",
                "linux | mwait_idle | VIOLATED | if (!current_set_polling_and_test() && !need_resched()) {"
                        + " __monitor(a, 0, 0); __sti_mwait(0, 0); } else raw_local_irq_enable();"
                        + " __current_clr_polling(); raw_local_irq_disable();",
                "linux | do_idle | HOLDS    | __current_set_polling(); while (!need_resched()) { local_irq_disable();"
                        + " if (current_clr_polling_and_test()) local_irq_enable(); else arch_cpu_idle();"
                        + " WARN_ON_ONCE(irqs_disabled()); __current_set_polling(); } __current_clr_polling();",
                "linux | do_idle | VIOLATED | __current_set_polling(); while (!need_resched()) { local_irq_disable();"
                        + " if (need_resched()) local_irq_enable(); else arch_cpu_idle(); } __current_clr_polling();",
                "linux | mwait_idle | VIOLATED | if (!need_resched()) { raw_local_irq_enable(); __mwait(0, 1); }",
                "linux | cpuidle_idle_call | HOLDS    | if (current_clr_polling_and_test()) local_irq_enable();"
                        + " else arch_cpu_idle(); __current_set_polling();",
                "linux | cpuidle_idle_call | VIOLATED | if (need_resched()) local_irq_enable();"
                        + " else arch_cpu_idle(); __current_set_polling();",
                "freebsd | cpu_idle_hlt | HOLDS    | disable_intr(); if (sched_runnable()) enable_intr(); else acpi_cpu_c1();",
                "freebsd | cpu_idle_hlt | VIOLATED | if (!sched_runnable()) acpi_cpu_c1();",
                "freebsd | cpu_idle_mwait | HOLDS    | int *state = PCPU_PTR(b); *state = STATE_MWAIT; disable_intr();"
                        + " if (sched_runnable()) { enable_intr(); *state = STATE_RUNNING; return; } cpu_monitor(state, 0, 0);"
                        + " if (*state == STATE_MWAIT) { __asm __volatile(\"sti; mwait\" : : \"a\" (0), \"c\" (0)); }"
                        + " else enable_intr(); *state = STATE_RUNNING;",
                "freebsd | cpu_idle_mwait | VIOLATED | int *statep = PCPU_PTR(b); atomic_store_int(statep, STATE_MWAIT);"
                        + " disable_intr(); if (atomic_load_int(statep) == STATE_MWAIT && !sched_runnable())"
                        + " { cpu_monitor(statep, 0, 0); __asm __volatile(\"sti; mwait\"); } else enable_intr();"
                        + " atomic_store_int(statep, STATE_RUNNING);",
                "freebsd | cpu_idle_mwait | VIOLATED | int *state = PCPU_PTR(b); disable_intr();"
                        + " if (sched_runnable()) { enable_intr(); return; } *state = STATE_MWAIT; cpu_monitor(state, 0, 0);"
                        + " if (*state == STATE_MWAIT) __asm __volatile(\"sti; mwait\"); else enable_intr();"
                        + " *state = STATE_RUNNING;",
                "freebsd | cpu_idle_hlt | VIOLATED | int *state = PCPU_PTR(b); disable_intr();"
                        + " if (sched_runnable()) enable_intr(); else { *state = STATE_SLEEPING; acpi_cpu_c1(); }"
                        + " *state = STATE_RUNNING;",
                "freebsd | cpu_idle_hlt | HOLDS    | int *state = PCPU_PTR(b); *state = STATE_SLEEPING; disable_intr();"
                        + " if (sched_runnable()) enable_intr(); else acpi_cpu_c1(); *state = STATE_RUNNING;",
                "freebsd | cpu_idle_hlt | VIOLATED | int *statep = PCPU_PTR(b); atomic_store_int(statep, STATE_MWAIT);"
                        + " disable_intr(); if (sched_runnable()) enable_intr(); else acpi_cpu_c1();"
                        + " atomic_store_int(statep, STATE_RUNNING);",
                "freebsd | acpi_cpu_idle_mwait | HOLDS    | int *state = PCPU_PTR(b); *state = STATE_MWAIT;"
                        + " cpu_monitor(state, 0, 0); if (*state == STATE_MWAIT) cpu_mwait(MWAIT_INTRBREAK, hint);"
                        + " *state = STATE_RUNNING;",
                "freebsd | acpi_cpu_idle_mwait | VIOLATED | int *state = PCPU_PTR(b); *state = STATE_MWAIT;"
                        + " cpu_monitor(state, 0, 0); if (*state == STATE_MWAIT) cpu_mwait(0, hint); *state = STATE_RUNNING;",
                "illumos | cpu_idle_mwait | HOLDS    | volatile int *mcpu_mwait = m; *mcpu_mwait = MWAIT_HALTED;"
                        + " if (disp_anywork()) return; i86_monitor(mcpu_mwait, 0, 0);"
                        + " if (*mcpu_mwait == MWAIT_HALTED) i86_mwait(0, 0);",
                "illumos | cpu_idle_mwait | VIOLATED | volatile int *mcpu_mwait = m; *mcpu_mwait = MWAIT_HALTED;"
                        + " if (disp_anywork()) return; if (*mcpu_mwait == MWAIT_HALTED)"
                        + " { i86_monitor(mcpu_mwait, 0, 0); i86_mwait(0, 0); }",
                "illumos | cpu_idle | HOLDS    | cli(); if (cpup->cpu_disp->disp_nrunnable) { sti(); return; } mach_cpu_idle();",
                "illumos | cpu_idle | VIOLATED | if (cpup->cpu_disp->disp_nrunnable) return; cli(); mach_cpu_idle();",
                "zephyr | arch_cpu_idle | HOLDS    | __DSB(); __WFI(); __enable_irq();",
                "zephyr | arch_cpu_atomic_idle | HOLDS    | __disable_irq(); __DSB(); __WFE(); arch_irq_unlock(key);",
                "zephyr | arch_cpu_idle | VIOLATED | __enable_irq(); __DSB(); __WFI();"
            })
    void isFound(String system, String handler, Verdict verdict, String body) {
        String weak = "void __weak arch_cpu_idle(void) { local_irq_enable(); }\n";
        String text = (system.equals("linux") ? weak : "") + "void " + handler
                + "(void) { unsigned int cpu = smp_processor_id(); " + body + " }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.of(system));
        assertThat(code.function()).isEqualTo(handler);
        assertThat(Review.of(code, Options.defaults().withThreads(2), false).verdict())
                .isEqualTo(verdict);
        assertThat(Situations.of(code, Xen.of(code).xen()))
                .extracting(Situation::scenario)
                .doesNotContain("offline");
    }

    @Test
    void aSystemThatNobodyKnowsIsAnError() {
        assertThatThrownBy(() -> Bindings.of("plan9"))
                .hasMessage("--system takes xen, xen-arm, linux, freebsd, illumos, zephyr; not 'plan9'");
    }
}
