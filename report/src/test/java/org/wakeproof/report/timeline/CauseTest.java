// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.history.Catalogue;
import org.wakeproof.history.Entry;

/**
 * What is told of a historic bug names what it comes from, and not only that somebody sleeps on. The paragraphs are those of the
 * traces that {@code HistoricTraceTest} keeps fresh.
 */
class CauseTest {
    private static final Path TRACES = Path.of("src/test/resources/fixes");

    /** What no run shows. */
    private static final String WITHOUT = "F10";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what a wrong state hangs on
                "F02 | CPU0 writes ticker0.status = inactive (sched_tick_suspend > csched_tick_suspend > stop_timer > __stop_timer > remove_entry).",
                "F02 | CPU0 writes current[0] = guestv0 (acpi_processor_idle > do_softirq > SCHEDULE softirq > schedule > context_switch);",
                "F04 | CPU1 reads cpu_online_map as CPU0,CPU1 (idle_loop), its last look at cpu_online_map before it sleeps. At step #, CPU1 clears CPU1 in cpu_online_map (acpi_processor_idle > do_softirq > stopmachine_softirq > __cpu_disable).",
                "F11 | CPU0 sets _VPF_migrating in movedv0.pause_flags (guest round > guest > __vcpu_set_affinity). At step #, CPU1 clears _VPF_migrating in movedv0.pause_flags (SCHEDULE softirq > schedule > context_switch > context_saved > vcpu_migrate). At step #, CPU1 writes movedv0.processor = CPU0",
                // who is told in place of the one that could help
                "F21 | CPU0 writes rqd.tickled = CPU1 (csched2_unit_wake > runq_tickle). After step # it can stay like this for ever.",
                "F29c | CPU0 reads rqd.idle as CPU1,CPU2 (csched2_unit_wake > runq_tickle > __runq_tickle), and of these tells CPU1.",
                "F29c | CPU1 reads cpupool.cpu_valid as CPU0,CPU2 (do_softirq > csched2_schedule > runq_candidate), without itself.",
                "F21 | CPU0 reads rqd.idle as CPU1,CPU2 (csched2_unit_wake > runq_tickle), and of these tells CPU1. At step #, CPU0 raises SCHEDULE for CPU1",
                "F21c | CPU3 reads csched_priv.idlers as CPU1,CPU2 (csched_vcpu_wake > __runq_tickle), and of these tells CPU1. At step #, CPU0 sets SCHEDULE in softirq_pending[1]",
                "F30 | CPU0 writes rqd.tickled = CPU1 (csched2_unit_wake > runq_tickle).",
                "F30 | CPU1 writes rqd.idle = CPU1,CPU2 (CPU loop > do_softirq > csched2_schedule).",
                "F30 | CPU0 reads rqd.idle as CPU1,CPU2 (csched2_unit_wake > runq_tickle), and of these tells CPU1.",
                "F30 | CPU1 reads tasklet_work_to_do[1] as enqueued|scheduled (CPU loop > do_softirq > csched2_schedule).",
                // a last look
                "F05 | CPU1 reads dom1v0.evtchn_upcall_pending as 0 (return to guest > guest round > test_all_events), its last look at dom1v0.evtchn_upcall_pending before step #.",
                "F07 | CPU0 falls asleep in C1 (hlt) (boot > default_idle > safe_halt); nobody has set a timer for PERIOD_BEGIN.",
                "F07 | CPU0 reads PERIOD_BEGIN - now as 1 (do_softirq > SCHEDULE softirq > schedule), its last look at PERIOD_BEGIN before it sleeps.",
                "F12 | CPU1 reads timer_deadline[1] as 0 (none) (idle_loop > acpi_processor_idle > hpet_broadcast_enter). At step #, CPU1 reads cpu_bc_channel[1] as 0 (idle_loop > acpi_processor_idle > hpet_broadcast_exit), as it was from the start.",
                "F19 | CPU0 reads rcu_ctrlblk.completed as 0 (idle_loop > do_idle > do_softirq > rcu_pending), its last look at rcu_ctrlblk.completed before it sleeps.",
                "F20 | CPU0 adds 1 to A.pause_count, which is now 1 (vcpu_pause_nosync). At step #, CPU1 reads rqd.runq as AB (do_softirq > csched2_schedule > runq_candidate), its last look at rqd.runq before it sleeps. At step #, CPU1 reads A.pause_count as 1",
                "F33b | CPU1 reads scheduler[1] as that of credit (schedule), and does not look again. At step #, CPU0 writes scheduler[1] = that of credit2",
                "F35a | CPU0 writes sched_priv[1] = NULL (schedule_cpu_rm). At step #, CPU1 reads sched_priv[1] as NULL",
                // a word that is read twice
                "F09 | reads cpuidle_mwait_flags as {} (handle_hpet_broadcast > evt_do_broadcast > cpuidle_wakeup_mwait). At step #, CPU1 sets CPU1 in cpuidle_mwait_flags (boot > mwait_idle_with_hints).",
                "F09 | reads cpuidle_mwait_flags as CPU1 (handle_hpet_broadcast > evt_do_broadcast > cpuidle_wakeup_mwait), other than at step #.",
                "F23 | CPU1 reads HPET.cpumask as CPU0 (hpet_broadcast_exit > hpet_detach_channel). At step #, CPU0 clears CPU0 in HPET.cpumask (hpet_broadcast_exit). At step #, CPU1 reads HPET.cpumask as {}",
                "F25 | CPU2 clears CPU2 in domain_dirty_cpumask (__context_switch). At step #, CPU0 reads domain_dirty_cpumask as CPU1 (flush_area_mask), other than at step #.",
                "F33c | CPU1 reads v.processor as CPU0 (vcpu_wake > vcpu_schedule_lock). At step #, CPU0 writes v.processor = CPU1",
                // an update that is lost, and an exchange that succeeds because a value has come back
                "F15 | CPU1 writes v.flags = 0 (CPU1 > do_softirq > csched_schedule), over what CPU0 wrote after step #.",
                "F16 | CPU0 clears _VPF_blocked in v.pause_flags (vcpu_mark_events_pending).",
                "F40 | which holds again what it held at step #, though CPU2 and CPU0 changed it.",
                "F40b | CPU2 reads head[0] as E (guest > handle_events), as at step #: nobody has written it since. At step #, CPU0 writes head[1] = E (evtchn_send > evtchn_fifo_set_pending), over F of step #, which nobody else has read.",
                // timers: switched off, too late, unheard, given up
                "F06 | CPU0 reads timer_deadline[0], which is now-1 (acpi_processor_idle > hpet_broadcast_exit > reprogram_timer), its last look at timer_deadline[0] before it sleeps.",
                "F06 | CPU0 writes HPET.comparator = STIME_MAX (acpi_processor_idle > hpet_broadcast_exit > reprogram_hpet_evt_channel), while timer_deadline[0] is now-1 or earlier.",
                "F17 | CPU0 writes idle_timer.expires = 0 (rcu_idle_timer_stop > stop_timer).",
                "F22 | HPET.comparator matches, and interrupts nobody, because HPET.comparator.enable is 0.",
                "F22 | CPU1 writes HPET.comparator.enable = 0 (hpet_broadcast_enter > hpet_attach_channel > set_channel_irq_affinity).",
                // the unmasking is on its way at that tick; the HPET's comparator matches then, too, and is heard: the
                // mask is the local APIC's
                "P14 | CPU1 writes LVTT.mask[1] = 0 (hpet_broadcast_exit > enable_APIC_timer). At step #, one tick passes: TSC_DEADLINE[1] is STIME_MAX.",
                "F26 | CPU1 writes HPET.comparator = cnt + 1 (hpet_broadcast_enter > reprogram_hpet_evt_channel > hpet_next_event), which is over already: it never matches.",
                "F27 | CPU1 writes dom1v0.singleshot_timer.heap_offset/list_next = 1 (cpu_disable_scheduler > migrate_timer > __add_timer > add_entry > add_to_heap).",
                "F28 | CPU1 clears CPU1 in cpu_online_map (do_softirq > stopmachine_softirq > __cpu_disable).",
                "F28 | CPU1 writes dom1v0.poll_timer.expires = expires (guest round > do_poll > set_timer), where it stays: at the end that time is over, and CPU1 offline.",
                "F37 | CPU0 writes TMICT[0] = STIME_MAX (enter_state > reprogram_timer), while timer_deadline[0] is now+1.",
                // who is told, and who is not
                "F08 | CPU0 sets TASKLET in softirq_pending[0] (do_softirq > tasklet_action > cpu_raise_softirq), for itself.",
                "F14 | CPU0 writes batch_mask[0] = CPU1 (cpu_raise_softirq).",
                "F18 | and nobody wakes them. CPU0 tells nobody.",
                "F21 | CPU0 raises SCHEDULE for CPU1 (csched2_unit_wake > runq_tickle > cpu_raise_softirq), finds the bit already set, and so sends no interrupt.",
                "F21b | CPU3 raises SCHEDULE for CPU1 (csched_vcpu_wake > __runq_tickle > cpu_raise_softirq), finds the bit already set, and so sends no interrupt.",
                "F29a | which may run it, idles. CPU0 tells nobody.",
                "F29b | and nobody does it. CPU2 tells nobody.",
                "F29c | CPU0 sends the event check interrupt to CPU1",
                "F36 | CPU1 takes the notification interrupt, and VCPU_KICK stays set. At step #, CPU0 raises VCPU_KICK for CPU1",
                "F36 | CPU0 sets VCPU_KICK in softirq_pending[1] (vmx_deliver_posted_intr > __vmx_deliver_posted_interrupt).",
                "F38 | CPU1 arms its monitor, which will miss all stores (mwait_idle_with_hints).",
                "F38 | CPU0 reads cpuidle_mwait_flags as CPU1 (cpu_raise_softirq > arch_skip_send_event_check).",
                // who is told by a store, and has woken up meanwhile
                "F32 | CPU1 goes on after mwait (boot > mwait_idle_with_hints). At step #, CPU0, in the handler of the HPET interrupt, writes mwait_wakeup[1] = 0",
                // rules of the machine, and those who wait
                "F24 | turns interrupts on (do_IRQ > _spin_unlock_irq).",
                "F24 | this breaks the rule 'locks safe from interrupts'.",
                "F25a | CPU1 sets CPU1 in cpu_online_map (start_secondary).",
                "F25b | and then waits for r.nr_cpus = 2. At step #, CPU0 writes r.nr_cpus = 0 (time_calibration).",
                "F34a | CPU1 finds schedule_lock[0] taken (vcpu_migrate > _spin_trylock): CPU0 holds it.",
                "F34b | CPU0 writes v0 last pick = 1 (vcpu_migrate > csched_cpu_pick).",
            })
    void itIsNamed(String bug, String told) throws IOException {
        assertThat(story(bug)).contains(told);
    }

    @Test
    void noStoryIsOnlyThatOfTheLastStep() throws IOException {
        for (Entry bug : Catalogue.FIXES) {
            if (!bug.isControl() && !bug.id().equals(WITHOUT)) {
                String story = story(bug.id());
                assertThat(sentences(story)).as(story).anyMatch(CauseTest::isOfWhatLedToIt);
            }
        }
    }

    private static boolean isOfWhatLedToIt(String sentence) {
        return sentence.endsWith(" tells nobody.")
                || sentence.startsWith("At step")
                        && !sentence.contains("; now ")
                        && !sentence.contains("; this breaks")
                        && !sentence.contains(", and is not woken again");
    }

    private static Stream<String> sentences(String story) {
        return Stream.of(story.split("(?<=\\.) (?=At|After|From|CPU\\d+ tells)"));
    }

    private static String story(String bug) throws IOException {
        String trace = Files.readString(TRACES.resolve(bug + ".txt"));
        String[] paragraphs = trace.split("\n\n");
        return paragraphs[1].replace('\n', ' ').replaceAll("step \\d+", "step #");
    }
}
