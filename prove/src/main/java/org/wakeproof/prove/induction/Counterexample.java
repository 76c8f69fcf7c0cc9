// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.List;
import java.util.Map;

/**
 * A state of few CPUs in which a claim fails, and what a step makes of it. Whether it can be reached is not said.
 *
 * @param cpus how many CPUs it has
 * @param roles what each CPU has to do with it
 * @param global what is set of what exists once
 * @param own what is set of each CPU
 * @param changes what the step changes, one line each; empty where there is no step
 */
public record Counterexample(
        int cpus, List<String> roles, List<String> global, Map<Integer, List<String>> own, List<String> changes) {}
