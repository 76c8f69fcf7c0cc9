// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

/** Terminal colours, or none: not on a terminal, or where NO_COLOR is set. */
public record Ansi(boolean on) {
    String bold(String text) {
        return on ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return on ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    /** Red for what is wrong. */
    public String bad(String text) {
        return on ? "\u001b[1;31m" + text + "\u001b[0m" : text;
    }

    /** Green for what holds. */
    public String good(String text) {
        return on ? "\u001b[1;32m" + text + "\u001b[0m" : text;
    }

    /** Yellow for what is not known. */
    public String open(String text) {
        return on ? "\u001b[1;33m" + text + "\u001b[0m" : text;
    }
}
