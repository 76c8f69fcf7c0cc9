// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.mutants;

/** Six idle handlers of our own, each with the order of calls that Xen's had at that time. */
enum Version {
    Y2008("", "", "softirq_pending(smp_processor_id())"),
    Y2009("sched_tick_suspend();", "process_pending_timers();", "softirq_pending(smp_processor_id())"),
    Y2010("sched_tick_suspend();", "process_pending_softirqs();", "!cpu_is_haltable(smp_processor_id())"),
    Y2014("sched_tick_suspend();", "process_pending_softirqs();", "!cpu_is_haltable(smp_processor_id())"),
    Y2020("rcu_idle_enter(smp_processor_id());", "process_pending_softirqs();", "!cpu_is_haltable(smp_processor_id())"),
    Y2025("rcu_idle_enter(smp_processor_id());", "process_pending_softirqs();", "!cpu_is_haltable(smp_processor_id())");

    private static final String TEXT = """
            static void enter(struct acpi_processor_cx *cx)
            {
                switch ( cx->entry_method )
                {
                case ACPI_CSTATE_EM_FFH:
                    MWAIT
                    break;
                case ACPI_CSTATE_EM_SYSIO:
                    inb(cx->address);
                    break;
                case ACPI_CSTATE_EM_HALT:
                    safe_halt();
                    local_irq_disable();
                    break;
                }
            }

            static void acpi_processor_idle(void)
            {
                struct acpi_processor_power *power = processor_powers[smp_processor_id()];
                struct acpi_processor_cx *cx = &power->states[choose(power)];

                PREPARE
                PROCESS
                local_irq_disable();
                if ( LOOK )
                {
                    local_irq_enable();
                    UNDO
                    return;
                }
                if ( cx->type == ACPI_STATE_C1 || cx->type == ACPI_STATE_C2 && local_apic_timer_c2_ok )
                {
                    enter(cx);
                    local_irq_enable(); /* C1 */
                }
                else
                {
                    lapic_timer_off();
                    enter(cx);
                    local_irq_enable(); /* C3 */
                    lapic_timer_on();
                }
                UNDO /* last */
            }
            """;

    private final String text;
    private final String look;
    private final String prepare;
    private final String undo;

    Version(String prepare, String process, String look) {
        this.look = look;
        this.prepare = prepare;
        this.undo = prepare.replace("suspend", "resume").replace("enter", "exit");
        boolean hasHelper = name().compareTo("Y2014") >= 0;
        String mwait = "__monitor((void *)current, 0, 0); mwait(cx->address, 1);";
        text = (hasHelper
                        ? "static void sleep_by_hint(unsigned int eax, unsigned int ecx)\n{\n    if ( !irq_stat[smp_processor_id()].__softirq_pending )\n        __mwait(eax, ecx);\n}\n\n"
                        : "")
                + TEXT.replace("MWAIT", hasHelper ? "sleep_by_hint(cx->address, 1);" : mwait)
                        .replace("PREPARE", prepare)
                        .replace("PROCESS", process)
                        .replace("LOOK", look)
                        .replace("UNDO", undo);
    }

    /** As it is right. */
    String text() {
        return text;
    }

    /** The condition on which it does not sleep. */
    String look() {
        return look;
    }

    /** What it does first, and undoes last. */
    String prepare() {
        return prepare;
    }

    /** What undoes that. */
    String undo() {
        return undo;
    }

    boolean suspendsTick() {
        return prepare.contains("tick");
    }

    boolean looksWhetherOnline() {
        return look.contains("haltable");
    }
}
