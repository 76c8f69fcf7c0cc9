// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Options.Storage;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.LockRules;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Paths;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.model.Watched;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.Finding;
import org.wakeproof.explorer.property.RecoverableCheck;
import org.wakeproof.explorer.search.BreadthFirstSearch;
import org.wakeproof.explorer.search.DepthFirstSearch;
import org.wakeproof.explorer.search.RandomWalk;
import org.wakeproof.explorer.search.SearchStrategy;
import org.wakeproof.explorer.search.SymbolicSearch;
import org.wakeproof.machine.Machine;

/** Explores a sealed machine and decides its properties. */
public final class Explorer {
    /** Above this many states, a trace is that of the parallel search, and may be another shortest one each time. */
    private static final long REPEATABLE_STATES = 20_000_000;

    private final Machine machine;
    private final List<Property> properties;
    private final Options options;
    private final Limits limits;
    private volatile @Nullable Supplier<Statistics> figures;
    private final Watched watched;
    private final Presentation presentation;
    private final long autoStates;
    private boolean isSiftingOften;
    private List<Integer> start = List.of();
    private Set<String> tolerated = Set.of();
    /** What has been explored where a Sometimes was never met. */
    private volatile @Nullable Model unmetIn;

    public Explorer(Machine machine, List<Property> properties, Options options) {
        this(machine, properties, options, Options.AUTO_STATES);
    }

    /** One that turns to the symbolic search at another number of states. */
    Explorer(Machine machine, List<Property> properties, Options options, long autoStates) {
        this.autoStates = autoStates;
        this.machine = machine;
        this.properties = List.copyOf(properties);
        this.options = options;
        this.limits = new Limits(options);
        this.watched = new Watched(machine, options.fuse());
        this.presentation = new Presentation(machine, this.properties, options, limits, watched);
    }

    /** The same, with regions of more than so many states looked at by transitions first. */
    Explorer withLargeRegion(int states) {
        limits.setLargeRegion(states);
        return this;
    }

    /** The same, with levels of the symbolic search sifted again and again. */
    Explorer siftingOften() {
        isSiftingOften = true;
        return this;
    }

    /**
     * The same, from another state than that in which the machine starts: what is said of all reachable states is then said
     * of those that can be reached from there. A {@link Property.Sometimes} has to be met there or later, too.
     *
     * @param steps lead from the machine's start to that state, one operation each, as in {@link TraceStep#step}; each trace
     *     begins with them
     */
    public Explorer from(List<Integer> steps) {
        start = List.copyOf(steps);
        return this;
    }

    /**
     * The same, but going on beside steps that break these rules, which are known to be broken: what else is violated? No run
     * goes on behind a step that breaks a rule of the machine; those of {@link Property.LockDiscipline} are of no account any
     * more.
     *
     * @param rules by the names that a {@link Result} has for them
     * @throws IllegalArgumentException unless the search is breadth first with nothing fused: a step that is fused with one
     *     that breaks a rule would be left out with it
     */
    public Explorer tolerating(Set<String> rules) {
        if (!rules.isEmpty() && (options.fuse() || options.search() != Order.BFS)) {
            throw new IllegalArgumentException(
                    "broken rules are tolerated by a breadth-first search with nothing fused only");
        }
        tolerated = Set.copyOf(rules);
        return this;
    }

    /**
     * Runs the search. Whoever interrupts the calling thread stops it; it is then incomplete.
     *
     * @throws ModelException if the model itself is wrong, or a step of those that lead to where it starts cannot be taken or
     *     breaks a rule
     */
    public Result run() {
        return limits.ports().run(this::explore, limits::stop);
    }

    private Result explore() {
        return switch (options.search()) {
            case SYMBOLIC -> symbolic(0);
            case AUTO -> auto();
            default -> search(options, limits);
        };
    }

    /** Explicit first, as a shortest trace may be near; symbolic where the space turns out to be large. */
    private Result auto() {
        Options first = options.withSearch(Order.BFS);
        if (options.maxStates() <= autoStates) {
            return search(first, limits);
        }
        Limits few = new Limits(first.withMaxStates(autoStates), limits);
        Result result = search(first, few);
        // What is violated may have been found, and the run that shows it not, for a limit that nobody has set.
        boolean isLarge = result.trace().isEmpty() && limits.reason() == null && few.isOfStates();
        if (!isLarge) {
            return result;
        }
        Result symbolic = symbolic(result.statistics().stored());
        // What is violated stays violated, whatever ends this search.
        return symbolic.verdict() == Verdict.INCOMPLETE && result.verdict() == Verdict.VIOLATED
                ? result.withExplanation(result.explanation().replace(untraced(few), untraced(limits)))
                : symbolic;
    }

    /**
     * All states at once. What is violated then is looked for once more from state to state, for a shortest trace; where a
     * limit ends that, there is none.
     *
     * @throws IllegalStateException if that search ends and finds nothing
     */
    private Result symbolic(long storedBefore) {
        Model model = new Model(
                        machine, properties, new Watched(machine, false), false, options.checkDeterminism(), limits)
                .from(start);
        Checks checks = new Checks(model.properties);
        SymbolicSearch search = new SymbolicSearch(model, checks, limits, options, storedBefore);
        if (isSiftingOften) {
            search.exploration().siftOften();
        }
        figures = search::statistics;
        Finding finding = search.run();
        if (finding == null) {
            return ended(model, checks, search.statistics());
        }
        Statistics statistics = search.statistics();
        figures = () -> statistics;
        Limits ofTrace = new Limits(options, limits);
        Result traced = search(options.withSearch(Order.BFS), ofTrace);
        if (traced.trace().isEmpty() && ofTrace.reason() == null) {
            throw new IllegalStateException("the symbolic search says that '" + finding.property()
                    + "' is violated, and breadth first it is not: one of them is wrong");
        }
        return traced.trace().isPresent()
                ? traced.withStatistics(statistics)
                : result(
                        Verdict.VIOLATED,
                        finding.property(),
                        finding.explanation() + untraced(ofTrace),
                        null,
                        statistics,
                        model);
    }

    private static String untraced(Limits limits) {
        return " (no trace: the search for it was stopped by " + limits.reason() + ")";
    }

    private Result search(Options how, Limits within) {
        return watched.untilForeseen(() -> searchOnce(how, within));
    }

    private Result searchOnce(Options how, Limits within) {
        Model model = new Model(machine, properties, watched, how.fuse(), how.checkDeterminism(), within)
                .from(start)
                .tolerating(tolerated);
        Checks checks = new Checks(model.properties);
        SearchStrategy search = strategy(model, checks, within, how);
        figures = search::statistics;
        Finding finding = search.run();
        boolean isFromSearch = finding != null;
        try {
            if (finding == null && within.reason() == null && how.search() != Order.RANDOM) {
                checks.settle();
                finding = new RecoverableCheck(model, within).run(checks.recoverable);
            }
        } catch (Limits.Hit e) {
            // The limits know which.
        } catch (OutOfMemoryError e) {
            within.stop("a full Java heap");
        }
        Statistics statistics = search.statistics();
        if (finding != null) {
            figures = () -> statistics;
            return isFromSearch && isRepeatable(how, statistics)
                    ? repeated(model, how, finding)
                    : violated(model, finding);
        }
        return ended(model, checks, statistics);
    }

    /** The result where no step and no state violates anything. */
    private Result ended(Model model, Checks checks, Statistics statistics) {
        try {
            if (model.limits.reason() == null) {
                model.program.checkAgain();
            }
        } catch (Limits.Hit e) {
            // The limits know which.
        }
        String reason = model.limits.reason();
        List<String> unmet = checks.unmet();
        if (!unmet.isEmpty() && (reason == null || checks.isSettled())) {
            unmetIn = model;
            return result(Verdict.VIOLATED, unmet.get(0), Result.NEVER_MET, null, statistics, model);
        }
        return reason == null
                ? result(Verdict.HOLDS, null, "", null, statistics, model)
                : result(Verdict.INCOMPLETE, null, "stopped by " + reason, null, statistics, model);
    }

    private static SearchStrategy strategy(Model model, Checks checks, Limits within, Options how) {
        return switch (how.search()) {
            case BFS -> new BreadthFirstSearch(model, checks, within, how);
            case DFS -> new DepthFirstSearch(model, checks, within, how);
            case RANDOM -> new RandomWalk(model, checks, within, how);
            case SYMBOLIC, AUTO -> throw new AssertionError(how.search() + " is not from state to state");
        };
    }

    private static boolean isRepeatable(Options how, Statistics statistics) {
        return how.search() == Order.BFS
                && (how.storage() == Storage.FINGERPRINT
                        || how.threads() > 1 && statistics.stored() <= REPEATABLE_STATES);
    }

    /**
     * Searches once more with one worker, so that the trace is the same every time. Where a limit ends that, the trace
     * is the first search's, which only has one if it has stored states whole.
     */
    private Result repeated(Model model, Options how, Finding finding) {
        Options again = how.withThreads(1).withStorage(Storage.EXACT);
        Model anew = new Model(machine, properties, watched, how.fuse(), false, model.limits)
                .from(start)
                .tolerating(tolerated);
        Finding found = new BreadthFirstSearch(anew, new Checks(anew.properties), model.limits, again).run();
        if (found != null) {
            return violated(anew, found);
        }
        return how.storage() == Storage.EXACT
                ? violated(model, finding)
                : result(
                        Verdict.VIOLATED,
                        finding.property(),
                        finding.explanation() + untraced(model.limits),
                        null,
                        figures.get(),
                        model);
    }

    private Result violated(Model model, Finding found) {
        boolean isTraced = found.stay() != null;
        return result(
                Verdict.VIOLATED,
                found.property(),
                found.explanation() + (isTraced ? "" : untraced(model.limits)),
                isTraced ? model.limits.lifted(() -> trace(model, found)) : null,
                figures.get(),
                model);
    }

    private static Trace trace(Model model, Finding found) {
        // A rule of locks that is broken on the way to something else is not what this trace is about.
        Stepper stepper = LockRules.isOne(found.property()) ? model.stepper() : model.stepperAhead();
        PackedState at = model.boot();
        List<TraceStep> all = new ArrayList<>(Paths.trace(model, model.singleStepper(), at, model.start()));
        all.addAll(Paths.trace(model, stepper, at, found.steps().get()));
        int lossIndex = all.size();
        all.addAll(Paths.trace(model, model.singleStepper(), at, found.stay().way()));
        int roundIndex = all.size();
        all.addAll(Paths.trace(model, model.singleStepper(), at, found.stay().round()));
        return new Trace(List.copyOf(all), lossIndex, roundIndex);
    }

    private Result result(
            Verdict verdict,
            @Nullable String property,
            String explanation,
            @Nullable Trace trace,
            Statistics statistics,
            Model model) {
        return new Result(
                verdict,
                Optional.ofNullable(property),
                explanation,
                Optional.ofNullable(trace),
                statistics,
                Vacuity.of(machine, model.program),
                Optional.empty());
    }

    /** Carries out recorded steps one by one, without fusing any. */
    public List<TraceStep> replay(List<Integer> steps) {
        return limits.ports()
                .run(
                        () -> {
                            Model model = new Model(machine, List.of(), false, limits);
                            return limits.lifted(() -> Paths.trace(model, model.stepper(), model.initial(), steps));
                        },
                        limits::stop);
    }

    /**
     * The same trace with fewer switches from one CPU or device to another, as few as are found before a limit is hit.
     * Only steps in front of {@link Trace#lossIndex()} change places, and only such that the state behind them all is the
     * same: what follows, and the violation, is then as it was.
     */
    public Trace withFewerSwitches(Trace trace) {
        return presentation.withFewerSwitches(trace);
    }

    /**
     * The same result of {@link #run} as people want to see it: its trace with fewer switches; where it is that a {@link
     * Property.Sometimes} is never met, with how near runs come. That takes another search, which is not longer than the
     * first, and ends at a million states.
     */
    public Result shown(Result result) {
        return presentation.of(result, unmetIn);
    }

    /** Stops the search soon; the result says what was covered. */
    public void stop(String reason) {
        limits.stop(reason);
    }

    /** Figures so far; may be asked by another thread. */
    public Optional<Statistics> statistics() {
        return Optional.ofNullable(figures).map(Supplier::get);
    }
}
