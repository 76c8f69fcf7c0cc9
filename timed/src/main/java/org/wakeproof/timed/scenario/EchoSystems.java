// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import org.wakeproof.timed.echo.EchoSystem;
import org.wakeproof.timed.echo.Hardware;
import org.wakeproof.timed.echo.Load;
import org.wakeproof.timed.echo.NetworkCosts;

/** Systems that are like the one that is asked for but for one thing, each run in. */
final class EchoSystems {
    /** Longer than any sleep is deep: so a message finds everybody asleep. */
    static final double LONG_NS = 10e6;

    private static final int FEW = 100;

    private final EchoVariant variant;
    private final Parameters parameters;
    private final Hardware hardware;
    private final Load load;
    private final long seed;

    EchoSystems(Request request) {
        variant = EchoVariant.named(request.variant());
        parameters = request.parameters();
        hardware = EchoParameters.hardware(parameters);
        load = EchoParameters.load(parameters);
        seed = request.seed();
    }

    private EchoSystem with(Hardware other, Load otherLoad) {
        return variant.system(parameters, other, otherLoad, seed);
    }

    /** As it is asked for. */
    EchoSystem loaded() {
        return with(hardware, load);
    }

    EchoSystem thinking(double think) {
        return with(hardware, load.with(load.clients(), think));
    }

    EchoSystem withThreads(int threads) {
        return with(hardware.withThreads(threads), load);
    }

    /** Half of the round trip of a client that nobody else disturbs, in microseconds. */
    double oneWay(int bytes) {
        return half(load.with(1, 0).withBytes(bytes));
    }

    /** The same for a client that sends so seldom that everybody has gone to sleep before. */
    double nowAndThen() {
        return half(load.with(1, LONG_NS));
    }

    private double half(Load alone) {
        EchoSystem system = with(hardware, alone);
        system.runMessages(FEW);
        return system.latency().getValueAtPercentile(50) / 2e3;
    }

    /** What the cores that are used take, in watts. */
    double power(EchoSystem system) {
        return system.awake() * parameters.get("core-power") + system.halted() * parameters.get("halted-power");
    }

    /** How much of its time a thread works on average, from 0 to 1. */
    double worked(EchoSystem system) {
        double all = 0;
        for (int thread = 0; thread < threads(); thread++) {
            all += system.worked(thread);
        }
        return all / threads();
    }

    int threads() {
        return hardware.threads();
    }

    int clients() {
        return load.clients();
    }

    int bytes() {
        return load.bytes();
    }

    NetworkCosts network() {
        return hardware.network();
    }

    /** How many interrupts the machine can take a second. */
    double interruptLimit() {
        return parameters.get("interrupt-limit");
    }

    boolean takesInterrupts() {
        return variant.isLinux();
    }
}
