// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** A version of the hypercalls by which a vCPU gives its CPU away: a port, or whatever else can be wired in its place. */
@FunctionalInterface
public interface Hypercalls {
    /** Wires it, for polls without a timeout. */
    SchedOp wire(Vcpus vcpus, Softirq softirq);
}
