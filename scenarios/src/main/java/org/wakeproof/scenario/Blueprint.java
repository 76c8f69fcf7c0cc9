// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import org.wakeproof.sched.Schedule.Quantum;
import org.wakeproof.sched.Vcpus.Guest;
import org.wakeproof.sched.credit.CreditDomain;

/** What a system consists of, put together step by step; {@link XenSystem} wires it. */
final class Blueprint {
    private final Settings settings;
    private List<Guest> guests = List.of();
    private List<CreditDomain.Worth> worths = List.of();
    private boolean unplugs;
    private boolean halts;
    private boolean tickers;
    private boolean watchesTickers;
    private boolean masterTicker;
    private boolean singleShots;
    private boolean calibrates;
    private Quantum quantum = Quantum.NOBODY;
    private int vcpuTimers;
    private int heapLimit = 15;
    private int horizon;
    private boolean urgent;
    private int past = 1;
    private int firstIdle;
    private int rounds;
    private Hypercalls hypercalls;

    Blueprint(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** The domains. */
    Blueprint guests(Guest... domains) {
        guests = List.of(domains);
        return this;
    }

    List<Guest> guests() {
        return guests;
    }

    /** Weights and caps, by domain. */
    Blueprint worths(CreditDomain.Worth... each) {
        worths = List.of(each);
        return this;
    }

    List<CreditDomain.Worth> worths() {
        return worths;
    }

    /** A CPU may be taken offline. */
    Blueprint unplugs() {
        unplugs = true;
        return this;
    }

    boolean isUnplugging() {
        return unplugs;
    }

    /** CPUs idle by default_idle: no C-states, no broadcast device. */
    Blueprint halts() {
        halts = true;
        return this;
    }

    boolean isHalting() {
        return halts;
    }

    /** Each CPU has its ticker. */
    Blueprint tickers() {
        tickers = true;
        return withTime(2);
    }

    /** Properties may look at whether a ticker is active, which makes each change of that a step of its own. */
    Blueprint watchTickers() {
        watchesTickers = true;
        return this;
    }

    boolean isWatchingTickers() {
        return watchesTickers;
    }

    boolean hasTickers() {
        return tickers;
    }

    /** The accounting timer runs. */
    Blueprint masterTicker() {
        masterTicker = true;
        return withTime(3);
    }

    boolean hasMasterTicker() {
        return masterTicker;
    }

    /** Each CPU has a single-shot timer of Xen's own. */
    Blueprint singleShots() {
        singleShots = true;
        return withTime(2);
    }

    boolean hasSingleShots() {
        return singleShots;
    }

    /** The calibration rendezvous. */
    Blueprint calibrates() {
        calibrates = true;
        return withTime(2);
    }

    boolean isCalibrating() {
        return calibrates;
    }

    /** Time slices. */
    Blueprint quantum(Quantum whom) {
        quantum = whom;
        return whom == Quantum.NOBODY ? this : withTime(3);
    }

    Quantum quantum() {
        return quantum;
    }

    /** How many timers vCPUs have in all. */
    Blueprint vcpuTimers(int count) {
        vcpuTimers = count;
        return count == 0 ? this : withTime(2);
    }

    int vcpuTimers() {
        return vcpuTimers;
    }

    /** How many timers a CPU's heap holds before it has to grow. */
    Blueprint heapLimit(int limit) {
        heapLimit = limit;
        return this;
    }

    int heapLimit() {
        return heapLimit;
    }

    private Blueprint withTime(int ticks) {
        horizon = Math.max(horizon, ticks);
        return this;
    }

    /** How far ahead timers are set, in ticks; 0 where there is no time. */
    int horizon() {
        return horizon;
    }

    boolean hasTime() {
        return horizon > 0;
    }

    /** Time passes only where no CPU has work. */
    Blueprint urgent() {
        urgent = true;
        return this;
    }

    boolean isUrgent() {
        return urgent;
    }

    /** How far back deadlines are told apart. */
    Blueprint past(int ticks) {
        past = ticks;
        return this;
    }

    int past() {
        return past;
    }

    /** Only CPUs from this on idle; those below only take interrupts. */
    Blueprint firstIdle(int cpu) {
        firstIdle = cpu;
        return this;
    }

    int firstIdle() {
        return firstIdle;
    }

    /** How often a CPU idles; 0 for ever. */
    Blueprint rounds(int count) {
        rounds = count;
        return this;
    }

    int rounds() {
        return rounds;
    }

    /** Another version of the scheduler's hypercalls than the settings ask for. */
    Blueprint hypercalls(Hypercalls version) {
        hypercalls = version;
        return this;
    }

    /** Null for the one that the settings ask for. */
    Hypercalls hypercalls() {
        return hypercalls;
    }
}
