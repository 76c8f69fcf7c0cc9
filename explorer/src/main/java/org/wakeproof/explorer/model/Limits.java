// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.program.PortWatch;

/**
 * Watches the bounds of a run; the first one that is hit is its reason to stop, and every phase of the run ends then: by
 * looking ({@link #isHit}), or by the exception that {@link #check} throws.
 */
public final class Limits {
    /** A bound has been hit; {@link #reason} says which. */
    public static final class Hit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Hit() {
            super("a limit has been hit", null, false, false);
        }
    }

    private static final Hit HIT = new Hit();

    private final Options options;
    private final PortWatch ports;
    private final long start;
    /** The limits of the whole, where these are those of a part. */
    private final Limits whole;

    private volatile String reason;
    private volatile boolean isOfStates;
    private volatile boolean lifted;
    private int largeRegion = 1 << 16;

    public Limits(Options options) {
        this.options = options;
        this.ports = new PortWatch();
        this.start = System.nanoTime();
        this.whole = null;
    }

    /** Limits of a part of a run, with bounds of its own besides those of the whole. */
    public Limits(Options options, Limits whole) {
        this.options = options;
        this.ports = whole.ports;
        this.start = whole.start;
        this.whole = whole;
        this.largeRegion = whole.largeRegion;
    }

    /** No limits. */
    public static Limits none() {
        return new Limits(Options.defaults().withMaxBytes(Long.MAX_VALUE));
    }

    /** Above so many states the region of a property is a large one, and first looked at by transitions. */
    public int largeRegion() {
        return largeRegion;
    }

    /** Sets {@link #largeRegion}, so that small systems have large regions. */
    public void setLargeRegion(int states) {
        largeRegion = states;
    }

    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Why the run stops, or null while it goes on. */
    public @Nullable String reason() {
        return reason;
    }

    /** Whether it is the number of states that stops the run. */
    public boolean isOfStates() {
        return isOfStates;
    }

    public void stop(String why) {
        if (reason == null) {
            reason = why;
        }
    }

    /** Stops the run at a bound that is none of the options; what it returns is to be thrown. */
    public Hit exceeded(String bound) {
        stop(bound);
        return HIT;
    }

    /** What watches the ports that are run. */
    public PortWatch ports() {
        return ports;
    }

    /** Does something small that is not to be cut: what has been found is told, whatever limit is hit by then. */
    public <T> T lifted(Supplier<T> task) {
        lifted = true;
        try {
            return task.get();
        } finally {
            lifted = false;
        }
    }

    /** Whether the run is to stop, by its time or because somebody said so. */
    public boolean isOver() {
        return isHit(0, 0);
    }

    /**
     * Looks whether the run is to stop, by its time or because somebody said so.
     *
     * @throws Hit if so
     */
    public void check() {
        check(0, 0);
    }

    /**
     * Looks whether the run is to stop.
     *
     * @throws Hit if so
     */
    public void check(long stored, long bytes) {
        check(stored, bytes, "");
    }

    /**
     * The same of states that are held besides those of the search.
     *
     * @param where what they are, as the end of a sentence
     */
    public void check(long stored, long bytes, String where) {
        if (isHit(stored, bytes, where)) {
            throw HIT;
        }
    }

    public boolean isHit(long stored, long bytes) {
        return isHit(stored, bytes, "");
    }

    private boolean isHit(long stored, long bytes, String where) {
        if (lifted) {
            return false;
        }
        if (whole != null && whole.reason != null) {
            stop(whole.reason);
        }
        if (reason != null) {
            return true;
        }
        if (stored > options.maxStates()) {
            isOfStates = true;
            stop("the limit of " + String.format("%,d", options.maxStates()) + " states (--max-states)" + where);
        } else if (bytes > options.maxBytes()) {
            stop("the limit of " + options.maxBytes() / (1 << 20) + " MiB of memory ("
                    + (options.maxBytes() == Options.defaults().maxBytes()
                            ? "three quarters of the Java heap, -Xmx"
                            : "--max-memory")
                    + ")");
        } else if (seconds() > options.timeout().toMillis() / 1e3) {
            stop("the limit of " + options.timeout().toSeconds() + " s of time (--timeout)");
        }
        return reason != null;
    }
}
