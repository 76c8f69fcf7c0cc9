// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.model.Limits;

/** Tasks that are done at once: all of them, and what becomes of it where some fail. */
class TeamTest {
    private final Limits limits = Limits.none();
    private final Team team = new Team(2, limits);

    @AfterEach
    void close() {
        team.close();
    }

    private static Runnable failing(RuntimeException with) {
        return () -> {
            throw with;
        };
    }

    private Runnable hittingALimit() {
        return () -> {
            limits.stop("a test");
            limits.check();
        };
    }

    @Test
    void allAreDoneByThreadsThatKeepNoProgramRunning() {
        Set<Thread> met = ConcurrentHashMap.newKeySet();
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        team.doAll(List.of(
                () -> {
                    met.add(Thread.currentThread());
                    done.add(1);
                },
                () -> {
                    met.add(Thread.currentThread());
                    done.add(2);
                }));
        assertThat(done).containsExactlyInAnyOrder(1, 2);
        assertThat(met).isNotEmpty().allMatch(Thread::isDaemon).doesNotContain(Thread.currentThread());
        assertThat(team.isAborted()).isFalse();
    }

    @Test
    void oneAloneIsDoneHere() {
        Set<Thread> met = ConcurrentHashMap.newKeySet();
        team.doAll(List.of(() -> met.add(Thread.currentThread())));
        assertThat(met).containsExactly(Thread.currentThread());
        assertThatCode(() -> team.doAll(List.of())).doesNotThrowAnyException();
    }

    @Test
    void theFirstFailureIsThrown() {
        ModelException one = new ModelException("one");
        ModelException other = new ModelException("other");
        assertThatThrownBy(() -> team.doAll(List.of(() -> {}, failing(one), failing(other))))
                .isSameAs(one);
        assertThat(team.isAborted()).isTrue();
    }

    /** A limit is hit because somebody has hit it; a wrong model is news. */
    @Test
    void aLimitThatIsHitIsNoFailureBesideAnother() {
        ModelException wrong = new ModelException("wrong");
        assertThatThrownBy(() -> team.doAll(List.of(hittingALimit(), failing(wrong))))
                .isSameAs(wrong);
        assertThatThrownBy(() -> team.doAll(List.of(failing(wrong), hittingALimit())))
                .isSameAs(wrong);
        assertThatThrownBy(() -> team.doAll(List.of(hittingALimit(), hittingALimit())))
                .isInstanceOf(Limits.Hit.class);
    }

    @Test
    void aFullHeapIsALimit() {
        assertThatThrownBy(() -> team.doAll(List.of(() -> {}, () -> {
                    throw new OutOfMemoryError("as if");
                })))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(limits.reason()).isEqualTo("a full Java heap");
    }

    @Test
    void whoIsInterruptedStops() {
        Thread.currentThread().interrupt();
        team.doAll(List.of(() -> {}));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(limits.reason()).isEqualTo("an interruption");
    }
}
