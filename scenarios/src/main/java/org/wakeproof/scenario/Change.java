// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.Locale;

/**
 * A change to a port or a guest that a scenario shows the effect of: which function it replaces, by which version, and the
 * bug of the catalogue that this is. Which of them a scenario has, the scenario says; the part that it replaces takes it from
 * {@link Changes}.
 */
public enum Change {
    POLL_LOOKS_AT_PORTS_ONLY("F05", "do_poll as before 27b186a0db: looks at the listed ports only"),
    POLL_WITH_TIMEOUT("", "The poll has a timeout"),
    PERIODIC_TIMER("", "The guest uses its periodic timer instead of its single-shot one"),
    ROAMS("", "The guest moves to the other CPU each time, and takes its timer along"),
    CLEARS_BIT_AFTER_HANDLER("M7", "do_softirq clears a bit once the handler has run"),
    INTERRUPTS_BEFORE_RAISING("M10", "cpu_raise_softirq sends the interrupt before it sets the bit"),
    EXIT_IGNORES_DEADLINE(
            "F06", "hpet_broadcast_exit as before 789dc790f3: nobody is told that the deadline has passed"),
    HANDLER_FORGETS_TO_REARM("M9", "The HPET's handler leaves the comparator as it is"),
    HANDLER_KEEPS_INTERRUPTS_ON("F24", "The HPET's handler as before 13dbb4fd44: holds its lock with interrupts on"),
    HALT_IN_TWO_STEPS("M6", "sti and hlt are two steps"),
    MIGRATES_IN_ONE_SECTION("F11", "vcpu_set_affinity as of 9a36de177c"),
    TICKLES_FOR_THE_PREEMPTED("F10", "__runq_tickle as of ebce2d836c"),
    ARMS_INACTIVE_TIMERS("F27", "migrate_timer as before ac9595600a: arms a timer that is not active"),
    MOVES_ACTIVE_TIMERS("F28", "CPU unplug as of 68afcbc491"),
    MOVES_ALL_TIMERS("", "CPU unplug as of 0fac8f6876: timers that are not active move, too"),
    POLLS_BY_PLAIN_STORES("F13, M11", "do_poll announces itself by plain stores, as before ef4c6b079c"),
    SWITCHES_WITHOUT_FENCE("M13", "context_saved has no fence"),
    BLOCKS_BY_PLAIN_STORE("M12", "do_block sets its flag by a plain store"),
    BLOCKS_WITH_FENCE("F39", "do_block with the fence of 109e8177fd"),
    BLOCK_LOOKS_FIRST("", "do_block looks for events before it says that it is blocked"),
    NO_FINAL_CHECK("", "The back end does not look again once it has asked to be notified"),
    RX_COPY("", "Packets are copied into the guest's pages; otherwise pages are transferred to the guest"),
    FINAL_CHECK_LOOKS_ONCE("", "RING_FINAL_CHECK_FOR_... asks to be notified, and does not look again"),
    FINAL_CHECK_ASKS_LAST("", "RING_FINAL_CHECK_FOR_... looks again, and then asks to be notified"),
    FINAL_CHECK_WITHOUT_FENCE("", "RING_FINAL_CHECK_FOR_... has no barrier"),
    PUSH_WITHOUT_FENCE("", "RING_PUSH_..._AND_CHECK_NOTIFY has no barrier before it reads the event index"),
    STOPS_QUEUE_BLINDLY(
            "", "netif_be_start_xmit does not look again once it has asked to be notified of the next page"),
    PUSHES_BLINDLY("", "net_rx_action does not look behind its responses whether its queue can go on"),
    POLLS_WITH_INTERRUPTS("", "netif_poll's final check, and what says that it is over, may be interrupted"),
    COLLECTS_ONCE("", "network_tx_buf_gc does not look again once it has asked to be notified"),
    COLLECTS_WITHOUT_FENCE("", "network_tx_buf_gc has no barrier before it looks again"),
    IDLERS_NEVER_SET("", "A CPU that idles does not say so"),
    IDLERS_SET_BEFORE_STEAL("M14", "A CPU that looks for work says that it idles before it looks, not after it"),
    TICKLES_ONE_IDLER("M16", "__runq_tickle tells one idle CPU, not all"),
    STOPS_TIMER_WITHOUT_FENCE("M13b", "Stopping the periodic timer of the vCPU that is switched out is no fence"),
    INTERRUPTS_DRIVER("", "The device interrupts its driver domain, which otherwise looks at it by a timer"),

    // Of historic systems.

    NOTES_SOFTIRQ_NUMBER("F14", "A batch notes the softirq's number instead of the CPU's"),
    TASKLET_TELLS_ITSELF("F08", "tasklet_action as before 0b8d217214: raises TASKLET on its own CPU"),
    INTERRUPTS_LIVE_MASK("F25", "flush_area_mask as before ac3fc35d91: interrupts those whom the mask has by then"),
    COUNTS_ONLINE_CPUS("F25a", "The calibration's rendezvous as before 7dbee4c5cd: counts the CPUs that are online"),
    LEAVES_RENDEZVOUS_EARLY(
            "F25b", "time_calibration as before 1d534660ad: returns while others are in the rendezvous"),
    SUPPRESSES_NOTIFICATION(
            "F36", "__vmx_deliver_posted_interrupt as before b151125b4d: notifies only where it raises VCPU_KICK"),
    SENDS_WITHOUT_FENCE("F39", "send_IPI_mask_x2apic as before 944e533ffb: WRMSR may overtake stores"),
    LINKS_TO_OLD_TAIL(
            "F40", "evtchn_fifo_set_pending as before e33d4257fc: a tail that was consumed is taken for a live one"),
    SETS_READY_ALWAYS("F40b", "evtchn_fifo_set_pending as before 70ccddb14a: READY without a new head"),
    SKIPS_CPUS_WITHOUT_DEADLINE("F12", "hpet_broadcast_enter as of 7145897cfb: a CPU without a deadline stays out"),
    LEAVES_WITHOUT_DEADLINE("", "hpet_broadcast_enter and exit as of 33fc368b24"),
    MISTAKES_EQUALITY_FOR_TIME("F26", "hpet_legacy_next_event as before 5ede5271a4: equal is in time"),
    MASKS_WHILE_REROUTING("F22", "set_channel_irq_affinity as before da4ae08504: a masked channel misses its event"),
    CALLS_HANDLER_AFTER_REROUTING("", "set_channel_irq_affinity as of da4ae08504"),
    READS_MASK_TWICE("F23", "hpet_detach_channel as before 8c02a19230"),
    FORGETS_NEXT_EVENT_LATE("", "The HPET's handler clears next_event behind its scan"),
    ENTERS_MASK_LAST("", "hpet_broadcast_enter sets its bit of the mask last"),
    NO_QUANTUM_FOR_IDLE("F07, M15", "schedule() as of ea78378d2c: the idle vCPU never has a quantum"),
    STOPS_EXPIRED_TIMER("F17, M19", "rcu_idle_timer_stop as before 9e0a3a2a91"),
    FORGETS_DEADLINE_IN_S3("F37", "enter_state as before 757abedabb"),
    READS_FLAGS_TWICE("F09", "cpuidle_wakeup_mwait as before 1adb34ea84"),
    LOOKS_AT_DEADLINE_ONLY("", "mwait_idle_with_hints and the broadcast as of 1adb34ea84"),
    FLAG_APART_FROM_STORE("F32", "Sleeping by mwait as before 3faf0866a3: the flag is seen, and the store comes later"),
    FLAG_APART_WITH_CLOCKS_APART("", "The same where a CPU's clock may be one tick behind"),
    FLAG_APART_TRUSTING_STORES("", "The same, and who leaves mwait does not look at its deadline"),
    MONITOR_MISSES_STORES("F38", "Monitors miss stores at times"),
    ALWAYS_INTERRUPTS("", "arch_skip_send_event_check as of 4aae4452ef"),
    ARMS_MONITOR_LAST("", "mwait_idle_with_hints arms its monitor behind the look at the pending word"),
    ELIDES_WITHOUT_FENCE("", "arch_skip_send_event_check has no fence"),
    RAISES_BY_PLAIN_STORE("", "A softirq is raised by a plain store"),
    ENABLES_INTERRUPTS_EARLY("F31", "mwait_idle as before 9b0f0f6e23"),
    NOTHING_LOCKED_AFTER_MWAIT("P11", "No locked operation between an mwait and the halt after it"),
    CREDIT_FLAGS_BY_PLAIN_STORES("F15", "sched_credit.c's flags as before be65075094: not by locked operations"),
    PAUSE_FLAGS_BY_PLAIN_STORES("F16", "sched_set_pause_flags as before e0d92d9bd7: not by a locked operation"),
    WAITS_FOR_IDLE_CPUS("F18", "rcu_start_batch as before 6e7f6155b8: a grace period waits for CPUs that sleep"),
    STARTS_BATCH_WITHOUT_FENCE("F18", "rcu_start_batch has no fence before it looks who idles"),
    SLEEPS_ON_CALLBACKS("F19", "cpu_is_haltable as before 38ad8151f5: not minding RCU callbacks"),
    STOPS_AT_THE_PAUSED("F20", "runq_candidate as before 07b0eb5d0e: stops at a unit that is not runnable"),
    TICKLES_THE_TICKLED("F21", "runq_tickle as before 1b561702db: tells a CPU that has been told already"),
    KEEPS_TICKLED_IDLERS("F21", "__runq_tickle as of e4434634c4: a CPU that has been told stays in the idlers mask"),
    CLEARS_TICKLED_IDLERS("F21", "__runq_tickle as of 47d5292995: it reads the idlers mask, and then takes one out"),
    JOINS_POOL_SILENTLY("F29", "schedule_cpu_switch as before d92b0e7fca: the CPU is not told"),
    MARKS_MIGRATION_SILENTLY("F29", "credit2's migrate as before 115e4c5e52: the CPU that runs the vCPU is not told"),
    TICKLES_OUTSIDE_POOL("F29", "__runq_tickle as before 02ea503182: tells a CPU that is in no pool"),
    IDLES_FOR_TASKLETS("F30", "csched2_schedule as before b047f888d4: a CPU that runs a tasklet counts as idle"),
    TASKLET_JUST_ENQUEUED("", "The tasklet is enqueued, and its CPU need not have noticed yet"),
    READS_LOCK_POINTER_ONCE("F33", "schedule as before 4cee6a3812: does not look again whether it has the right lock"),
    FETCHES_SCHEDULER_EARLY("F33", "schedule as before 4dd27c01c3: fetches the scheduler before the lock"),
    MOVES_VCPU_WITHOUT_LOCK(
            "F33", "sched_move_domain as before ef55257bc8: no lock, and others unlock by what they find"),
    MIGRATES_BY_TRYING("F34", "vcpu_migrate as before 2e13a886e5: tries for the second lock and backs off"),
    PICKS_ANEW("F34", "vcpu_migrate as before e1255ac77e: picks another CPU in each round"),
    RESUMES_TICK_WITHOUT_LOCK("F35", "sched_tick_resume as before 969f58bde2"),
    TICKS_WITHOUT_DATA("F35", "csched_tick as before ea1d785a5f: does not expect its CPU's data to be gone"),

    // Of Xen's idle path of August 2026.

    ENABLES_CHANNEL_ON_RESUME("P1", "hpet_broadcast_resume as before c4d5119195: sets the channel's enable bit"),
    RESUME_MINDS_ALLOWED_LIMIT(
            "", "_disable_pit_irq as before 93acfeb78b: a limit by the administrator is one for S3, too"),
    FORGETS_FIRED_TIMER("P4", "rcu_idle_timer_handler says that the timer is no longer set"),
    STAYS_AWAKE_FOR_CALLBACKS("", "RCU without an idle timer, as before 2b936ea7b7"),
    DEFAULT_IDLE_TELLS_RCU("P9", "default_idle tells RCU that the CPU idles"),
    IDLES_BY_DRIVER("", "CPUs idle by acpi_processor_idle instead of default_idle"),
    TRACES_BEFORE_LOOK("P10", "acpi_processor_idle takes its trace record before the last look at what is pending"),
    PIT_EXIT_RAISES_TIMER("P7", "pit_broadcast_exit raises TIMER where the deadline is over"),
    KEEPS_OLD_COUNTDOWN("", "reprogram_timer as before b95beb1858: leaves an old countdown where the timeout is over"),
    LOOKS_AGAIN_AT_LIMIT("P8", "acpi_processor_idle looks at max_cstate() once more with interrupts off"),
    ENTER_MINDS_DISABLE("P8", "hpet_broadcast_enter returns early where the channel is switched off"),
    KEEPS_BROADCAST("", "The broadcast is not switched off (hpet=broadcast)"),
    ONLY_SCANS_TAKE_TIME("", "Of all that a CPU does, only the scan of the HPET's handler takes time"),
    TICK_GOES_ON("", "default_idle before 969f58bde2, with credit1: the tick goes on"),
    TAKES_NO_RECORDS("", "acpi_processor_idle before a98892e3b0: no trace records"),
    KNOWS_C2_TIMER("P8b", "mwait_idle knows of lapic_timer_c2_ok, as acpi_processor_idle does"),
    TELLS_RCU_OF_INTERRUPTS("P5", "Interrupts that come to an idle CPU tell RCU"),
    TIMER_READS("P5", "What reads is the function of a timer, in process_pending_softirqs behind rcu_idle_enter"),
    TELLS_RCU_OF_SOFTIRQS("P5", "Interrupts and softirqs that come to an idle CPU tell RCU"),
    BATCH_WAITS_FOR_ALL("", "rcu_start_batch as before 6e7f6155b8: waits for CPUs that idle, too"),
    LEAVES_IDLE_BY_PLAIN_STORE("P12", "rcu_idle_exit leaves the idle CPUs by a plain store"),
    FENCES_IDLE_EXIT("P12", "The same with a fence behind it"),
    BROADCAST_BEATS_GUESTS("P6", "The broadcast's vector is above those of guests"),
    SLEEPS_LIGHTLY_IN_SERVICE("P6", "A CPU with an interrupt in service sleeps in C1 only"),
    JOINS_UNDER_LOCK("P2", "hpet_attach_channel enters the CPU into the channel's mask under its lock"),
    VECTOR_FOR_EACH_CHANNEL("", "A vector for each channel, as before 8ef32772b5"),
    KEEPS_UNUSED_ARMED("", "A channel that nobody uses any more keeps its event, as before 24f608dc90"),
    OWNER_GOES_OFFLINE("P2", "The CPU that leaves its channel goes offline"),
    CLAIMER_IS_HELD_UP("P2", "A CPU that has claimed a channel is held up before it owns it"),
    CLAIMS_UNDER_LOCK("P2", "The same, and hpet_get_channel claims nothing: hpet_attach_channel does, under the lock"),
    TAKES_INTERRUPTS_EARLY("", "mwait_idle on processors that leave C1 faster with interrupts on: sti;mwait;cli"),
    LOOKS_AT_MWAIT_FIRST("P11", "arch_set_softirq reads in_mwait first, and then sets the bit"),
    LOOKS_BEFORE_MONITOR(
            "", "mwait_idle_with_hints looks at the pending word before it arms its monitor, and not again"),
    FENCES_UNMASKING("P14", "enable_APIC_timer has the mfence of __setup_APIC_LVTT"),
    SAYS_DEADLINE_IS_OVER("P14", "reprogram_timer says in TSC-deadline mode, too, that a deadline is over"),
    ONE_SHOT_MODE("", "The local APIC's timer is in one-shot mode"),
    NMI_IN_SHADOW("P16", "An NMI may come between sti and hlt, and an interrupt behind it"),
    REORDERS_PM_IDLE("P17", "set_cx_pminfo stores pm_idle before pm_idle_save"),
    RAISES_ON_ENABLE("P3", "scheduler_enable raises SCHEDULE on all CPUs, behind a fence"),
    RAISES_WITHOUT_FENCE("P3", "The same without a fence before"),
    RAISES_ON_ITSELF("", "SCHEDULE is pending on CPU0 when it enables the scheduler"),
    KEEPS_SCHEDULING("", "scheduler_disable as before c5d54d93a0: SCHEDULE keeps its handler"),
    TICKLES_ON_REMOVAL("P13", "csched2_deinit_pdata tells another idle CPU of what waits"),
    WITHOUT_POOLS("", "Before 78be3dbbfe: there are no pools that a CPU could leave"),
    SLICE_ENDS("", "The time slice of a busy CPU ends later on"),
    FORGETS_RCU("P18", "sched_wait_rendezvous_in does not look whether RCU waits for its CPU"),
    RCU_SOFTIRQ_LAST("P18", "RCU comes behind the scheduler's softirqs"),
    FENCES_BARRIER("P19", "rcu_barrier has a fence between the store of cpu_count and the raise of RCU"),
    RAISES_BY_TEST_AND_SET("", "arch_set_softirq as before 3e0bc4b503: a locked operation in any case"),
    BARRIER_ON_CPU0("", "rcu_barrier is called on CPU0, which raises on itself first, and the other CPU is CPU1"),
    SLEEPS_BY_MWAIT("", "The CPU sleeps by mwait instead of hlt");

    private final String bugs;
    private final String what;

    Change(String bugs, String what) {
        this.bugs = bugs;
        this.what = what;
    }

    /** The function and its version, or what else is changed, in a line; with the numbers of the catalogue in brackets. */
    public String what() {
        return what + (bugs.isEmpty() ? "" : " (" + bugs + ")");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
