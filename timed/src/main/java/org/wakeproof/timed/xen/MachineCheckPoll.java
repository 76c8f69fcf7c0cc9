// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * The poll for machine checks that are not fatal, as Intel's processors have it: CPU0 has each CPU look, and waits for
 * all. No CPU ever finds one here.
 *
 * <p>Left out: the look itself, which reads the processor's own registers, and {@code call_lock}, since one CPU calls. Xen
 * calls by {@code CALL_FUNCTION_VECTOR}, as the calibration does; a vector of its own tells here what has woken a CPU.
 */
final class MachineCheckPoll {
    private static final String FILE = "xen/arch/x86/cpu/mcheck/non-fatal.c";
    /** MCE_PERIOD. */
    private static final int FIRST_MS = 8000;
    /** MCE_PERIOD_MAX, to which {@code period} has doubled when the first poll has found nothing. */
    private static final int NEXT_MS = 16_000;

    private final Machine machine;
    private final Timers timers;
    private final Word cpuOnlineMap;
    private final Word finished;
    private final Vector vector;
    private final Timer timer;

    /** Wires it. */
    MachineCheckPoll(Machine machine, Timers timers, Word cpuOnlineMap) {
        this.machine = machine;
        this.timers = timers;
        this.cpuOnlineMap = cpuOnlineMap;
        this.finished = machine.word("mce_call_data.finished", machine.cpuCount(), 0);
        this.vector = machine.vector("machine check poll", this::look);
        this.timer = timers.initTimer("mce_timer", 0, this::mceWorkFn);
    }

    /** Sets its timer for the first time, by CPU0. */
    @XenSource(value = "init_nonfatal_mce_checker", file = FILE)
    void initNonfatalMceChecker() {
        timers.setTimer(timer, Instant.nowPlus(machine.clock().millisecs(FIRST_MS)));
    }

    @XenSource(value = "mce_work_fn", file = FILE)
    private void mceWorkFn() {
        int selected = cpuOnlineMap.load();
        finished.store(0);
        machine.cpu().sendIpi(selected, vector);
        finished.awaitValue(Integer.bitCount(selected));
        timers.setTimer(timer, Instant.nowPlus(machine.clock().millisecs(NEXT_MS)));
    }

    private void look() {
        machine.fence();
        finished.addReturn(1);
    }
}
