// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** Watches the bounds of a run; the first one that is hit is its reason to stop. */
final class Limits {
    private final Options options;
    private final long start = System.nanoTime();
    private volatile String reason;

    Limits(Options options) {
        this.options = options;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Why the run stops, or null while it goes on. */
    String reason() {
        return reason;
    }

    void stop(String why) {
        if (reason == null) {
            reason = why;
        }
    }

    boolean isHit(long stored, long bytes) {
        if (reason != null) {
            return true;
        }
        if (stored > options.maxStates()) {
            stop("the limit of " + String.format("%,d", options.maxStates()) + " states (--max-states)");
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
