// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What steps do, in the notation of traces and as the end of a sentence that begins with who does it. */
public final class Verbs {
    /** A step in the notation of traces, and the same with a verb; {@code $1} and so on are its parts. */
    private record Verb(Pattern notation, String words) {
        Verb(String notation, String words) {
            this(Pattern.compile(notation), words);
        }
    }

    private static final List<Verb> VERBS = List.of(
            new Verb("R: sees (.*)", "sees $1"),
            new Verb("(?:R|IO): (?:read )?(\\S.*?) is (.*)", "reads $1 as $2"),
            new Verb("R: (.*)", "finds $1"),
            new Verb("(?:W|IO): (.*)", "writes $1"),
            new Verb("NOW\\(\\): (.*?) is (.*)", "reads $1, which is $2"),
            new Verb("A: set (.*), already set(.*)", "sets $1, which is set already$2"),
            new Verb("A: set (.*?)(?:, was clear(, beside .*)?)?", "sets $1$2"),
            new Verb("A: clear (.*), was clear", "clears $1, which is clear already"),
            new Verb("A: clear (.*?)(?:, was set)?", "clears $1"),
            new Verb("A: (\\S.*?) \\+= (-?\\d+), now (.*)", "adds $2 to $1, which is now $3"),
            new Verb("A: (\\S.*?) from (.*)", "changes $1 from $2"),
            new Verb("A: (.*)", "$1"),
            new Verb("L\\+ (.*)", "takes $1"),
            new Verb("L- (.*)", "releases $1"),
            new Verb("IPI: (.*) to (.*)", "sends the $1 interrupt to $2"),
            new Verb("irq([-+])( \\(already\\))?", "turns interrupts $1$2"),
            new Verb("finds taken (.*)", "finds $1 taken"),
            new Verb("full fence", "waits for its stores to reach memory"),
            new Verb("choice of (.*): (.*)", "chooses $2 as $1"),
            new Verb("(its monitor is .*)", "finds that $1"));

    private static final Pattern VERB = Pattern.compile(
            "(?:falls|takes|touches|releases|writes|is woken|returns|goes|enters|does|has|finds|sends|arms) .*");

    private Verbs() {}

    /**
     * The step with a verb, as {@code sets TIMER in softirq_pending[1]}; as it is, where it is no act of who takes it but, say, an
     * assertion's message.
     */
    public static String of(String description) {
        for (Verb verb : VERBS) {
            Matcher matcher = verb.notation().matcher(description);
            if (matcher.matches()) {
                StringBuilder words = new StringBuilder();
                matcher.appendReplacement(words, verb.words());
                return words.toString()
                        .replace("interrupts -", "interrupts off")
                        .replace("interrupts +", "interrupts on");
            }
        }
        return description;
    }

    /** Whether words that {@link #of} has made begin with a verb. */
    static boolean isDeed(String description) {
        return !of(description).equals(description) || VERB.matcher(description).matches();
    }
}
