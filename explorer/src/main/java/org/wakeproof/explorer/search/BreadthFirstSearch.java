// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.Finding;
import org.wakeproof.explorer.store.ExactStore;
import org.wakeproof.explorer.store.FingerprintStore;
import org.wakeproof.explorer.store.RecentStates;
import org.wakeproof.explorer.store.StateQueue;
import org.wakeproof.explorer.store.StateStore;
import org.wakeproof.machine.Violation;

/**
 * Level by level, each level by all workers at once, so that the first violation lies at the least
 * depth. The table grows between portions of a level, while all workers rest.
 */
public final class BreadthFirstSearch implements SearchStrategy {
    private final Model model;
    private final Checks checks;
    private final Limits limits;
    private final StateStore store;
    private final List<Worker> workers = new ArrayList<>();
    private final Team team;
    private final LevelRegions regions;
    private volatile Frontier frontier = new Frontier(List.of());
    private volatile int depth;
    private volatile @Nullable Finding finding;
    private volatile long queueBytes;
    /** As of the beginning of a level. */
    private volatile long regionBytes;

    /** The number of the state in which runs begin. */
    private long first;

    public BreadthFirstSearch(Model model, Checks checks, Limits limits, Options options) {
        this.model = model;
        this.checks = checks;
        this.limits = limits;
        int slots = StateStore.initialSlots(options.threads());
        this.store = options.storage() == Options.Storage.EXACT
                ? new ExactStore(model.layout.words(), slots)
                : new FingerprintStore(slots);
        for (int i = 0; i < options.threads(); i++) {
            workers.add(new Worker());
        }
        this.team = new Team(options.threads(), limits);
        this.regions = new LevelRegions(checks.leaves, model, limits, this::bytes);
    }

    @Override
    public @Nullable Finding run() {
        try (team) {
            search();
        } catch (Limits.Hit e) {
            // The limits know which; what was found before is found.
        } catch (OutOfMemoryError e) {
            limits.stop("a full Java heap");
        }
        return finding;
    }

    private void search() {
        workers.get(0).begin(model.initial());
        while (true) {
            forEachRegion(this::isInRegion, this::look);
            workers.forEach(Worker::clearRegions);
            if (finding != null || limits.reason() != null) {
                return;
            }
            if (!nextLevel()) {
                forEachRegion(region -> regions.open(region).size() > 0, this::decide);
                return;
            }
            while (hasWork() && limits.reason() == null && finding == null) {
                if (store.isCrowded()) {
                    limits.check(store.size(), store.bytesAfterGrowth() + otherBytes());
                    if (!store.grow()) {
                        limits.stop("a table that cannot grow any more");
                        return;
                    }
                }
                team.doAll(
                        atWork().stream().<Runnable>map(worker -> worker::work).toList());
            }
            if (workers.stream().anyMatch(worker -> worker.next.size() > 0)) {
                depth++;
            }
        }
    }

    /** All workers, but for a level that is less than one portion: handing that round takes longer than doing it. */
    private List<Worker> atWork() {
        boolean isSmall =
                frontier.size() <= Frontier.PORTION && workers.stream().allMatch(worker -> worker.heldBack.size() == 0);
        return isSmall ? workers.subList(0, 1) : workers;
    }

    private boolean hasWork() {
        return frontier.hasMore() || workers.stream().anyMatch(worker -> worker.heldBack.size() > 0);
    }

    private boolean nextLevel() {
        List<StateQueue> level = workers.stream().map(worker -> worker.next).toList();
        workers.forEach(Worker::beginLevel);
        frontier = new Frontier(level);
        // The next level is about as large.
        queueBytes = 2 * level.stream().mapToLong(StateQueue::bytes).sum();
        regionBytes = regions.bytes();
        return frontier.size() > 0;
    }

    /** What is held, regions as they are now; while workers rest, or about right. */
    private long bytes() {
        return store.bytes() + queueBytes + regions.bytes();
    }

    private long otherBytes() {
        return queueBytes + regionBytes;
    }

    private void forEachRegion(IntPredicate isAskedFor, IntConsumer task) {
        team.doAll(IntStream.range(0, regions.count())
                .filter(isAskedFor)
                .<Runnable>mapToObj(region -> () -> task.accept(region))
                .toList());
    }

    private boolean isInRegion(int region) {
        return workers.stream().anyMatch(worker -> worker.inRegion.get(region).size() > 0);
    }

    /** Finds out for the states of this level that lie in a region whether a run can stay there. */
    private void look(int region) {
        for (Worker worker : workers) {
            forEach(
                    worker.inRegion.get(region),
                    (state, number) ->
                            regions.look(region, state, number, store.size()) && stayed(region, state, number));
        }
    }

    /** Decides what has been left open. */
    private void decide(int region) {
        forEach(
                regions.open(region),
                (state, number) -> regions.decide(region, state) && stayed(region, state, number));
    }

    private interface Visit {
        /** Whether to stop here. */
        boolean isLast(long[] state, long number);
    }

    private void forEach(StateQueue queue, Visit visit) {
        long[] state = new long[model.layout.words()];
        for (long i = 0; i < queue.size(); i++) {
            if (i % Frontier.PORTION == 0) {
                limits.check(store.size(), store.bytes() + otherBytes());
            }
            if (team.isAborted() || finding != null || visit.isLast(state, queue.read(i, state))) {
                return;
            }
        }
    }

    private boolean stayed(int region, long[] state, long number) {
        report(regions.stayed(region, state, () -> stepsTo(number)));
        return true;
    }

    private synchronized void report(Finding found) {
        if (finding == null) {
            finding = found;
        }
    }

    /** The steps from the start to a stored state. */
    private List<Integer> stepsTo(long number) {
        return ((ExactStore) store).steps(first, number);
    }

    @Override
    public Statistics statistics() {
        long generated =
                workers.stream().mapToLong(worker -> worker.stepper.generated()).sum();
        return new Statistics(
                store.size(), generated, depth, frontier.size(), store.bytes() + otherBytes(), limits.seconds());
    }

    private final class Worker implements Stepper.Sink {
        final Stepper stepper = model.stepper();
        final List<StateQueue> inRegion = new ArrayList<>();
        StateQueue next = new StateQueue(model.layout.words());
        /** What was met while the table was crowded, each with the state that it was met from and the step. */
        StateQueue heldBack = new StateQueue(model.layout.words());

        private final StateStore.Appender appender = store.appender();
        private final RecentStates recent = new RecentStates(model.layout.words());
        private final PackedState current = model.state();
        private final PackedState[] met = new PackedState[StateStore.MAX_AHEAD];
        private final long[][] metWords = new long[StateStore.MAX_AHEAD][];
        private final long[] keys = new long[StateStore.MAX_AHEAD];
        private final long[] parents = new long[StateStore.MAX_AHEAD];
        private final int[] steps = new int[StateStore.MAX_AHEAD];
        private int metCount;
        private long currentNumber;
        private boolean stepped;

        Worker() {
            clearRegions();
            Arrays.setAll(met, i -> model.state());
            Arrays.setAll(metWords, i -> met[i].words);
        }

        void clearRegions() {
            inRegion.clear();
            for (int i = 0; i < checks.leaves.size(); i++) {
                inRegion.add(new StateQueue(model.layout.words()));
            }
        }

        void beginLevel() {
            next = new StateQueue(model.layout.words());
        }

        void work() {
            addHeldBack();
            while (finding == null
                    && !team.isAborted()
                    && !store.isCrowded()
                    && !limits.isHit(store.size(), store.bytes() + otherBytes())) {
                long from = frontier.take();
                if (from >= frontier.size()) {
                    return;
                }
                expandAll(from, frontier.end(from));
                addMet();
            }
        }

        private void expandAll(long from, long to) {
            Frontier.Reader states = frontier.from(from);
            for (long i = from; i < to; i++) {
                currentNumber = states.next(current.words);
                expand();
            }
        }

        private void expand() {
            stepped = false;
            stepper.expand(current, this);
            if (!stepped) {
                checks.rest(current);
            }
            if (!stepped && checks.noDeadlock != null && Checks.isDeadlock(model, current)) {
                long number = currentNumber;
                report(new Finding(checks.noDeadlock.name(), "nothing can happen any more", () -> stepsTo(number)));
            }
        }

        @Override
        public void successor(PackedState state, int step) {
            stepped = true;
            if (!recent.meet(state.words)) {
                meet(state, currentNumber, step);
            }
        }

        private void meet(PackedState state, long parent, int step) {
            met[metCount].copyFrom(state);
            parents[metCount] = parent;
            steps[metCount] = step;
            if (++metCount == met.length) {
                addMet();
            }
        }

        private void addMet() {
            limits.check(store.size(), store.bytes() + otherBytes());
            if (store.isCrowded()) {
                // It grows once all workers rest.
                for (int i = 0; i < metCount; i++) {
                    heldBack.add(met[i].words, parents[i] << Integer.SIZE | Integer.toUnsignedLong(steps[i]));
                }
                metCount = 0;
                return;
            }
            appender.keys(metWords, metCount, keys);
            for (int i = 0; i < metCount; i++) {
                long number = appender.add(keys[i], parents[i], steps[i]);
                if (number >= 0) {
                    enter(met[i], number);
                }
            }
            metCount = 0;
        }

        private void addHeldBack() {
            StateQueue before = heldBack;
            heldBack = new StateQueue(model.layout.words());
            for (long i = 0; i < before.size(); i++) {
                long origin = before.read(i, current.words);
                meet(current, origin >>> Integer.SIZE, (int) origin);
            }
            addMet();
        }

        void begin(PackedState initial) {
            first = appender.add(appender.key(initial.words), 0, 0);
            enter(initial, first);
        }

        private void enter(PackedState state, long number) {
            next.add(state.words, number);
            Property.Always violated = checks.look(state);
            if (violated != null) {
                report(new Finding(violated.name(), violated.explanation().apply(state), () -> stepsTo(number)));
            }
            for (int i = 0; i < checks.leaves.size(); i++) {
                if (checks.leaves.get(i).region().test(state)) {
                    inRegion.get(i).add(state.words, number);
                }
            }
        }

        @Override
        public void violation(int step, Violation violation) {
            stepped = true;
            if (model.tolerates(violation.property())) {
                return;
            }
            long number = currentNumber;
            report(new Finding(violation.property(), violation.getMessage(), () -> {
                List<Integer> steps = stepsTo(number);
                if (step != Stepper.NO_STEP) {
                    steps.add(step);
                }
                return steps;
            }));
        }
    }
}
