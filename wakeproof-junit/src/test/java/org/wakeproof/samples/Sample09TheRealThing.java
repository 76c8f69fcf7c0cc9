// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.junit.Spec;
import org.wakeproof.scenario.Settings.Variant;

/**
 * Sample 4 as it happened: the ports of Xen's scheduler ticks, timers, softirqs, HPET broadcast and acpi_processor_idle,
 * wired by a scenario, with the first version of the patch of March 2009. As typed: {@code ./wakeproof check idle-once
 * --variant v1 --cstate c3 --timers none}.
 *
 * <p>What to see here: the self-raise under {@code csched_tick_suspend}, the HPET's handler at CPU0 that finds the bit set,
 * and the interrupt that is not sent.
 */
final class Sample09TheRealThing implements Sample {
    @Override
    public Spec spec() {
        return Spec.scenario("idle-once").variant(Variant.V1).cState("c3").with("timers", "none");
    }
}
// Output:
//       CPU0                           CPU1                           devices
//                                      set_timer
//     1                                W: expires = NOW() + 1
//                                      cpu_raise_softirq
//    23                                A: set TIMER in
//                                        softirq_pending[1]
//                                      do_softirq
//    27                                R: softirq_pending[1] is
//                                        TIMER
//    28                                A: clear TIMER in
//                                        softirq_pending[1]
//                                      timer_softirq_action
//    29                                R: timers[1].overflow is 0
//    30                                irq-
//    32                                W: now = NOW()
//    65                                W: timer_deadline[1] = start
//                                      reprogram_timer
//    66                                NOW(): timer_deadline[1] is
//                                        now+1
//    67                                IO: TMICT[1] = NOW() + 1
//                                      do_softirq
//    70                                R: softirq_pending[1] is 0
//                                      acpi_processor_idle entry
//    73                                irq-
//                                      softirq_pending
//    74                                R: softirq_pending[1] is 0
//                                      idle_loop>
//                                      acpi_processor_idle>
//                                      sched_tick_suspend>
//                                      csched_tick_suspend>
//                                      stop_timer> __stop_timer>
//                                      cpu_raise_softirq
// *  86                                A: set TIMER in
//                                        softirq_pending[1]
//       --- CPU1 has work pending from here on
//                                      hpet_broadcast_enter
//    91                                L+ HPET.lock
//                                      disable_APIC_timer
//    92                                IO: LVTT.mask[1] = 1
//                                      hpet_broadcast_enter
//    96                                W: now = NOW()
//                                      hpet_next_event
//   101                                W: cnt = NOW()
//                                      hpet_broadcast_enter
//   104                                L- HPET.lock
//                                      idle_loop>
//                                      acpi_processor_idle>
//                                      acpi_idle_do_entry
// * 107                                falls asleep in C3
//       --- from here on the wake-up can be lost for good
//   109                                                               one tick passes
//   110                                                               one tick passes
//   111                                                               HPET interrupt to CPU0
//   112 takes the HPET interrupt
//       handle_hpet_broadcast
//   121 irq-
//   122 L+ HPET.lock
//   125 W: now = NOW()
//   127 R: timer_deadline[1] < now
//       do_IRQ> handle_hpet_broadcast>
//       evt_do_broadcast>
//       cpumask_raise_softirq
// * 128 A: set TIMER in
//         softirq_pending[1],
//         already set
//       --- the bit is set already, so no interrupt is sent to CPU1
//       handle_hpet_broadcast
//   130 L- HPET.lock
//       do_IRQ
//   132 irq-
//       (steps that nobody else can see are left out)
//
// At step 74, CPU1 looks at softirq_pending[1] for the last time before it sleeps: softirq_pending[1]
// is 0. At step 86, CPU1 sets TIMER in softirq_pending[1] (sched_tick_suspend > csched_tick_suspend >
// stop_timer > __stop_timer > cpu_raise_softirq). At step 107, CPU1 falls asleep in C3, which stops
// its local APIC timer, without another look. At step 128, CPU0, in the handler of the HPET interrupt,
// raises TIMER for CPU1 (handle_hpet_broadcast > evt_do_broadcast > cpumask_raise_softirq), finds the
// bit already set, and so sends no interrupt. After step 138 nothing more happens by itself: CPU1
// sleeps on.
//
// VIOLATED
// 'no lost wake-up of CPU1' is violated: CPU1 sleeps in C3 with softirq TIMER pending and no interrupt
//   on its way, and may never wake; nothing else can happen
// 216 states
// end
