// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.history.Scenarios;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.SettingsParser;

/**
 * A scenario that a reviewed handler is put into.
 *
 * @param scenario its name
 * @param given its options
 */
public record Situation(String scenario, Map<String, String> given) {
    /** The scenario of the same name with the handler in the place of its own. */
    static final String IN_MWAIT = "in-mwait";

    /** Its options where memory is not sequentially consistent. */
    static final Map<String, String> BEHIND_STORE_BUFFERS = Map.of("memory", "tso");

    /** The same. */
    static final String MWAIT_WAKEUP = "mwait-wakeup";

    /** The one in which RCU waits for the CPU that idles, or must not. */
    static final String RCU_READER = "rcu-reader";

    /** The one in which the CPU that idles has a callback queued. */
    static final String RCU_CALLBACK = "rcu-callback";

    /** The one in which any softirq may be raised, once. */
    static final String EACH_SOFTIRQ = "each-softirq";

    /** The one in which an interrupt wakes the CPU that raises no softirq. */
    static final String OTHER_INTERRUPT = "other-interrupt";

    /** The one in which what is pending has to be processed at last. */
    static final String COMES_BACK = "comes-back";

    /** The one with a single CPU, which nobody else can raise a softirq on. */
    boolean isAlone() {
        return "1".equals(given.get("cpus"));
    }

    private ClosedSystem build(IdleCode code, Xen xen) {
        return switch (scenario) {
            case IN_MWAIT ->
                given.equals(BEHIND_STORE_BUFFERS)
                        ? OneWakeUp.elidedBehindStoreBuffers(code, xen)
                        : OneWakeUp.elided(code, xen);
            case MWAIT_WAKEUP -> OneWakeUp.elided(code, xen);
            case EACH_SOFTIRQ -> OneWakeUp.eachSoftirq(code, xen);
            case OTHER_INTERRUPT -> OneWakeUp.besideOtherInterrupt(code, xen);
            case COMES_BACK -> OneWakeUp.comesBack(code, xen);
            case RCU_READER -> GracePeriod.readerIdles(code, xen);
            case RCU_CALLBACK -> GracePeriod.updaterIdles(code, xen);
            default -> {
                Scenario named = Scenarios.named(scenario);
                yield named.build(SettingsParser.parse(GivenOptions.complete(named, given))
                        .withIdleHandler(code.in(xen)));
            }
        };
    }

    /** Puts the handler into it, with Xen around it as of some time, and explores. */
    Finding explore(IdleCode code, Xen xen, Options options, Searches searches) {
        ClosedSystem built = build(code, xen);
        ClosedSystem system = isAlone() ? OwnSoftirq.asked(built) : built;
        Result result = searches.run(new Explorer(system.machine(), system.properties(), options));
        return new Finding(this, code, system, result);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scenario);
        given.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(option ->
                        text.append(" --").append(option.getKey()).append(' ').append(option.getValue()));
        return text.toString();
    }
}
