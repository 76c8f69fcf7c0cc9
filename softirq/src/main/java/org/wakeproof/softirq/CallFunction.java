// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.XenSource;

/**
 * Calling a function on other CPUs, in their interrupt context. Made by {@link Smp#callFunction}.
 *
 * <p>Left out: {@code call_lock} and {@code call_data}, since the function is fixed by wiring, and
 * with them waiting until the function has started or finished.
 */
public final class CallFunction {
    private final Machine machine;
    private final Runnable function;
    private final Vector vector;

    CallFunction(Machine machine, Runnable function) {
        this.machine = machine;
        this.function = function;
        this.vector = machine.vector("call function", this::smpCallFunctionInterrupt);
    }

    /** Calls it on the CPUs of a mask. */
    @XenSource(value = "on_selected_cpus", file = "xen/arch/x86/smp.c")
    public void onSelectedCpus(int selected) {
        if (selected != 0) {
            machine.cpu().sendIpi(selected, vector);
        }
    }

    @XenSource(value = "smp_call_function_interrupt", file = "xen/arch/x86/smp.c")
    private void smpCallFunctionInterrupt() {
        function.run();
    }
}
