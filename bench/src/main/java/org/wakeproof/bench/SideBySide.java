// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.bench;

import java.util.Locale;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Options.Storage;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.history.Scenarios;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.Timers;
import org.wakeproof.scenario.Settings.Variant;

/** The figures of the README: one and four threads, exact and fingerprint storage, with and without fusing. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Runs them.
     *
     * @param arguments the most states to store in each run; none for the whole space
     */
    public static void main(String[] arguments) {
        long states = arguments.length > 0 ? Long.parseLong(arguments[0]) : Long.MAX_VALUE;
        Options options = Options.defaults().withMaxStates(states);
        Settings v2 = Settings.defaults().withCState(CStateChoice.C3);
        System.out.println("idle-tick, 2 CPUs, C3, legacy HPET");
        run("v1", v2.withIdleHandler(Variant.V1), options.withThreads(4));
        run("v1, once more", v2.withIdleHandler(Variant.V1), options.withThreads(4));
        run("v2, 1 thread", v2, options.withThreads(1));
        run("v2, 4 threads", v2, options.withThreads(4));
        run("v2, 4 threads, fingerprints", v2, options.withThreads(4).withStorage(Storage.FINGERPRINT));
        run("v2, 4 threads, nothing fused", v2, options.withThreads(4).withFusion(false));
        Settings tickers = v2.withTimers(Timers.NONE);
        run("v2, tickers only, 4 threads", tickers, options.withThreads(4));
        run("v2, tickers only, symbolic", tickers, Options.defaults().withSearch(Order.SYMBOLIC));
    }

    private static void run(String name, Settings settings, Options options) {
        ClosedSystem system = Scenarios.named("idle-tick").build(settings);
        Result result = new Explorer(system.machine(), system.properties(), options).run();
        Statistics figures = result.statistics();
        System.out.printf(
                Locale.ROOT,
                "%-30s %-10s %,13d states %6.2f M/s %5.0f B/state %7.1f s%n",
                name,
                result.verdict(),
                figures.states(),
                figures.rate() / 1e6,
                figures.bytesPerState(),
                figures.seconds());
    }
}
