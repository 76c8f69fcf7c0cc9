// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

/** A call, or a line of inline assembly, by itself; {@code %d} is the number that a statement has beside it. */
enum Op {
    CLI("local_irq_disable();"),
    STI("local_irq_enable();"),
    ASM_CLI("asm volatile ( \"cli\" : : : \"memory\" );"),
    ASM_STI("asm volatile ( \"sti\" : : : \"memory\" );"),
    SAVE("local_irq_save(flags%d);"),
    RESTORE("local_irq_restore(flags%d);"),
    SAFE_HALT("safe_halt();"),
    STI_HLT("asm volatile ( \"sti; hlt\" : : : \"memory\" );"),
    CLI_STI_HLT("asm volatile ( \"cli; sti; hlt\" );"),
    STI_STI_HLT("asm volatile ( \"sti; sti; hlt\" );"),
    STI_NOP_HLT("asm volatile ( \"sti; nop; hlt\" );"),
    CLI_HLT("asm volatile ( \"cli; hlt\" );"),
    HALT("halt();"),
    HLT("asm volatile ( \"hlt\" );"),
    MONITOR("__monitor((void *)&softirq_pending(cpu), 0, 0);"),
    MONITOR_OF_0("__monitor((void *)&softirq_pending(0), 0, 0);"),
    MWAIT("__mwait(0, 1);"),
    MWAIT_WITHOUT_BREAK("__mwait(0, 0);"),
    MWAIT_DEEP("__mwait(0x20, 1);"),
    STI_MWAIT("asm volatile ( \"sti; mwait\" : : \"a\" (0), \"c\" (0) );"),
    DEFAULT_IDLE("default_idle();"),
    TIMER_OFF("lapic_timer_off();"),
    TIMER_ON("lapic_timer_on();"),
    LOCK_AND_UNLOCK("spin_lock(&some_lock); spin_unlock(&some_lock);"),
    PROMISE("%s"),
    TAKE_BACK("%s"),
    RAISE("raise_softirq(%d);"),
    RAISE_ON_ITSELF("cpu_raise_softirq(cpu, %d);"),
    PROCESS_TIMERS("process_pending_timers();"),
    PROCESS_SOFTIRQS("process_pending_softirqs();"),
    DO_SOFTIRQ("do_softirq();"),
    SUSPEND("sched_tick_suspend();"),
    RESUME("sched_tick_resume();"),
    RCU_ENTER("rcu_idle_enter(cpu);"),
    RCU_EXIT("rcu_idle_exit(cpu);"),
    NOP("asm volatile ( \"nop\" );"),
    RELAX("cpu_relax();"),
    BARRIER("barrier();"),
    MB("smp_mb();");

    private final String text;

    Op(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
