// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.orderings.OrderedPath.Stage;

/** Explores orderings of a path, several at a time, each by one worker. */
public final class Survey {
    private final OrderedPath path;
    private final Options options;
    private final int threads;
    private final Searches searches = new Searches();

    /**
     * @param options the limits are those of each search; bytes are shared between the workers
     */
    public Survey(OrderedPath path, Options options) {
        this.path = path;
        this.threads = options.threads();
        this.options = options.withThreads(1).withMaxBytes(options.maxBytes() / threads);
    }

    /** Every legal ordering, in the order in which they are made; told of each as it is done, by several threads. */
    public List<Judged> run(Consumer<Judged> done) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Judged>> futures = new ArrayList<>();
            for (Ordering ordering : LegalOrderings.of(path)) {
                futures.add(workers.submit(() -> {
                    Judged judged = searches.stopped()
                            .map(reason -> Judged.notExplored(ordering, reason))
                            .orElseGet(() -> judge(ordering));
                    done.accept(judged);
                    return judged;
                }));
            }
            return collect(futures);
        } finally {
            workers.shutdownNow();
        }
    }

    /** One of several at a time, for all of which there is one heap. */
    private Judged judge(Ordering ordering) {
        try {
            return explore(ordering).judged();
        } catch (OutOfMemoryError e) {
            return Judged.notExplored(ordering, "a full Java heap");
        }
    }

    private static List<Judged> collect(List<Future<Judged>> futures) {
        List<Judged> all = new ArrayList<>();
        try {
            for (Future<Judged> future : futures) {
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

    /** Explores one ordering on each system of the path until one shows a violation; the worst verdict counts. */
    public Trial explore(Ordering ordering) {
        Trial worst = null;
        for (Stage stage : path.stages()) {
            Trial trial = explore(ordering, stage);
            worst = worst == null ? trial : worst.or(trial);
            if (worst.judged().judgement() == Judgement.VIOLATED) {
                break;
            }
        }
        return worst;
    }

    private Trial explore(Ordering ordering, Stage stage) {
        ClosedSystem system = stage.wires().apply(ordering.steps());
        Explorer explorer = new Explorer(system.machine(), system.properties(), options);
        Result result = searches.run(explorer);
        return new Trial(Judged.of(ordering, stage.name(), system, result), system, result);
    }

    /** Ends all searches soon; what was not explored to its end is incomplete. */
    public void stop(String reason) {
        searches.stop(reason);
    }
}
