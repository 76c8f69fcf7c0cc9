// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** A handler that says that it needs no interrupt has to look again once its monitor sees what comes, and to take its word back. */
class OneWakeUpTest {
    private static final String BY_IN_MWAIT = "stat->in_mwait = 1; | stat->in_mwait = 0;";
    private static final String BY_ASSEMBLY =
            "alternative_io(\"movb $1, %[in_mwait]\", \"\", X, [in_mwait] \"=m\" (stat->in_mwait)); | stat->in_mwait = 0;";
    private static final String BY_FLAGS =
            "cpumask_set_cpu(cpu, &cpuidle_mwait_flags); | cpumask_clear_cpu(cpu, &cpuidle_mwait_flags);";
    private static final String BY_OLD_FLAGS =
            "cpu_set(cpu, cpuidle_mwait_flags); | cpu_clear(cpu, cpuidle_mwait_flags);";

    private static Verdict verdict(String steps, String promise, Xen xen, String scenario) {
        return finding(steps, promise, xen, scenario).verdict();
    }

    private static Finding finding(String steps, String promise, Xen xen, String scenario) {
        return finding(steps, promise, xen, scenario, Map.of());
    }

    private static Finding finding(String steps, String promise, Xen xen, String scenario, Map<String, String> given) {
        String[] promised = promise.split(" \\| ");
        String body = steps.replace("SET", promised[0])
                .replace("CLEAR", promised[1])
                .replace("MONITOR", "monitor(word, 0, 0);")
                .replace("OTHER", "monitor(&softirq_pending(0), 0, 0);")
                .replace("WAKEUP", "__monitor((void *)&mwait_wakeup(cpu), 0, 0);")
                .replace("LOOK", "if (*word) skip = 1;")
                .replace("LEAVE", "if (*word) { local_irq_enable(); return; }")
                .replace("MWAIT", "if (!skip) { mwait(cx->address, 1); }")
                .replace("HALT", "if (!skip) { safe_halt(); local_irq_disable(); }");
        String text = "void acpi_processor_idle(void) { struct acpi_processor_cx *cx = choose(); int skip = 0;"
                + " unsigned int cpu = smp_processor_id(); irq_cpustat_t *stat = &irq_stat[cpu];"
                + " unsigned int *word = &stat->__softirq_pending;"
                + " local_irq_disable(); if (!*word) { " + body + " } local_irq_enable(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        Situation situation = new Situation(scenario, given);
        assertThat(Situations.of(code, xen)).contains(situation);
        assertThat(code.assumptions().unsupported()).isEmpty();
        return situation.explore(code, xen, Options.defaults().withThreads(1), new Searches());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "SET MONITOR LOOK MWAIT CLEAR, HOLDS, HOLDS",
        "MONITOR LOOK SET MWAIT CLEAR, HOLDS, HOLDS",
        // What is raised between the look and the arming of the monitor is seen by nobody.
        "SET LOOK MONITOR MWAIT CLEAR, VIOLATED, VIOLATED",
        "LOOK SET MONITOR MWAIT CLEAR, VIOLATED, VIOLATED",
        // Who sets the bit sees in_mwait in the same step, and the flags in a later one, behind the promise.
        "LOOK MONITOR SET MWAIT CLEAR, HOLDS, VIOLATED",
        "SET MONITOR MWAIT CLEAR, VIOLATED, VIOLATED",
        "SET OTHER LOOK MWAIT CLEAR, VIOLATED, VIOLATED",
        "SET LOOK MWAIT CLEAR, VIOLATED, VIOLATED",
        // No monitor ends hlt, and no promise may last until the next one.
        "SET MONITOR LOOK HALT CLEAR, VIOLATED, VIOLATED",
        "SET MONITOR LOOK MWAIT, VIOLATED, VIOLATED",
        "SET MONITOR LEAVE MWAIT CLEAR, VIOLATED, VIOLATED",
        "MONITOR LEAVE SET MWAIT CLEAR, HOLDS, HOLDS",
        "SET MONITOR LOOK CLEAR MWAIT, HOLDS, HOLDS"
    })
    void stepsBeforeTheSleep(String steps, Verdict byInMwait, Verdict byFlags) {
        assertThat(verdict(steps, BY_IN_MWAIT, Xen.TODAY, Situation.IN_MWAIT)).isEqualTo(byInMwait);
        assertThat(verdict(steps, BY_FLAGS, Xen.XEN_2014, Situation.MWAIT_WAKEUP))
                .isEqualTo(byFlags);
    }

    /** Who raises a softirq may still see in_mwait when its CPU looks for the last time before hlt, unless something drains the store. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', VIOLATED",
        "local_irq_enable();, VIOLATED",
        "smp_mb();, HOLDS",
        "rcu_idle_exit(cpu);, HOLDS",
        "spin_lock(&stat_lock); spin_unlock(&stat_lock);, HOLDS"
    })
    void aPromiseIsTakenBackWhenItHasReachedMemory(String behind, Verdict verdict) {
        String steps = "SET MONITOR LOOK MWAIT CLEAR " + behind;
        assertThat(verdict(steps, BY_IN_MWAIT, Xen.TODAY, Situation.IN_MWAIT)).isEqualTo(Verdict.HOLDS);
        assertThat(finding(steps, BY_IN_MWAIT, Xen.TODAY, Situation.IN_MWAIT, Situation.BEHIND_STORE_BUFFERS)
                        .verdict())
                .isEqualTo(verdict);
    }

    /** A locked instruction is a fence. */
    @ParameterizedTest
    @CsvSource({"lock; , HOLDS", "'', VIOLATED"})
    void aPromiseInAssemblyOfItsOwn(String lock, Verdict behindStoreBuffers) {
        String promise = "asm volatile (\"LOCK orb $1, %0\" : \"+m\" (stat->in_mwait));"
                + " | asm volatile (\"LOCK andb $0, %0\" : \"+m\" (stat->in_mwait));";
        assertThat(finding(
                                "SET MONITOR LOOK MWAIT CLEAR",
                                promise.replace("LOCK", lock),
                                Xen.TODAY,
                                Situation.IN_MWAIT,
                                Situation.BEHIND_STORE_BUFFERS)
                        .verdict())
                .isEqualTo(behindStoreBuffers);
        assertThat(verdict(
                        "SET LOOK MONITOR MWAIT CLEAR", promise.replace("LOCK", lock), Xen.TODAY, Situation.IN_MWAIT))
                .isEqualTo(Verdict.VIOLATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET MONITOR LOOK HALT CLEAR", "SET MONITOR LOOK MWAIT", "SET MONITOR LEAVE MWAIT CLEAR"})
    void theLineOfAPromiseThatLastsTooLong(String steps) {
        assertThat(finding(steps, BY_IN_MWAIT, Xen.TODAY, Situation.IN_MWAIT).causes())
                .extracting(Cause::kind)
                .containsExactly(Cause.Kind.PROMISES_TOO_MUCH);
        assertThat(finding(steps, BY_FLAGS, Xen.XEN_2014, Situation.MWAIT_WAKEUP)
                        .causes())
                .extracting(Cause::kind)
                .containsExactly(Cause.Kind.PROMISES_TOO_MUCH);
    }

    @Test
    void thePromiseHasManyForms() {
        String steps = "SET MONITOR LOOK MWAIT CLEAR";
        assertThat(verdict(steps, BY_ASSEMBLY, Xen.TODAY, Situation.IN_MWAIT)).isEqualTo(Verdict.HOLDS);
        assertThat(verdict("SET LOOK MONITOR MWAIT CLEAR", BY_ASSEMBLY, Xen.TODAY, Situation.IN_MWAIT))
                .isEqualTo(Verdict.VIOLATED);
        assertThat(verdict("LOOK SET MONITOR MWAIT CLEAR", BY_OLD_FLAGS, Xen.XEN_2020, Situation.MWAIT_WAKEUP))
                .isEqualTo(Verdict.VIOLATED);
        assertThat(verdict("WAKEUP LOOK SET MWAIT CLEAR", BY_OLD_FLAGS, Xen.XEN_2020, Situation.MWAIT_WAKEUP))
                .isEqualTo(Verdict.HOLDS);
    }

    /** mwait_idle_with_hints looks itself, but not behind an interrupt that comes in between (F31). */
    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({"'', HOLDS", "local_irq_enable();, VIOLATED"})
    void anotherFileSleeps(String before, Verdict verdict) {
        String text = "void mwait_idle(struct acpi_processor_cx *cx) { local_irq_disable();"
                + " if (!cpu_is_haltable(smp_processor_id())) { local_irq_enable(); return; } " + before
                + " mwait_idle_with_hints(cx->address, MWAIT_ECX_INTERRUPT_BREAK); local_irq_enable(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        Options options = Options.defaults().withThreads(1);
        assertThat(new Situation(Situation.MWAIT_WAKEUP, Map.of())
                        .explore(code, Xen.XEN_2020, options, new Searches())
                        .verdict())
                .isEqualTo(verdict);
        assertThat(new Situation(Situation.IN_MWAIT, Map.of())
                        .explore(code, Xen.TODAY, options, new Searches())
                        .verdict())
                .isEqualTo(verdict);
    }

    /** From 2010 to 2025 the HPET wakes who is in mwait by a store, and says nothing else. */
    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "MONITOR SET MWAIT CLEAR, HOLDS",
        // The store comes between the flag and the monitor: only the deadline itself tells.
        "SET MONITOR MWAIT CLEAR, VIOLATED",
        "SET MONITOR EXPIRED MWAIT CLEAR, HOLDS",
        "SET EXPIRED MONITOR MWAIT CLEAR, VIOLATED",
        "OTHERS SET MONITOR EXPIRED MWAIT CLEAR, VIOLATED"
    })
    void theHpetWakesByStores(String steps, Verdict verdict) {
        String body = steps.replace("SET", "cpu_set(cpu, cpuidle_mwait_flags);")
                .replace("CLEAR", "cpu_clear(cpu, cpuidle_mwait_flags);")
                .replace("MONITOR", "__monitor((void *)&mwait_wakeup(cpu), 0, 0);")
                .replace("OTHERS", "expires = per_cpu(timer_deadline, 0);")
                .replace("EXPIRED", "if (expires <= NOW() && expires > 0) skip = 1;")
                .replace("MWAIT", "if (!skip) { mwait(cx->address, 1); }");
        String text = "void acpi_processor_idle(struct acpi_processor_cx *cx) { unsigned int cpu = smp_processor_id();"
                + " s_time_t expires = per_cpu(timer_deadline_start, cpu); int skip = 0; local_irq_disable();"
                + " if (!softirq_pending(cpu)) { lapic_timer_off(); " + body
                + " lapic_timer_on(); } local_irq_enable(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        assertThat(code.assumptions().isNone()).isTrue();
        Situation c3 = new Situation("idle-once", Map.of("cstate", "c3", "platform", "tickless"));
        assertThat(c3.explore(code, Xen.XEN_2010, Options.defaults().withThreads(1), new Searches())
                        .verdict())
                .isEqualTo(verdict);
    }

    /** By a function with an argument, too; what is passed on by a pointer is not followed, and not left out either. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "say(stat, 1); | say(stat, 0); | ''",
                "say(stat, !skip); | say(stat, skip); | ''",
                "cpumask_set_cpu(cpu, &cpuidle_mwait_flags); | cpumask_clear_cpu(cpu, &cpuidle_mwait_flags); | ''",
                "flag = &stat->in_mwait; *flag = 1; | *flag = 0; | in_mwait",
                "at(&stat->in_mwait, 1); | at(&stat->in_mwait, 0); | in_mwait",
                "xchg(&stat->in_mwait, 1); | xchg(&stat->in_mwait, 0); | in_mwait",
                "asm volatile (\"movb $1, %0\" : \"=m\" (stat->in_mwait)); | stat->in_mwait = 0; | ''",
                "asm volatile (\"lock; orb $1, %[at]\" : [at] \"+m\" (stat->in_mwait)); | asm volatile (\"lock andb $0, %0\" : \"+m\" (stat->in_mwait)); | ''",
                "write_atomic(&stat->in_mwait, true); | write_atomic(&stat->in_mwait, false); | ''",
                "asm volatile (\"xorb $1, %0\" : \"+m\" (stat->in_mwait)); | stat->in_mwait = 0; | in_mwait",
                "mask = &cpuidle_mwait_flags; cpumask_set_cpu(cpu, mask); | cpumask_clear_cpu(cpu, mask); | cpuidle_mwait_flags",
                "cpumask_test_and_set_cpu(cpu, &cpuidle_mwait_flags); | ; | cpuidle_mwait_flags",
                "set_bit(cpu, cpuidle_mwait_flags.bits); | ; | cpuidle_mwait_flags",
                "cpuidle_mwait_flags.bits[0] = 1; | ; | cpuidle_mwait_flags"
            })
    void aPromiseIsFollowedOrNotUnderstood(String set, String clear, String notFollowed) {
        String text = "static void say(irq_cpustat_t *s, bool to) { s->in_mwait = to; }"
                + " static void at(bool *p, bool to) { *p = to; }"
                + " void own_idle(void) { bool skip = 0, *flag; cpumask_t *mask; unsigned int cpu = smp_processor_id();"
                + " irq_cpustat_t *stat = &irq_stat[cpu]; local_irq_disable(); if (!stat->__softirq_pending) { " + set
                + " monitor(&stat->in_mwait, 0, 0); mwait(0x20, 1); " + clear + " } local_irq_enable(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        if (notFollowed.isEmpty()) {
            Xen xen = set.contains("flags") ? Xen.XEN_2014 : Xen.TODAY;
            assertThat(code.assumptions().unsupported()).isEmpty();
            assertThat(new Situation(Situation.IN_MWAIT, Map.of())
                            .explore(code, xen, Options.defaults().withThreads(1), new Searches())
                            .verdict())
                    .isEqualTo(Verdict.VIOLATED);
        } else {
            assertThat(code.assumptions().unsupported())
                    .contains(notFollowed + " is changed, or pointed to, in a way that is not followed (own.c:1)");
        }
    }

    /** What another CPU says of itself meanwhile is undone. */
    @ParameterizedTest
    @ValueSource(strings = {"__cpumask_set_cpu", "__cpumask_clear_cpu"})
    void aMaskOfAllCpusThatIsNotChangedAtomically(String call) {
        String text = "void own_idle(void) { " + call + "(smp_processor_id(), &cpuidle_mwait_flags); safe_halt(); }";
        assertThat(IdleCode.read("own.c", text, null, Bindings.builtIn())
                        .assumptions()
                        .unsupported())
                .containsExactly(call + " is not atomic, and other CPUs change cpuidle_mwait_flags, too (own.c:1)");
    }

    /** What nobody knows says nothing. */
    @Test
    void aPromiseThatNobodyKnowsIsNotUnderstood() {
        String text = "void own_idle(irq_cpustat_t *stat) { stat->in_mwait = which(); safe_halt(); }";
        assertThat(IdleCode.read("own.c", text, null, Bindings.builtIn())
                        .assumptions()
                        .unsupported())
                .containsExactly("in_mwait is set to what nobody knows (own.c:1)");
    }

    /** A softirq that the handler does not see is not done before the next interrupt. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "pending, HOLDS",
        "pending != 0, HOLDS",
        "(u32)pending, HOLDS",
        "pending == 1, VIOLATED",
        "pending & 2, VIOLATED",
        "pending && pending != 3, VIOLATED",
        "pending && pending != 0x210, VIOLATED",
        "pending && (pending & 0x7ff) != 0x7ff, VIOLATED",
        "pending == 1 || pending > 1, HOLDS",
        "pending % 2, VIOLATED",
        "(u8)pending, VIOLATED",
        "(signed char)pending > 0, VIOLATED"
    })
    void whichSoftirqsItSees(String condition, Verdict verdict) {
        String text = "void acpi_processor_idle(void) { unsigned long pending; local_irq_disable();"
                + " pending = softirq_pending(smp_processor_id());"
                + " if (" + condition + ") { local_irq_enable(); return; } safe_halt(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        assertThat(code.tellsSoftirqsApart()).isEqualTo(verdict == Verdict.VIOLATED);
        Situation any = new Situation(Situation.EACH_SOFTIRQ, Map.of());
        assertThat(any.explore(code, Xen.XEN_2009, Options.defaults().withThreads(1), new Searches())
                        .verdict())
                .isEqualTo(verdict);
    }
}
