// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wakeproof.report.timeline.Timeline;

/** The notation of steps in plain words: beside a step that has nothing else to say, and all that occurs in a list. */
final class Notation {
    /**
     * How steps begin.
     *
     * @param beside whether the words stand beside each such step
     */
    private record Sign(String begin, String words, boolean beside) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign("irq-", "turns interrupts off", true),
            new Sign("irq+", "turns interrupts on", true),
            new Sign("L+", "takes a lock", true),
            new Sign("L-", "releases a lock", true),
            new Sign("A:", "a locked operation", true),
            new Sign("R:", "reads", false),
            new Sign("W:", "writes", false),
            new Sign("IO:", "a device's register", false),
            new Sign("NOW():", "compares a time with the clock", false),
            new Sign("IPI:", "sends an interrupt", false));

    private Notation() {}

    /** What stands beside a step; empty if it speaks for itself. */
    static String beside(String operation) {
        return of(operation)
                .filter(Sign::beside)
                .map(sign -> " " + Markup.element("span", "class=\"says\"", sign.words()))
                .orElse("");
    }

    /** What the beginnings of the steps of a timeline mean, as a list. */
    static String html(Timeline timeline) {
        List<Sign> occurring = SIGNS.stream()
                .filter(sign -> timeline.moments().stream()
                        .anyMatch(moment -> moment.text().startsWith(sign.begin())))
                .toList();
        return occurring.isEmpty()
                ? ""
                : occurring.stream()
                        .map(sign -> "<li>" + Markup.element("code", "", sign.begin()) + " "
                                + Markup.escape(sign.words()) + "</li>")
                        .collect(Collectors.joining(
                                "", "<ul class=\"legend notation\" aria-label=\"How steps begin\">", "</ul>\n"));
    }

    private static Optional<Sign> of(String operation) {
        return SIGNS.stream().filter(sign -> operation.startsWith(sign.begin())).findFirst();
    }
}
