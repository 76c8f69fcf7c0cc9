// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a trace. Step numbers may change with the ports; who does what to whom may not. */
class NarrativeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "idle-tick --variant v1 --cstate c3 --timers none | At step #, CPU1 looks at softirq_pending[1] for the last time before it sleeps: softirq_pending[1] is 0. At step #, CPU1 sets TIMER in softirq_pending[1] (sched_tick_suspend > csched_tick_suspend > stop_timer > __stop_timer > cpu_raise_softirq). At step #, CPU1 falls asleep in C3, which stops its local APIC timer, without another look. At step #, CPU0, in the handler of the HPET interrupt, raises TIMER for CPU1 (handle_hpet_broadcast > evt_do_broadcast > cpumask_raise_softirq), finds the bit already set, and so sends no interrupt. From step # on, CPU0, the clock and the HPET can go round like this for ever, while CPU1 sleeps on.",
                "idle-once --variant no-check --cstate c3 | At step #, CPU1 looks at softirq_pending[1] for the last time before it sleeps: softirq_pending[1] is 0. At step #, CPU1, in the handler of the local timer interrupt, sets TIMER in softirq_pending[1] (smp_apic_timer_interrupt > raise_softirq). At step #, CPU1 falls asleep in C3, which stops its local APIC timer, without another look. At step #, CPU0, in the handler of the HPET interrupt, raises TIMER for CPU1 (handle_hpet_broadcast > evt_do_broadcast > cpumask_raise_softirq), finds the bit already set, and so sends no interrupt. After step # nothing more happens by itself: CPU1 sleeps on.",
                "raise-batch --change notes-softirq-number | At step #, CPU2 looks at softirq_pending[2] for the last time before it sleeps: softirq_pending[2] is 0. At step #, CPU2 falls asleep in C1 (hlt). At step #, CPU0 raises SCHEDULE for CPU2 (cpu_raise_softirq), and never sends it an interrupt. At step #, CPU0 writes batch_mask[0] = CPU1 (cpu_raise_softirq). At step #, CPU0 reads softirq_pending[1] as 0 (cpu_raise_softirq_batch_finish). After step # nothing more happens by itself: CPU2 sleeps on.",
                "offline | At step #, CPU1 reads cpu_online_map as CPU0,CPU1 (idle_loop), its last look at cpu_online_map before it sleeps. At step #, CPU1 clears CPU1 in cpu_online_map (acpi_processor_idle > do_softirq > stopmachine_softirq > __cpu_disable). At step #, CPU1 falls asleep in C1 (mwait) (idle_loop > acpi_processor_idle > acpi_idle_do_entry); now CPU1 is offline and asleep; CPU0 waits for it to die. After step # it can stay like this for ever. After step # nothing more happens by itself.",
                "block --change block-looks-first | At step #, CPU1 writes dom1v0.evtchn_upcall_mask = 0 (return to guest > guest round > do_block). At step #, CPU1 reads dom1v0.evtchn_upcall_pending as 0 (guest round > do_block > local_events_need_delivery), its last look at dom1v0.evtchn_upcall_pending before step #. At step #, CPU0 sets pending in dom1v0.evtchn_upcall_pending (guest round > guest > evtchn_send > evtchn_set_pending > vcpu_mark_events_pending). At step #, CPU1 sets _VPF_blocked in dom1v0.pause_flags (return to guest > guest round > do_block); now dom1v0 is blocked, with an event pending and not masked. After step # it can stay like this for ever. At step #, CPU1 falls asleep in C1 (hlt), and is not woken again. After step # nothing more happens by itself.",
                "affinity-race | At step #, CPU0 sets _VPF_migrating in movedv0.pause_flags (guest round > guest > __vcpu_set_affinity). At step #, CPU1 clears _VPF_migrating in movedv0.pause_flags (SCHEDULE softirq > schedule > context_switch > context_saved > vcpu_migrate). At step #, CPU1 writes movedv0.processor = CPU0 (SCHEDULE softirq > schedule > context_switch > context_saved > vcpu_migrate). At step #, CPU1 releases schedule_lock[1] (context_switch > context_saved > vcpu_migrate > _spin_unlock_irqrestore > _spin_unlock); now movedv0 is in the run queue of CPU1, but belongs to CPU0.",
            })
    void theParagraphIsThatOfTheTrace(String commandLine, String told) {
        assertThat(Violated.check(commandLine).narrative().replaceAll("step \\d+", "step #"))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"poll --memory tso --change polls-by-plain-stores"})
    void aStoreThatNobodyElseSeesYetIsNamed(String commandLine) {
        assertThat(Violated.check(commandLine).narrative())
                .containsPattern(
                        "CPU0 reads dom1.poll_mask as \\{} \\(guest round > guest > evtchn_send > evtchn_set_pending\\): "
                                + "CPU1's store of dom1v0 at step \\d+ is still in its store buffer\\.");
    }
}
