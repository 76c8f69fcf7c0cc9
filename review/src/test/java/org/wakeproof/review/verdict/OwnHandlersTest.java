// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.IdleHandlers;

/** Handlers in our own words, whose verdicts were worked out before they were run. */
class OwnHandlersTest {
    private static final String LEAVE = "{ local_irq_enable(); return; }";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Flags that were saved with interrupts off restore them as off.
                "VIOLATED   | local_irq_disable(); local_irq_save(f); if (softirq_pending(cpu)) { local_irq_restore(f); return; } safe_halt();",
                "HOLDS      | local_irq_save(f); if (!softirq_pending(cpu)) safe_halt(); local_irq_restore(f);",
                // Nobody follows what popf restores, and it is not for that reason that interrupts stay off.
                "INCOMPLETE | asm volatile(\"pushf; pop %0; cli\" : \"=r\" (f)); if (!softirq_pending(cpu)) safe_halt();"
                        + " asm volatile(\"push %0; popf\" : : \"r\" (f));",
                // Nobody follows where assembly goes on.
                "INCOMPLETE | local_irq_disable(); asm volatile(\"cmpl $0, %0; jne 1f; sti; hlt; 1: sti\" : : \"m\" (softirq_pending(cpu)));",
                // Who waits until nothing is pending waits for himself.
                "VIOLATED   | local_irq_disable(); while (softirq_pending(cpu)) cpu_relax(); safe_halt();",
                "VIOLATED   | for (;;) { local_irq_disable(); if (softirq_pending(cpu)) local_irq_enable(); else safe_halt(); }",
                "HOLDS      | while (!softirq_pending(cpu)) { local_irq_disable();"
                        + " if (softirq_pending(cpu)) local_irq_enable(); else safe_halt(); }",
                "VIOLATED   | while (!softirq_pending(cpu)) safe_halt();",
                // What another file says is kept until a barrier, of which a fence is one.
                "HOLDS      | local_irq_disable(); if (softirq_pending(cpu) OR !elsewhere) LEAVE if (elsewhere) safe_halt();",
                "VIOLATED   | local_irq_disable(); if (softirq_pending(cpu) OR !elsewhere) LEAVE smp_mb(); if (elsewhere) safe_halt();",
                // One bit of the word, by its type.
                "VIOLATED   | struct { unsigned any : 1; } b; local_irq_disable(); b.any = softirq_pending(cpu); if (b.any) LEAVE safe_halt();",
                "HOLDS      | bool any; local_irq_disable(); any = softirq_pending(cpu); if (any) LEAVE safe_halt();",
                // A byte of the word, however it comes to be one.
                "VIOLATED   | unsigned char *low = (unsigned char *)&softirq_pending(cpu); local_irq_disable(); if (*low) LEAVE safe_halt();",
                "VIOLATED   | local_irq_disable(); u8 a[1] = { softirq_pending(cpu) }; if (a[0]) LEAVE safe_halt();",
                "VIOLATED   | typedef u8 word; local_irq_disable(); word any = softirq_pending(cpu); if (any) LEAVE safe_halt();",
                "HOLDS      | local_irq_disable(); if (softirq_pending(cpu) & 0b11111111111) LEAVE safe_halt();",
                // The look comes first, whatever it is combined with later.
                "VIOLATED   | unsigned n = softirq_pending(cpu); local_irq_disable(); if (n + (softirq_pending(cpu) & 0)) LEAVE safe_halt();",
                "VIOLATED   | local_irq_disable(); if ((local_irq_enable(), softirq_pending(cpu))) return; safe_halt();",
                "VIOLATED   | spin_lock_irq(&lock); if (softirq_pending(cpu)) { spin_unlock_irq(&lock); return; } spin_unlock_irq(&lock); safe_halt();",
                "HOLDS      | local_irq_disable(); spin_lock(&lock); if (softirq_pending(cpu)) { spin_unlock(&lock); LEAVE } spin_unlock(&lock); safe_halt();",
                // One CPU's number is nobody else's: not that of the one that sleeps in a system of two, nor of one
                // that is alone.
                "VIOLATED   | local_irq_disable(); if (softirq_pending(0)) LEAVE safe_halt();",
                "VIOLATED   | local_irq_disable(); if (softirq_pending(1)) LEAVE safe_halt();",
                "VIOLATED   | local_irq_disable(); if (!cpu_is_haltable(0)) LEAVE safe_halt();",
                "VIOLATED   | local_irq_disable(); if (!cpu_is_haltable(1)) LEAVE safe_halt();",
                "HOLDS      | local_irq_disable(); if (!cpu_is_haltable(cpu)) LEAVE safe_halt();",
                "VIOLATED   | do_softirq(); local_irq_disable(); if (!cpu_online(0) OR softirq_pending(cpu)) LEAVE safe_halt();",
                "HOLDS      | do_softirq(); local_irq_disable(); if (!cpu_online(cpu) OR softirq_pending(cpu)) LEAVE safe_halt();",
                // What all CPUs set to their own numbers says none of them.
                "INCOMPLETE | shared = cpu; local_irq_disable(); if (softirq_pending(shared)) LEAVE safe_halt();",
                "INCOMPLETE | static unsigned own; own = cpu; local_irq_disable(); if (softirq_pending(own)) LEAVE safe_halt();",
                // Others may have set it before it is looked at, whatever stands between, and where it is declared as
                // hardly ever set, too.
                "INCOMPLETE | rare = cpu; local_irq_disable(); if (softirq_pending(rare)) LEAVE safe_halt();",
                "INCOMPLETE | shared = cpu; rcu_idle_enter(shared); local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt(); else local_irq_enable(); rcu_idle_exit(cpu);",
                "VIOLATED   | local_irq_disable(); shared = softirq_pending(cpu); if (shared) LEAVE safe_halt();",
                "VIOLATED   | static unsigned seen; local_irq_disable(); seen = softirq_pending(cpu); if (seen) LEAVE safe_halt();",
                // RCU is told of the CPU that is told, whoever tells it.
                "HOLDS      | rcu_idle_enter(cpu); local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt(); else local_irq_enable(); rcu_idle_exit(cpu);",
                "INCOMPLETE | rcu_idle_enter(0); local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt(); else local_irq_enable(); rcu_idle_exit(cpu);",
                "INCOMPLETE | rcu_idle_enter(cpu); local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt(); else local_irq_enable(); rcu_idle_exit(1);",
                "INCOMPLETE | rcu_idle_enter(cpu); local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt(); else local_irq_enable(); rcu_idle_exit(cpu ^ 1);",
                // What may raise a softirq does so before the look.
                "HOLDS      | tasklet_schedule(&t); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
                "VIOLATED   | local_irq_disable(); if (softirq_pending(cpu)) LEAVE tasklet_schedule(&t); safe_halt();",
                "VIOLATED   | local_irq_disable(); if (softirq_pending(cpu)) LEAVE kill_timer(&t); safe_halt();",
                // Who is given the word may write to it.
                "INCOMPLETE | local_irq_disable(); if (softirq_pending(cpu)) LEAVE set_bit(1, &softirq_pending(cpu)); safe_halt();",
                // Between two statements an interrupt may come, behind a label in one it may not.
                "VIOLATED   | local_irq_disable(); if (softirq_pending(cpu)) LEAVE asm volatile(\"sti\"); asm volatile(\"hlt\");",
                "HOLDS      | local_irq_disable(); if (softirq_pending(cpu)) LEAVE asm volatile(\"sti\\n1: hlt\\n\" ::: \"memory\");",
                // Whoever switches the LAPIC timer off switches it on, on each way out.
                "VIOLATED   | local_irq_disable(); if (softirq_pending(cpu)) LEAVE lapic_timer_off(); if (softirq_pending(cpu)) LEAVE"
                        + " mwait(0x20, 1); local_irq_enable(); lapic_timer_on();",
                // The same of the tick, also where only a C3 goes that way.
                "VIOLATED   | sched_tick_suspend(); process_pending_softirqs(); local_irq_disable(); if (!cpu_is_haltable(cpu)) { local_irq_enable();"
                        + " sched_tick_resume(); return; } if (cx->type == 3 && errata()) LEAVE safe_halt(); sched_tick_resume();",
                "HOLDS      | sched_tick_suspend(); process_pending_softirqs(); local_irq_disable(); if (!cpu_is_haltable(cpu)) { local_irq_enable();"
                        + " sched_tick_resume(); return; } if (cx->type == 3 && errata()) { local_irq_enable(); sched_tick_resume(); return; }"
                        + " safe_halt(); sched_tick_resume();",
                "HOLDS      | local_irq_disable(); lapic_timer_off(); if (!softirq_pending(cpu)) mwait(0x20, 1); local_irq_enable(); lapic_timer_on();",
            })
    void isAsWorkedOut(Verdict verdict, String body) {
        String text =
                "static spinlock_t lock;\nstatic unsigned int shared;\nstatic unsigned int __read_mostly rare;\nvoid own_idle(void) { unsigned cpu = smp_processor_id(); unsigned long f; struct acpi_processor_cx *cx = choose(); "
                        + body.replace("LEAVE", LEAVE).replace("OR", "||") + " }";
        IdleCode code = IdleCode.read("own.c", text, "own_idle", Bindings.builtIn());
        assertThat(Review.of(code, Options.defaults().withThreads(1), false).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void whatItIsToldAndDoesNotLookAtIsAssumed() {
        String text = "void mwait_idle_with_hints(unsigned eax, unsigned ecx) { mwait(eax, ecx); }";
        IdleCode sleep = IdleCode.read("own.c", text, "mwait_idle_with_hints", Bindings.builtIn());
        assertThat(sleep.assumptions().sentences()).contains("mwait is ended by interrupts that are off (line 1)");
    }

    /** A lock that is tried is held only where that went well, and what is left on the way out is told where it is not. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "HOLDS    | if (!softirq_pending(cpu) && spin_trylock(&lock)) { spin_unlock(&lock); safe_halt(); } local_irq_enable();",
                "VIOLATED | if (!softirq_pending(cpu) && !spin_trylock(&lock)) { spin_unlock(&lock); safe_halt(); } local_irq_enable();",
                "VIOLATED | if (!spin_trylock(&lock)) return; spin_unlock(&lock); if (!softirq_pending(cpu)) safe_halt(); local_irq_enable();",
            })
    void aLockThatIsTried(Verdict verdict, String body) {
        String text = "void own_idle(void) { unsigned cpu = smp_processor_id(); local_irq_disable(); " + body + " }";
        IdleCode code = IdleCode.read("own.c", text, "own_idle", Bindings.builtIn());
        assertThat(Review.of(code, Options.defaults().withThreads(1), false).verdict())
                .isEqualTo(verdict);
    }

    /** A sleep by itself: its callers have looked, with interrupts off, and told RCU; one of them has them enabled in it. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "HOLDS      | say(1); monitor(word, 0, 0); if (!*word) { if (ecx & 1) mwait(eax, 1); else sti_mwait_cli(eax, 0); } say(0);",
                "HOLDS      | if (*word) return; say(1); monitor(word, 0, 0); if (!*word) { if (ecx & 1) mwait(eax, 1); else sti_mwait_cli(eax, 0); } say(0);",
                "VIOLATED   | say(1); monitor(word, 0, 0); if (!*word) { if (ecx & 1) mwait(eax, 1); else { local_irq_enable(); mwait(eax, 0);"
                        + " local_irq_disable(); } } say(0);",
                "VIOLATED   | say(1); monitor(word, 0, 0); if (!*word) mwait(eax, 0); say(0);",
                // Whoever looks at what it is told is told either.
                "HOLDS      | say(1); monitor(word, 0, 0); if (!*word) { if (ecx & 1) mwait(eax, ecx); else sti_mwait_cli(eax, ecx); } say(0);",
                "VIOLATED   | say(1); monitor(word, 0, 0); if (!*word) { if (!(ecx & 1)) mwait(eax, ecx); else sti_mwait_cli(eax, ecx); } say(0);",
                "HOLDS      | say(1); monitor(word, 0, 0); if (!*word) { if (ecx) mwait(eax, ecx); else sti_mwait_cli(eax, ecx); } say(0);",
                "VIOLATED   | say(1); monitor(word, 0, 0); if (!*word) { if (!ecx) mwait(eax, ecx); else sti_mwait_cli(eax, ecx); } say(0);",
                "VIOLATED   | say(1); monitor(word, 0, 0); if (!*word) { if (ecx) cpu++; mwait(eax, ecx); } say(0);",
                "HOLDS      | say(1); monitor(word, 0, 0); if (!*word) mwait(eax, ecx); say(0);",
                "HOLDS      | alternative_io(\"movb $1, %[in_mwait]\", \"\", X86_BUG_MONITOR, [in_mwait] \"=m\" (irq_stat[cpu].in_mwait)); monitor(word, 0, 0);"
                        + " if (!*word) mwait(eax, 1); say(0);",
                // Who says it of another CPU does harm there.
                "INCOMPLETE | alternative_io(\"movb $1, %[in_mwait]\", \"\", X86_BUG_MONITOR, [in_mwait] \"=m\" (irq_stat[0].in_mwait)); monitor(word, 0, 0);"
                        + " if (!*word) mwait(eax, 1); say(0);",
                "INCOMPLETE | irq_stat[0].in_mwait = 1; monitor(word, 0, 0); if (!*word) mwait(eax, 1); say(0);",
                "INCOMPLETE | shared = cpu; irq_stat[shared].in_mwait = 1; monitor(word, 0, 0); if (!*word) mwait(eax, 1); say(0);",
                // What is monitored by a number that others may set.
                "INCOMPLETE | shared = cpu; say(1); monitor(&softirq_pending(shared), 0, 0); if (!*word) mwait(eax, 1); say(0);",
                "VIOLATED   | say(1); monitor(&softirq_pending(0), 0, 0); if (!*word) mwait(eax, 1); say(0);",
                "INCOMPLETE | cpumask_set_cpu(cpu ^ 1, &cpuidle_mwait_flags); monitor(word, 0, 0); if (!*word) mwait(eax, 1);",
                "VIOLATED   | say(1); if (!*word) { monitor(word, 0, 0); mwait(eax, 1); } say(0);",
                "VIOLATED   | say(1); monitor(word, 0, 0); if (*word) return; mwait(eax, 1); say(0);",
            })
    void aSleepThatOtherFilesCall(Verdict verdict, String body) {
        String text =
                "static unsigned int shared;\nvoid mwait_idle_with_hints(unsigned eax, unsigned ecx) { unsigned cpu = smp_processor_id();"
                        + " const unsigned *word = &irq_stat[cpu].__softirq_pending; "
                        + body.replaceAll("say\\((.)\\)", "irq_stat[cpu].in_mwait = $1") + " }\n";
        IdleCode sleep = IdleCode.read("own.c", text, "mwait_idle_with_hints", Bindings.builtIn());
        assertThat(Review.of(sleep, Options.defaults().withThreads(1), false).verdict())
                .isEqualTo(verdict);
        IdleCode caller = IdleCode.read(
                "own.c", text + "void own_idle(void) { mwait_idle_with_hints(0, 1); }", "own_idle", Bindings.builtIn());
        assertThat(caller.assumptions().sentences()).anyMatch(each -> each.contains("called from other files, too"));
        assertThat(IdleHandlers.of("own.c", text, Bindings.builtIn()).asked()).containsExactly("mwait_idle_with_hints");
    }
}
