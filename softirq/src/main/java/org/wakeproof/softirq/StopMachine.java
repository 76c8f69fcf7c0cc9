// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * stop_machine.c: one CPU has all others spin in a softirq, with interrupts off, while a function runs on one of them.
 *
 * <p>Left out: the function's result, and running it on the initiator itself. {@code nr_cpus}, {@code fn} and
 * {@code fn_cpu} are fixed before anybody else is told, so they are the system's wiring.
 */
public final class StopMachine {
    private static final String FILE = "xen/common/stop_machine.c";
    private static final int START = 0;
    private static final int PREPARE = 1;
    private static final int DISABLE_IRQ = 2;
    private static final int INVOKE = 3;
    private static final int EXIT = 4;
    private static final String[] STATES = {"START", "PREPARE", "DISABLE_IRQ", "INVOKE", "EXIT"};

    private final Machine machine;
    private final Softirq softirq;
    private final Word cpuOnlineMap;
    private final int fnCpu;
    private final Runnable fn;
    private final SpinLock lock;
    private final Word state;
    private final Word done;
    private final Procedure softirqRound;

    /**
     * Wires it, and opens STOPMACHINE.
     *
     * @param fnCpu the CPU that runs the function, never the initiator
     */
    public StopMachine(Machine machine, Softirq softirq, int fnCpu, Runnable fn) {
        this.machine = machine;
        this.softirq = softirq;
        this.cpuOnlineMap = softirq.smp().cpuOnlineMap();
        this.fnCpu = fnCpu;
        this.fn = Machine.fixed(fn);
        this.lock = machine.lock("stopmachine_lock").tried();
        this.state = machine.word("stopmachine_data.state", EXIT, START).shownAs(value -> STATES[value]);
        this.done = machine.word("stopmachine_data.done", machine.cpuCount() - 1, 0);
        this.softirqRound = machine.function("stopmachine_softirq", this::softirqRound);
        softirq.openSoftirq(Softirq.STOPMACHINE, this::stopmachineSoftirq);
    }

    @XenSource(value = "stopmachine_set_state", file = FILE)
    private void setState(int next, int others) {
        done.store(0);
        state.store(next);
        done.awaitValue(others);
    }

    /** Runs the function; false if another CPU is stopping the machine. */
    @XenSource(value = "stop_machine_run", file = FILE)
    public boolean stopMachineRun() {
        int allButSelf = cpuOnlineMap.load() & ~(1 << machine.smpProcessorId());
        int others = Integer.bitCount(allButSelf);
        if (!lock.tryLock()) {
            return false;
        }
        done.store(0);
        state.store(START);
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((allButSelf >>> cpu & 1) != 0) {
                softirq.cpuRaiseSoftirq(cpu, Softirq.STOPMACHINE);
            }
        }
        setState(PREPARE, others);
        machine.cpu().disableInterrupts();
        setState(DISABLE_IRQ, others);
        setState(INVOKE, others);
        setState(EXIT, others);
        machine.cpu().enableInterrupts();
        lock.unlock();
        return true;
    }

    @XenSource(value = "stopmachine_softirq", file = FILE)
    private void stopmachineSoftirq() {
        machine.fence();
        int seen = START;
        while (seen != EXIT) {
            seen = softirqRound.call(seen);
        }
        machine.cpu().enableInterrupts();
    }

    @XenSource(value = "stopmachine_softirq", file = FILE)
    private int softirqRound(int seen) {
        state.awaitOtherThan(seen);
        int now = state.load();
        if (now == DISABLE_IRQ) {
            machine.cpu().disableInterrupts();
        } else if (now == INVOKE && machine.smpProcessorId() == fnCpu) {
            fn.run();
        }
        machine.fence();
        done.addReturn(1);
        return now;
    }
}
