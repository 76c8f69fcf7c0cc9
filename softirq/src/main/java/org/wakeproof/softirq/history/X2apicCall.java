// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * Calling a function on other CPUs as of September 2008, on a machine whose interrupts leave by WRMSR: what is to be
 * called is written by plain stores.
 *
 * <p>Left out: {@code call_lock}, since one CPU calls, and waiting for the function's end. What is to be called is
 * one word.
 */
public class X2apicCall {
    private static final String SMP = "xen/arch/x86/smp.c";
    private static final String COMMIT = "944e533ffb";

    private final Machine machine;
    private final Word callData;
    private final Word started;
    private final Vector callFunctionVector;

    /** Wires it, and has interrupts leave by WRMSR. */
    public X2apicCall(Machine machine) {
        this.machine = machine;
        machine.x2apic();
        this.callData = machine.word("call_data", 1, 0).shownAs(value -> value == 0 ? "NULL" : "&data");
        this.started = machine.word("data.started", machine.cpuCount(), 0);
        this.callFunctionVector = machine.vector("call function", this::smpCallFunctionInterrupt);
    }

    /** How many CPUs have begun. */
    public Word started() {
        return started;
    }

    /** Calls it on the CPUs of a mask, and waits until they have begun. */
    @XenSource(value = "on_selected_cpus", file = SMP, commit = COMMIT)
    public void onSelectedCpus(int selected) {
        callData.store(1);
        sendIpiMaskX2apic(selected);
        started.awaitValue(Integer.bitCount(selected));
    }

    @XenSource(value = "send_IPI_mask_x2apic", file = "xen/arch/x86/genapic/x2apic.c", commit = COMMIT)
    private void sendIpiMaskX2apic(int mask) {
        beforeWrmsr();
        machine.cpu().sendIpi(mask, callFunctionVector);
    }

    /** What was stored is to be seen before the interrupt is. */
    protected void beforeWrmsr() {
        machine.fence();
    }

    @XenSource(value = "smp_call_function_interrupt", file = SMP, commit = COMMIT)
    private void smpCallFunctionInterrupt() {
        machine.bugOn(callData.load() == 0, "a CPU that is called does not see what to call");
        machine.fence();
        started.addReturn(1);
    }
}
