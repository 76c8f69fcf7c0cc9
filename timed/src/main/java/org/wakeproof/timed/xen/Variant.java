// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.Locale;
import java.util.function.Function;
import org.wakeproof.cpuidle.AcpiProcessorIdle;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.history.BeforeSuspension;
import org.wakeproof.cpuidle.history.FirstPosting;
import org.wakeproof.cpuidle.history.WithTimersOnly;
import org.wakeproof.sched.Schedule.Quantum;

/** Versions of the idle path, by what is done about the scheduler tick and the time slice of the idle vCPU. */
public enum Variant {
    /** The tick runs on while a CPU sleeps. */
    BEFORE("the tick is never suspended", BeforeSuspension::new, Quantum.EVERYBODY),
    /** The first posting: the tick is suspended after the last look at the softirqs. */
    V1(
            "the tick is suspended after the last look at the softirqs (reconstruction)",
            FirstPosting::new,
            Quantum.EVERYBODY),
    /** The first posting without time slices for idle vCPUs. */
    V1Q("v1, and no 30 ms quantum for the idle vCPU", FirstPosting::new, Quantum.GUESTS),
    /** As committed. */
    V2("as committed in 964fae8ac2", AcpiProcessorIdle::new, Quantum.EVERYBODY),
    /** As committed, and a day later. */
    V2Q("v2 and ea78378d2c: no 30 ms quantum for the idle vCPU", AcpiProcessorIdle::new, Quantum.GUESTS),
    /** With the fix of July 2009. */
    TIMERS_ONLY("v2q and ae9820b4b0: only timers between suspension and check", WithTimersOnly::new, Quantum.GUESTS);

    private final String title;
    private final Function<Parts, AcpiProcessorIdle> idle;
    private final Quantum quantum;

    Variant(String title, Function<Parts, AcpiProcessorIdle> idle, Quantum quantum) {
        this.title = title;
        this.idle = idle;
        this.quantum = quantum;
    }

    /** What it does, for a table. */
    public String title() {
        return title;
    }

    AcpiProcessorIdle wire(Parts parts) {
        return idle.apply(parts);
    }

    Quantum quantum() {
        return quantum;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
