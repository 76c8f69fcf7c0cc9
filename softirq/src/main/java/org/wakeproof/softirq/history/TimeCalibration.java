// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The calibration of all CPUs' clocks as of September 2008: they meet in an interrupt, CPU0 last. The record of the
 * rendezvous lies on the stack of the CPU that calls the others; each call finds the same place there.
 *
 * <p>Left out: the time stamps that are taken, what is done with them, and {@code call_lock}, since one CPU calls.
 */
public class TimeCalibration {
    private static final String FILE = "xen/arch/x86/time.c";
    private static final String SMP = "xen/arch/x86/smp.c";
    private static final String COMMIT = "7dbee4c5cd";

    private final Machine machine;
    private final Word cpuOnlineMap;
    private final Word cpuCalibrationMap;
    private final Word nrCpus;
    private final Word started;
    private final Word finished;
    private final Vector callFunctionVector;
    private final Procedure rendezvous;

    public TimeCalibration(Machine machine, Word cpuOnlineMap) {
        this.machine = machine;
        this.cpuOnlineMap = cpuOnlineMap;
        this.cpuCalibrationMap = machine.cpuMask("r.cpu_calibration_map", 0);
        this.nrCpus = machine.word("r.nr_cpus", machine.cpuCount(), 0);
        this.started = machine.word("call_data.started", machine.cpuCount(), 0);
        this.finished = machine.word("call_data.finished", machine.cpuCount(), 0);
        this.callFunctionVector = machine.vector("call function", this::smpCallFunctionInterrupt);
        this.rendezvous = machine.procedure("time_calibration_rendezvous", this::timeCalibrationRendezvous);
    }

    /** How many CPUs have come to the rendezvous. */
    public Word nrCpus() {
        return nrCpus;
    }

    /** The CPUs that take part, as they were when the rendezvous was called. */
    protected final Word cpuCalibrationMap() {
        return cpuCalibrationMap;
    }

    /** The CPUs that are online now. */
    protected final Word cpuOnlineMap() {
        return cpuOnlineMap;
    }

    /** Calls all CPUs that are online to the rendezvous; by CPU0. */
    @XenSource(value = "time_calibration", file = FILE, commit = COMMIT)
    public void timeCalibration() {
        int selected = cpuOnlineMap.load();
        cpuCalibrationMap.store(selected);
        nrCpus.store(0);
        onSelectedCpus(selected);
    }

    @XenSource(value = "on_selected_cpus", file = SMP, commit = COMMIT)
    private void onSelectedCpus(int selected) {
        started.store(0);
        finished.store(0);
        machine.cpu().sendIpi(selected, callFunctionVector);
        (waits() ? finished : started).awaitValue(Integer.bitCount(selected));
    }

    /** Whether the caller waits for the rendezvous' end. */
    protected boolean waits() {
        return true;
    }

    @XenSource(value = "smp_call_function_interrupt", file = SMP, commit = COMMIT)
    private void smpCallFunctionInterrupt() {
        if (waits()) {
            rendezvous.call();
            machine.fence();
            finished.addReturn(1);
        } else {
            machine.fence();
            started.addReturn(1);
            rendezvous.call();
        }
    }

    @XenSource(value = "time_calibration_rendezvous", file = FILE, commit = COMMIT)
    private void timeCalibrationRendezvous() {
        int totalCpus = Integer.bitCount(participants());
        if (machine.smpProcessorId() == 0) {
            nrCpus.awaitValue(totalCpus - 1);
            machine.fence();
            nrCpus.addReturn(1);
        } else {
            nrCpus.addReturn(1);
            nrCpus.awaitValue(totalCpus);
            machine.fence();
        }
    }

    /** The CPUs that one who has come waits for. */
    protected int participants() {
        return cpuCalibrationMap.load();
    }
}
