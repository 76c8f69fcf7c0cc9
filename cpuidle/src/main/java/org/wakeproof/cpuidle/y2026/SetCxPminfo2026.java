// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * pm_idle and pm_idle_save, which set_cx_pminfo changes by plain stores while other CPUs idle, and the way of acpi_processor_idle
 * on which no C-state is usable.
 */
public class SetCxPminfo2026 {
    private static final String FILE = "xen/arch/x86/acpi/cpu_idle.c";
    private static final int NULL = 0;
    private static final int DEFAULT_IDLE = 1;
    private static final int ACPI_PROCESSOR_IDLE = 2;
    private static final String[] FUNCTIONS = {"NULL", "default_idle", "acpi_processor_idle"};

    private final Machine machine;
    private final IdleLoop2026 idleLoop;
    private final Word pmIdle;
    private final Word pmIdleSave;

    public SetCxPminfo2026(Machine machine, IdleLoop2026 idleLoop) {
        this.machine = machine;
        this.idleLoop = idleLoop;
        pmIdle = machine.word("pm_idle", 2, DEFAULT_IDLE).shownAs(function -> FUNCTIONS[function]);
        pmIdleSave = machine.word("pm_idle_save", 2, NULL).shownAs(function -> FUNCTIONS[function]);
    }

    protected final Word pmIdle() {
        return pmIdle;
    }

    protected final Word pmIdleSave() {
        return pmIdleSave;
    }

    /** dom0 has told of the C-states of CPU0. */
    @XenSource(value = "set_cx_pminfo", file = FILE, commit = XenSource.AUGUST_2026)
    public final void setCxPminfo() {
        if (pmIdleSave.load() == NULL) {
            publish();
        }
    }

    /** The old function first. */
    @XenSource(value = "set_cx_pminfo", file = FILE, commit = XenSource.AUGUST_2026)
    protected void publish() {
        pmIdleSave.store(pmIdle.load());
        pmIdle.store(ACPI_PROCESSOR_IDLE);
    }

    /** What the idle loop calls. */
    public final void idle() {
        if (pmIdle.load() == DEFAULT_IDLE) {
            idleLoop.defaultIdle();
        } else {
            withoutStates();
        }
    }

    @XenSource(value = "acpi_processor_idle", file = FILE, commit = XenSource.AUGUST_2026)
    private void withoutStates() {
        if (pmIdleSave.load() == NULL) {
            machine.cpu().sleep(SleepState.C1_HALT);
        } else {
            idleLoop.defaultIdle();
        }
    }

    /** The same, in the order that a compiler might choose. */
    public static final class Reordered extends SetCxPminfo2026 {
        public Reordered(Machine machine, IdleLoop2026 idleLoop) {
            super(machine, idleLoop);
        }

        @Override
        @XenSource(value = "set_cx_pminfo", file = FILE, commit = "changed")
        protected void publish() {
            int old = pmIdle().load();
            pmIdle().store(ACPI_PROCESSOR_IDLE);
            pmIdleSave().store(old);
        }
    }
}
