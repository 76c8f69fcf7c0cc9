// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Options.Storage;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Machine;

/** Explores a sealed machine and decides its properties. */
public final class Explorer {
    /** Above this many states, a trace is that of the parallel search, and may be another shortest one each time. */
    private static final long REPEATABLE_STATES = 20_000_000;

    private final Machine machine;
    private final List<Property> properties;
    private final Options options;
    private final Limits limits;
    private volatile SearchStrategy search;

    public Explorer(Machine machine, List<Property> properties, Options options) {
        this.machine = machine;
        this.properties = List.copyOf(properties);
        this.options = options;
        this.limits = new Limits(options);
    }

    /**
     * Runs the search.
     *
     * @throws ModelException if the model itself is wrong
     */
    public Result run() {
        Model model = new Model(machine, properties, options.fuse(), options.checkDeterminism());
        Checks checks = new Checks(model.properties);
        search = strategy(model, checks, options);
        Finding finding = search.run();
        if (finding != null) {
            return isRepeatable(search.statistics()) ? repeated(model, finding) : violated(model, finding);
        }
        if (limits.reason() == null && options.search() != Order.RANDOM) {
            Finding lost = new RecoverableCheck(model, limits).run(checks.recoverable);
            if (lost != null) {
                return violated(model, lost);
            }
        }
        Statistics statistics = search.statistics();
        String reason = limits.reason();
        if (reason != null) {
            return result(Verdict.INCOMPLETE, null, "stopped by " + reason, null, statistics, model);
        }
        List<String> unmet = checks.unmet();
        if (!unmet.isEmpty()) {
            return result(
                    Verdict.VIOLATED, unmet.get(0), "never met in the whole state space", null, statistics, model);
        }
        return result(Verdict.HOLDS, null, "", null, statistics, model);
    }

    private SearchStrategy strategy(Model model, Checks checks, Options how) {
        return switch (how.search()) {
            case BFS -> new BreadthFirstSearch(model, checks, limits, how);
            case DFS -> new DepthFirstSearch(model, checks, limits, how);
            case RANDOM -> new RandomWalk(model, checks, limits, how);
        };
    }

    private boolean isRepeatable(Statistics statistics) {
        return options.search() == Order.BFS
                && (options.storage() == Storage.FINGERPRINT
                        || options.threads() > 1 && statistics.stored() <= REPEATABLE_STATES);
    }

    /** Searches once more with one worker, so that the trace is the same every time. */
    private Result repeated(Model model, Finding finding) {
        Options again = options.withThreads(1)
                .withStorage(Storage.EXACT)
                .withMaxStates(Long.MAX_VALUE)
                .withTimeout(Options.defaults().timeout());
        Model anew = new Model(machine, properties, options.fuse(), false);
        Finding found = new BreadthFirstSearch(anew, new Checks(anew.properties), new Limits(again), again).run();
        if (found == null) {
            return result(
                    Verdict.VIOLATED,
                    finding.property(),
                    finding.explanation() + " (no trace: memory does not suffice to search for it)",
                    null,
                    search.statistics(),
                    model);
        }
        return violated(anew, found);
    }

    private Result violated(Model model, Finding found) {
        return result(
                Verdict.VIOLATED,
                found.property(),
                found.explanation(),
                trace(model, found),
                search.statistics(),
                model);
    }

    private static Trace trace(Model model, Finding found) {
        List<Integer> steps = found.steps().get();
        // A rule of locks that is broken on the way to something else is not what this trace is about.
        Stepper stepper = LockRules.isOne(found.property()) ? model.stepper() : model.stepperAhead();
        List<TraceStep> all = Paths.trace(model, stepper, steps);
        return new Trace(
                all,
                Paths.trace(model, stepper, steps.subList(0, steps.size() - found.staying()))
                        .size(),
                Paths.trace(model, stepper, steps.subList(0, steps.size() - found.round()))
                        .size());
    }

    private Result result(
            Verdict verdict, String property, String explanation, Trace trace, Statistics statistics, Model model) {
        return new Result(
                verdict,
                Optional.ofNullable(property),
                explanation,
                Optional.ofNullable(trace),
                statistics,
                Vacuity.of(machine, model.program));
    }

    /** Carries out recorded steps one by one, without fusing any. */
    public List<TraceStep> replay(List<Integer> steps) {
        Model model = new Model(machine, List.of(), false, false);
        return Paths.trace(model, model.stepper(), steps);
    }

    /**
     * The same trace with fewer switches from one CPU or device to another. Only steps in front of {@link
     * Trace#lossIndex()} change places, and only such that the state behind them all is the same: what follows, and
     * the violation, is then as it was.
     */
    public Trace withFewerSwitches(Trace trace) {
        return new FewerSwitches(new Model(machine, List.of(), false, false)).of(trace);
    }

    /** Stops the search soon; the result says what was covered. */
    public void stop(String reason) {
        limits.stop(reason);
    }

    /** Figures so far; may be asked by another thread. */
    public Optional<Statistics> statistics() {
        return Optional.ofNullable(search).map(SearchStrategy::statistics);
    }
}
