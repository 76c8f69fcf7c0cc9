// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.wakeproof.history.Side.holds;
import static org.wakeproof.history.Side.violated;

import java.util.List;

/** Bugs of what CPUs, domains and Xen tell each other: softirqs, interrupts, events, calls. */
final class MessageFixes {
    static final List<Entry> ALL = List.of(
            new Entry(
                    "F05",
                    2008,
                    "lost wake-up",
                    "poll looks only at the listed ports",
                    violated("poll --change poll-looks-at-ports-only"),
                    holds("poll")),
            new Entry(
                    "F08",
                    2010,
                    "lost wake-up",
                    "a tasklet is put on another CPU's list, and the wrong CPU is told",
                    violated("tasklet-handover --change tasklet-tells-itself"),
                    holds("tasklet-handover")),
            new Entry(
                    "F13",
                    2008,
                    "memory ordering",
                    "poll announces itself by plain stores (x86-TSO)",
                    violated("poll --memory tso --change polls-by-plain-stores"),
                    holds("poll --memory tso")),
            new Entry(
                    "F14",
                    2015,
                    "lost wake-up",
                    "a batch of raises notes the softirq's number instead of the CPU's",
                    violated("raise-batch --change notes-softirq-number"),
                    holds("raise-batch")),
            new Entry(
                    "F25",
                    2009,
                    "deadlock",
                    "a TLB flush waits for a CPU that it has not interrupted",
                    violated("flush-mask --change interrupts-live-mask"),
                    holds("flush-mask")),
            new Entry(
                    "F25a",
                    2008,
                    "deadlock",
                    "each CPU of a rendezvous counts those that are online when it comes",
                    violated("calibration --change counts-online-cpus"),
                    holds("calibration")),
            new Entry(
                    "F25b",
                    2008,
                    "deadlock",
                    "the record of a rendezvous is used anew while a CPU still looks at it",
                    violated("calibration --change leaves-rendezvous-early"),
                    holds("calibration")),
            new Entry(
                    "F36",
                    2017,
                    "lost wake-up",
                    "a posted interrupt is not notified because of a bit that nobody clears",
                    violated("posted-interrupt --change suppresses-notification"),
                    holds("posted-interrupt")),
            new Entry(
                    "F39a",
                    2008,
                    "memory ordering",
                    "an x2APIC's interrupt overtakes the stores before it (x86-TSO and WRMSR)",
                    violated("x2apic-send --memory tso --change sends-without-fence"),
                    holds("x2apic-send --memory tso")),
            new Entry(
                    "F39b",
                    2021,
                    "none on x86",
                    "no fence behind the locked _VPF_blocked: a control, x86 needs none (M12 shows who does)",
                    holds("block --memory tso"),
                    holds("block --memory tso --change blocks-with-fence")),
            new Entry(
                    "F40",
                    2014,
                    "lost wake-up",
                    "FIFO events: linked to a tail that was consumed already",
                    violated("fifo-queue --change links-to-old-tail"),
                    holds("fifo-queue")),
            new Entry(
                    "F40b",
                    2013,
                    "lost wake-up",
                    "FIFO events: the guest is sent to a head that was consumed already",
                    violated("fifo-queue --change sets-ready-always"),
                    holds("fifo-queue")));

    private MessageFixes() {}
}
