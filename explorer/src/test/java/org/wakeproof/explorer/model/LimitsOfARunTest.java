// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options;

/** Which bound is hit, what is said of it, and for whom. */
class LimitsOfARunTest {
    private static final Options OPTIONS = Options.defaults();

    @Test
    void nothingIsHitWithoutLimits() {
        Limits limits = Limits.none();
        limits.check(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(limits.reason()).isNull();
        assertThat(limits.isOver()).isFalse();
    }

    @Test
    void moreStatesThanMayBe() {
        Limits limits = new Limits(OPTIONS.withMaxStates(1_000));
        limits.check(1_000, 0);
        assertThat(limits.isOfStates()).isFalse();
        assertThatThrownBy(() -> limits.check(1_001, 0, " here")).isInstanceOf(Limits.Hit.class);
        assertThat(limits.reason()).isEqualTo("the limit of 1,000 states (--max-states) here");
        assertThat(limits.isOfStates()).isTrue();
        assertThat(limits.isHit(0, 0)).as("from then on").isTrue();
    }

    @Test
    void moreMemoryThanMayBe() {
        Limits limits = new Limits(OPTIONS.withMaxBytes(3 << 20));
        assertThat(limits.isHit(0, 3 << 20)).isFalse();
        assertThat(limits.isHit(0, (3 << 20) + 1)).isTrue();
        assertThat(limits.reason()).isEqualTo("the limit of 3 MiB of memory (--max-memory)");
        assertThat(limits.isOfStates()).isFalse();
        Limits usual = new Limits(OPTIONS);
        assertThat(usual.isHit(0, Long.MAX_VALUE)).isTrue();
        assertThat(usual.reason()).endsWith(" MiB of memory (three quarters of the Java heap, -Xmx)");
    }

    @Test
    void moreTimeThanMayBe() {
        Limits limits = new Limits(OPTIONS.withTimeout(Duration.ofMillis(-1)));
        assertThat(limits.isOver()).isTrue();
        assertThat(limits.reason()).endsWith(" s of time (--timeout)");
        assertThat(limits.seconds()).isBetween(0.0, 60.0);
    }

    @Test
    void theFirstReasonStays() {
        Limits limits = new Limits(OPTIONS);
        limits.stop("somebody");
        limits.stop("somebody else");
        assertThat(limits.reason()).isEqualTo("somebody");
        assertThatThrownBy(limits::check).isInstanceOf(Limits.Hit.class);
    }

    @Test
    void whatIsLiftedIsNotCut() {
        Limits limits = new Limits(OPTIONS);
        limits.stop("somebody");
        assertThat(limits.lifted(() -> limits.isOver())).isFalse();
        assertThat(limits.isOver()).isTrue();
        assertThatThrownBy(() -> limits.lifted(() -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(limits.isOver()).as("afterwards").isTrue();
    }

    @Test
    void aPartEndsWithTheWholeAndNotTheOtherWayRound() {
        Limits whole = new Limits(OPTIONS);
        whole.setLargeRegion(7);
        Limits part = new Limits(OPTIONS.withMaxStates(1), whole);
        assertThat(part.largeRegion()).isEqualTo(7);
        assertThat(part.ports()).isSameAs(whole.ports());
        assertThat(part.isHit(2, 0)).isTrue();
        assertThat(whole.isOver()).isFalse();
        Limits other = new Limits(OPTIONS, whole);
        whole.stop("somebody");
        assertThat(other.isOver()).isTrue();
        assertThat(other.reason()).isEqualTo("somebody");
    }
}
