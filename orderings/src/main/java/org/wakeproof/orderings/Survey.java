// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.orderings.OrderedPath.Stage;
import org.wakeproof.orderings.Ordering.Kind;

/** Explores orderings of a path, several at a time, each by one worker. */
public final class Survey {
    /**
     * Of an ordering that is explored with {@link Options.Order#AUTO}, so many states are looked at on each system before
     * any is explored as sets: an ordering that loses something does so soon, on one system or another.
     */
    public static final long SOON = 500_000;

    private final OrderedPath path;
    private final Options options;
    private final int threads;
    private final long soon;
    private final Searches searches = new Searches();

    /**
     * @param options the limits are those of each search; bytes are shared between the workers
     */
    public Survey(OrderedPath path, Options options) {
        this(path, options, SOON);
    }

    Survey(OrderedPath path, Options options, long soon) {
        this.soon = soon;
        this.path = path;
        this.threads = options.threads();
        this.options = options.withThreads(1).withMaxBytes(options.maxBytes() / threads);
    }

    /**
     * What a first look at an ordering has shown.
     *
     * @param known by system, what is known of it, where some have to be explored as sets; empty where none has
     */
    private record Glance(Ordering ordering, Map<Stage, Trial> known, Judged judged) {
        boolean isOpen() {
            return !known.isEmpty();
        }
    }

    /** Every legal ordering, in the order in which they are made; told of each as it is done, by several threads. */
    public List<Judged> run(Consumer<Judged> done) {
        return run(EnumSet.allOf(Kind.class), done);
    }

    /**
     * Orderings of some kinds, in the order in which they are made; told of each as it is done, by several threads. Those
     * that have to be explored as sets come behind all others, and the last ones first: what is most like the path itself
     * holds most likely, and then takes longest.
     *
     * @param kinds which of the legal ones
     */
    public List<Judged> run(Set<Kind> kinds, Consumer<Judged> done) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Glance> glances = all(workers, LegalOrderings.of(path, kinds), ordering -> {
                Glance glance = glance(ordering);
                if (!glance.isOpen()) {
                    done.accept(glance.judged());
                }
                return glance;
            });
            List<Glance> open = new ArrayList<>(glances);
            open.removeIf(glance -> !glance.isOpen());
            Collections.reverse(open);
            Map<Ordering, Judged> wholly = new HashMap<>();
            all(workers, open, glance -> {
                        Judged judged = judge(glance.ordering(), () -> wholly(glance.ordering(), glance.known()));
                        done.accept(judged);
                        return judged;
                    })
                    .forEach(judged -> wholly.put(judged.ordering(), judged));
            return glances.stream()
                    .map(glance -> wholly.getOrDefault(glance.ordering(), glance.judged()))
                    .toList();
        } finally {
            workers.shutdownNow();
        }
    }

    /** One of several at a time, for all of which there is one heap. */
    private Judged judge(Ordering ordering, Supplier<Trial> trial) {
        if (searches.stopped().isPresent()) {
            return Judged.notExplored(ordering, searches.stopped().get());
        }
        try {
            return trial.get().judged();
        } catch (OutOfMemoryError e) {
            return Judged.notExplored(ordering, "a full Java heap");
        }
    }

    private Glance glance(Ordering ordering) {
        if (!isTwofold()) {
            return new Glance(ordering, Map.of(), judge(ordering, () -> explore(ordering)));
        }
        Map<Stage, Trial> known = new HashMap<>();
        Judged judged = judge(ordering, () -> soon(ordering, known));
        boolean isOpen = judged.judgement() == Judgement.INCOMPLETE
                && known.size() == path.stages().size()
                && searches.stopped().isEmpty();
        return new Glance(ordering, isOpen ? known : Map.of(), judged);
    }

    private static <A, B> List<B> all(ExecutorService workers, List<A> some, Function<A, B> what) {
        List<Future<B>> futures = new ArrayList<>();
        some.forEach(each -> futures.add(workers.submit(() -> what.apply(each))));
        return collect(futures);
    }

    private static <B> List<B> collect(List<Future<B>> futures) {
        List<B> all = new ArrayList<>();
        try {
            for (Future<B> future : futures) {
                all.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
        return all;
    }

    /**
     * Explores one ordering on each system of the path until one shows a violation; the worst verdict counts. Sets are not
     * asked any more once one system has shown that it never sleeps.
     */
    public Trial explore(Ordering ordering) {
        if (!isTwofold()) {
            Options how = options.search() == Order.AUTO ? options.withSearch(Order.BFS) : options;
            return worst(Set.of(Judgement.VIOLATED), stage -> explore(ordering, stage, how));
        }
        Map<Stage, Trial> known = new HashMap<>();
        Trial found = soon(ordering, known);
        return found.judged().judgement() != Judgement.INCOMPLETE ? found : wholly(ordering, known);
    }

    /** Whether each system is looked at from state to state first, and as sets where that does not decide. */
    private boolean isTwofold() {
        return options.search() == Order.AUTO && options.maxStates() > soon;
    }

    /** Each system as far as a few states, until one shows a violation. */
    private Trial soon(Ordering ordering, Map<Stage, Trial> known) {
        return worst(Set.of(Judgement.VIOLATED), stage -> {
            known.put(stage, soon(ordering, stage, options.withSearch(Order.BFS)));
            return known.get(stage);
        });
    }

    /** Each system as sets where states have not decided it. */
    private Trial wholly(Ordering ordering, Map<Stage, Trial> known) {
        return worst(Set.of(Judgement.VIOLATED, Judgement.NEVER_SLEEPS), stage -> {
            Trial trial = known.get(stage);
            return trial.judged().judgement() != Judgement.INCOMPLETE ? trial : asSets(ordering, stage);
        });
    }

    /**
     * What reaching all states tells is asked first, as whether anybody sleeps at all. Where that decides it is not asked what a
     * fair run can do, which takes longest.
     */
    private Trial asSets(Ordering ordering, Stage stage) {
        Options how = options.withSearch(Order.SYMBOLIC);
        Trial reaching = explore(ordering, stage, how, property -> !(property instanceof Property.Leaves));
        return reaching.judged().holds() ? explore(ordering, stage, how) : reaching;
    }

    /** As far as a few states; what is violated is shown, if need be, as far as the limits that were asked for. */
    private Trial soon(Ordering ordering, Stage stage, Options plain) {
        Trial trial = explore(ordering, stage, plain.withMaxStates(soon));
        boolean isUntraced = trial.judged().judgement() == Judgement.VIOLATED
                && trial.result().trace().isEmpty();
        return isUntraced ? explore(ordering, stage, plain) : trial;
    }

    private Trial worst(Set<Judgement> last, Function<Stage, Trial> explore) {
        Trial worst = null;
        for (Stage stage : path.stages()) {
            Trial trial = explore.apply(stage);
            worst = worst == null ? trial : worst.or(trial);
            if (last.contains(worst.judged().judgement())) {
                break;
            }
        }
        return worst;
    }

    private Trial explore(Ordering ordering, Stage stage, Options how) {
        return explore(ordering, stage, how, property -> true);
    }

    private Trial explore(Ordering ordering, Stage stage, Options how, Predicate<Property> asked) {
        ClosedSystem system = stage.wires().apply(ordering.steps());
        Explorer explorer = new Explorer(
                system.machine(), system.properties().stream().filter(asked).toList(), how);
        Result result = searches.run(explorer);
        return new Trial(Judged.of(ordering, stage.name(), system, result), system, result);
    }

    /** Ends all searches soon; what was not explored to its end is incomplete. */
    public void stop(String reason) {
        searches.stop(reason);
    }
}
