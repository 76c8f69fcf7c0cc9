// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.Locale;

/** A change to a port or a guest that a scenario shows the effect of. */
public enum Change {
    /** do_poll as before 27b186a0db: looks at the listed ports only (F05). */
    POLL_LOOKS_AT_PORTS_ONLY,
    /** The poll has a timeout. */
    POLL_WITH_TIMEOUT,
    /** The guest uses its periodic timer instead of its single-shot one. */
    PERIODIC_TIMER,
    /** The guest moves to the other CPU each time, and takes its timer along. */
    ROAMS,
    /** do_softirq clears a bit once the handler has run (M7). */
    CLEARS_BIT_AFTER_HANDLER,
    /** cpu_raise_softirq sends the interrupt before it sets the bit (M10). */
    INTERRUPTS_BEFORE_RAISING,
    /** hpet_broadcast_exit as before 789dc790f3: nobody is told that the deadline has passed (F06). */
    EXIT_IGNORES_DEADLINE,
    /** The HPET's handler leaves the comparator as it is (M9). */
    HANDLER_FORGETS_TO_REARM,
    /** The HPET's handler as before 13dbb4fd44: holds its lock with interrupts on (F24). */
    HANDLER_KEEPS_INTERRUPTS_ON,
    /** sti and hlt are two steps (M6). */
    HALT_IN_TWO_STEPS,
    /** vcpu_set_affinity as of 9a36de177c (F11). */
    MIGRATES_IN_ONE_SECTION,
    /** __runq_tickle as of ebce2d836c (F10). */
    TICKLES_FOR_THE_PREEMPTED,
    /** migrate_timer as before ac9595600a: arms a timer that is not active (F27). */
    ARMS_INACTIVE_TIMERS,
    /** CPU unplug as of 68afcbc491 (F28). */
    MOVES_ACTIVE_TIMERS,
    /** CPU unplug as of 0fac8f6876: timers that are not active move, too. */
    MOVES_ALL_TIMERS,
    /** do_poll announces itself by plain stores, as before ef4c6b079c (F13, M11). */
    POLLS_BY_PLAIN_STORES,
    /** context_saved has no fence (M13). */
    SWITCHES_WITHOUT_FENCE,
    /** do_block sets its flag by a plain store (M12). */
    BLOCKS_BY_PLAIN_STORE,
    /** do_block with the fence of 109e8177fd (F39). */
    BLOCKS_WITH_FENCE,
    /** do_block looks for events before it says that it is blocked. */
    BLOCK_LOOKS_FIRST,
    /** The back end does not look again once it has asked to be notified. */
    NO_FINAL_CHECK,
    /** A CPU that idles does not say so. */
    IDLERS_NEVER_SET,
    /** A CPU that looks for work says that it idles before it looks, not after it (M14). */
    IDLERS_SET_BEFORE_STEAL,
    /** __runq_tickle tells one idle CPU, not all (M16). */
    TICKLES_ONE_IDLER,
    /** Stopping the periodic timer of the vCPU that is switched out is no fence (M13b). */
    STOPS_TIMER_WITHOUT_FENCE,
    /** The device interrupts its driver domain, which otherwise looks at it by a timer. */
    INTERRUPTS_DRIVER,

    // Of historic systems.

    /** A batch notes the softirq's number instead of the CPU's (F14). */
    NOTES_SOFTIRQ_NUMBER,
    /** tasklet_action as before 0b8d217214: raises TASKLET on its own CPU (F08). */
    TASKLET_TELLS_ITSELF,
    /** flush_area_mask as before ac3fc35d91: interrupts those whom the mask has by then (F25). */
    INTERRUPTS_LIVE_MASK,
    /** The calibration's rendezvous as before 7dbee4c5cd: counts the CPUs that are online (F25a). */
    COUNTS_ONLINE_CPUS,
    /** time_calibration as before 1d534660ad: returns while others are in the rendezvous (F25b). */
    LEAVES_RENDEZVOUS_EARLY,
    /** __vmx_deliver_posted_interrupt as before b151125b4d: notifies only where it raises VCPU_KICK (F36). */
    SUPPRESSES_NOTIFICATION,
    /** send_IPI_mask_x2apic as before 944e533ffb: WRMSR may overtake stores (F39). */
    SENDS_WITHOUT_FENCE,
    /** evtchn_fifo_set_pending as before e33d4257fc: a tail that was consumed is taken for a live one (F40). */
    LINKS_TO_OLD_TAIL,
    /** evtchn_fifo_set_pending as before 70ccddb14a: READY without a new head (F40b). */
    SETS_READY_ALWAYS,
    /** hpet_broadcast_enter as of 7145897cfb: a CPU without a deadline stays out (F12). */
    SKIPS_CPUS_WITHOUT_DEADLINE,
    /** hpet_broadcast_enter and exit as of 33fc368b24. */
    LEAVES_WITHOUT_DEADLINE,
    /** hpet_legacy_next_event as before 5ede5271a4: equal is in time (F26). */
    MISTAKES_EQUALITY_FOR_TIME,
    /** set_channel_irq_affinity as before da4ae08504: a masked channel misses its event (F22). */
    MASKS_WHILE_REROUTING,
    /** set_channel_irq_affinity as of da4ae08504. */
    CALLS_HANDLER_AFTER_REROUTING,
    /** hpet_detach_channel as before 8c02a19230 (F23). */
    READS_MASK_TWICE,
    /** The HPET's handler clears next_event behind its scan. */
    FORGETS_NEXT_EVENT_LATE,
    /** hpet_broadcast_enter sets its bit of the mask last. */
    ENTERS_MASK_LAST,
    /** schedule() as of ea78378d2c: the idle vCPU never has a quantum (F07, M15). */
    NO_QUANTUM_FOR_IDLE,
    /** rcu_idle_timer_stop as before 9e0a3a2a91 (F17, M19). */
    STOPS_EXPIRED_TIMER,
    /** enter_state as before 757abedabb (F37). */
    FORGETS_DEADLINE_IN_S3,
    /** cpuidle_wakeup_mwait as before 1adb34ea84 (F09). */
    READS_FLAGS_TWICE,
    /** mwait_idle_with_hints and the broadcast as of 1adb34ea84. */
    LOOKS_AT_DEADLINE_ONLY,
    /** Sleeping by mwait as before 3faf0866a3: the flag is seen, and the store comes later (F32). */
    FLAG_APART_FROM_STORE,
    /** The same where a CPU's clock may be one tick behind. */
    FLAG_APART_WITH_CLOCKS_APART,
    /** The same, and who leaves mwait does not look at its deadline. */
    FLAG_APART_TRUSTING_STORES,
    /** Monitors miss stores at times (F38). */
    MONITOR_MISSES_STORES,
    /** arch_skip_send_event_check as of 4aae4452ef. */
    ALWAYS_INTERRUPTS,
    /** mwait_idle_with_hints arms its monitor behind the look at the pending word. */
    ARMS_MONITOR_LAST,
    /** arch_skip_send_event_check has no fence. */
    ELIDES_WITHOUT_FENCE,
    /** A softirq is raised by a plain store. */
    RAISES_BY_PLAIN_STORE,
    /** mwait_idle as before 9b0f0f6e23 (F31). */
    ENABLES_INTERRUPTS_EARLY,
    /** No locked operation between an mwait and the halt after it. */
    NOTHING_LOCKED_AFTER_MWAIT,
    /** sched_credit.c's flags as before be65075094: not by locked operations (F15). */
    CREDIT_FLAGS_BY_PLAIN_STORES,
    /** sched_set_pause_flags as before e0d92d9bd7: not by a locked operation (F16). */
    PAUSE_FLAGS_BY_PLAIN_STORES,
    /** rcu_start_batch as before 6e7f6155b8: a grace period waits for CPUs that sleep (F18). */
    WAITS_FOR_IDLE_CPUS,
    /** rcu_start_batch has no fence before it looks who idles (F18). */
    STARTS_BATCH_WITHOUT_FENCE,
    /** cpu_is_haltable as before 38ad8151f5: not minding RCU callbacks (F19). */
    SLEEPS_ON_CALLBACKS,
    /** runq_candidate as before 07b0eb5d0e: stops at a unit that is not runnable (F20). */
    STOPS_AT_THE_PAUSED,
    /** runq_tickle as before 1b561702db: tells a CPU that has been told already (F21). */
    TICKLES_THE_TICKLED,
    /** __runq_tickle as of e4434634c4: a CPU that has been told stays in the idlers mask (F21). */
    KEEPS_TICKLED_IDLERS,
    /** __runq_tickle as of 47d5292995: it reads the idlers mask, and then takes one out (F21). */
    CLEARS_TICKLED_IDLERS,
    /** schedule_cpu_switch as before d92b0e7fca: the CPU is not told (F29). */
    JOINS_POOL_SILENTLY,
    /** credit2's migrate as before 115e4c5e52: the CPU that runs the vCPU is not told (F29). */
    MARKS_MIGRATION_SILENTLY,
    /** __runq_tickle as before 02ea503182: tells a CPU that is in no pool (F29). */
    TICKLES_OUTSIDE_POOL,
    /** csched2_schedule as before b047f888d4: a CPU that runs a tasklet counts as idle (F30). */
    IDLES_FOR_TASKLETS,
    /** The tasklet is enqueued, and its CPU need not have noticed yet. */
    TASKLET_JUST_ENQUEUED,
    /** schedule as before 4cee6a3812: does not look again whether it has the right lock (F33). */
    READS_LOCK_POINTER_ONCE,
    /** schedule as before 4dd27c01c3: fetches the scheduler before the lock (F33). */
    FETCHES_SCHEDULER_EARLY,
    /** sched_move_domain as before ef55257bc8: no lock, and others unlock by what they find (F33). */
    MOVES_VCPU_WITHOUT_LOCK,
    /** vcpu_migrate as before 2e13a886e5: tries for the second lock and backs off (F34). */
    MIGRATES_BY_TRYING,
    /** vcpu_migrate as before e1255ac77e: picks another CPU in each round (F34). */
    PICKS_ANEW,
    /** sched_tick_resume as before 969f58bde2 (F35). */
    RESUMES_TICK_WITHOUT_LOCK,
    /** csched_tick as before ea1d785a5f: does not expect its CPU's data to be gone (F35). */
    TICKS_WITHOUT_DATA;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
