/* SPDX-License-Identifier: GPL-2.0-only */
/* An idle handler of Wakeproof's own, with the order of July 2009. */

static void enter_state(struct idle_state *cx)
{
    if ( cx->entry_method == ACPI_CSTATE_EM_HALT )
    {
        safe_halt();
        local_irq_disable();
        return;
    }
    mwait(cx->hint, 1);
}

static void own_idle(void)
{
    struct idle_state *cx = pick_state();

    sched_tick_suspend();
    process_pending_timers();
    local_irq_disable();
    if ( softirq_pending(smp_processor_id()) )
    {
        local_irq_enable();
        goto out;
    }
    switch ( cx->type )
    {
    case ACPI_STATE_C1:
        enter_state(cx);
        local_irq_enable();
        break;
    default:
        lapic_timer_off();
        enter_state(cx);
        local_irq_enable();
        lapic_timer_on();
    }
out:
    sched_tick_resume();
}
