// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is around a handler is of its own time, by what it does. */
class XenTest {
    private static final String SKIPS =
            "bool arch_skip_send_event_check(unsigned int cpu) { return cpumask_test_cpu(cpu, &cpuidle_mwait_flags); } ";

    private static IdleCode code(String outside, String body, String system) {
        return IdleCode.read("own.c", outside + "void own_idle(void) {" + body + "}", "own_idle", Bindings.of(system));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2009  | safe_halt();",
                "2009  | sched_tick_suspend(); safe_halt(); sched_tick_resume();",
                "2010  | mwait_idle_with_hints(0, 1);",
                "2009  | cpu_set(0, cpuidle_mwait_flags); mwait(0, 1); cpu_clear(0, cpuidle_mwait_flags);",
                "2010  | s_time_t t = per_cpu(timer_deadline, 0); cpu_set(0, cpuidle_mwait_flags); mwait(t, 1);",
                "2010  | cpu_set(0, cpuidle_mwait_flags); monitor(&mwait_wakeup(0), 0, 0); mwait(0, 1);",
                "2009  | cpu_set(0, cpuidle_mwait_flags); monitor(&softirq_pending(0), 0, 0); mwait(0, 1);",
                "2020  | rcu_idle_enter(0); safe_halt();",
                "2020  | safe_halt(); rcu_idle_exit(0);",
                "2020  | rcu_idle_enter(0); mwait_idle_with_hints(0, 1); rcu_idle_exit(0);",
                "2020  | int ecx = 1; rcu_idle_enter(0); mwait_idle_with_hints(0, ecx); rcu_idle_exit(0);",
                "today | rcu_idle_enter(0); mwait_idle_with_hints(0, early() ? 0 : 1); rcu_idle_exit(0);",
                "today | irq_stat[0].in_mwait = 1; mwait(0, 1);",
            })
    void isChosenByWhatTheHandlerDoes(String year, String body) {
        assertThat(Xen.of(code("", body, "xen")).xen()).hasToString(year);
    }

    @Test
    void whatStandsBesideTheHandlerCounts() {
        String sleep = "cpu_set(0, cpuidle_mwait_flags); mwait(0, 1);";
        assertThat(Xen.of(code(SKIPS, "sched_tick_suspend(); " + sleep, "xen")).xen())
                .isEqualTo(Xen.XEN_2014);
        assertThat(Xen.of(code(SKIPS, sleep, "xen")).xen()).isEqualTo(Xen.XEN_2020);
    }

    @Test
    void isToldByName() {
        IdleCode code = code("", "safe_halt();", "xen");
        for (Xen xen : Xen.values()) {
            assertThat(Xen.of(code, Xen.named(xen.toString())).xen()).isEqualTo(xen);
        }
        assertThatThrownBy(() -> Xen.named("2012"))
                .hasMessage("--xen takes auto, 2009, 2010, 2014, 2020, today; not '2012'");
    }

    @Test
    void otherSystemsHaveNone() {
        IdleCode linux = code("", "raw_safe_halt();", "linux");
        IdleCode arm = code("", "rcu_idle_enter(0); wfi(); rcu_idle_exit(0);", "xen-arm");
        assertThat(Xen.of(arm).xen()).isEqualTo(Xen.XEN_2009);
        assertThatThrownBy(() -> Xen.of(linux, Xen.named("today"))).hasMessageStartingWith("--xen is for --system xen");
        assertThat(Xen.of(linux, Xen.named("auto")).xen()).isEqualTo(Xen.XEN_2009);
    }

    /** A patch that takes the calls of RCU away does not take their question away. */
    @Test
    void aPatchDoesNotGoBackInTime() {
        Xen.Choice before = Xen.of(code("", "rcu_idle_enter(0); safe_halt(); rcu_idle_exit(0);", "xen"));
        Xen.Choice after = Xen.of(code("", "safe_halt();", "xen"));
        assertThat(before.orLater(after).xen()).isEqualTo(Xen.XEN_2020);
        assertThat(before.orLater(after).because()).startsWith("as before the patch");
        assertThat(after.orLater(before)).isEqualTo(before);
    }
}
