// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import org.wakeproof.machine.Machine;

/** A part of the machine that acts by itself, and its thread. */
final class Agent extends Thread {
    /** The number of an agent that is no CPU. */
    static final int DEVICE = -1;

    private final int cpu;
    private final Runnable body;

    Agent(String name, int cpu, Runnable body) {
        super(name);
        this.cpu = cpu;
        this.body = Machine.fixed(body);
    }

    /** The CPU whose code the calling thread runs. */
    static int runningCpu() {
        return ((Agent) Thread.currentThread()).cpu;
    }

    /** The same agent with more around its code. */
    Agent around(Runnable more) {
        return new Agent(getName(), cpu, more);
    }

    Runnable body() {
        return body;
    }

    @Override
    public void run() {
        body.run();
    }
}
