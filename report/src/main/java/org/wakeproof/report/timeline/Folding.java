// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;

/**
 * Which steps of a trace a reader can do without: those that nobody else can see, the same steps over
 * and over again, and what leads back to where a round that goes on for ever began.
 */
public final class Folding {
    /** Why a step is left out. */
    public enum Reason {
        /** It is not. */
        SHOWN,
        /** Nobody else can see it. */
        PRIVATE,
        /** The same as what was shown just before. */
        REPEATED,
        /** Behind the last decisive step of a round that goes on for ever. */
        REST_OF_ROUND
    }

    private static final int LONGEST_PERIOD = 80;
    private static final int FEWEST_LEFT_OUT = 3;

    private final Trace trace;
    private final Decisive decisive;
    private final Reason[] reasons;
    private final Map<Integer, String> notes = new HashMap<>();

    Folding(Trace trace, Decisive decisive) {
        this.trace = trace;
        this.decisive = decisive;
        this.reasons = new Reason[trace.steps().size()];
        Arrays.fill(reasons, Reason.SHOWN);
        List<Integer> visible = new ArrayList<>();
        for (int i = 0; i < reasons.length; i++) {
            if (i > decisive.lastShown()) {
                reasons[i] = Reason.REST_OF_ROUND;
            } else if (trace.steps().get(i).isPrivate() && !decisive.is(i)) {
                reasons[i] = Reason.PRIVATE;
            } else {
                visible.add(i);
            }
        }
        foldRepetitions(visible);
    }

    /** Why a step, numbered from 0, is left out. */
    public Reason reason(int step) {
        return reasons[step];
    }

    /** What to say in front of a step that is left out, if it is the first of what is repeated. */
    public Optional<String> note(int step) {
        return Optional.ofNullable(notes.get(step));
    }

    /** How many steps are left out for that reason. */
    public long count(Reason reason) {
        return Arrays.stream(reasons).filter(reason::equals).count();
    }

    private void foldRepetitions(List<Integer> visible) {
        int[] keys = keys(visible);
        int at = 0;
        while (at < keys.length) {
            int bestPeriod = 0;
            int bestCopies = 0;
            for (int period = 1; period <= Math.min(LONGEST_PERIOD, (keys.length - at) / 2); period++) {
                int copies = copies(visible, keys, at, period);
                if (copies * period > bestCopies * bestPeriod) {
                    bestPeriod = period;
                    bestCopies = copies;
                }
            }
            if (bestCopies * bestPeriod < FEWEST_LEFT_OUT) {
                at++;
                continue;
            }
            fold(visible, at + bestPeriod, bestPeriod, bestCopies);
            at += bestPeriod * (bestCopies + 1);
        }
    }

    /** What tells visible steps apart, as numbers. */
    private int[] keys(List<Integer> visible) {
        Map<List<Object>, Integer> numbers = new HashMap<>();
        return visible.stream()
                .mapToInt(i -> {
                    TraceStep step = trace.steps().get(i);
                    List<Object> key = List.of(step.step(), step.functions(), step.description());
                    return numbers.computeIfAbsent(key, unknown -> numbers.size());
                })
                .toArray();
    }

    /** How often the steps from {@code at} on follow again, without a step that matters among them. */
    private int copies(List<Integer> visible, int[] keys, int at, int period) {
        int same = 0;
        while (at + period + same < keys.length
                && keys[at + same] == keys[at + period + same]
                && !matters(visible.get(at + period + same))) {
            same++;
        }
        return same / period;
    }

    private boolean matters(int step) {
        return decisive.is(step) || decisive.note(step).isPresent();
    }

    private void fold(List<Integer> visible, int from, int period, int copies) {
        for (int i = from; i < from + period * copies; i++) {
            reasons[visible.get(i)] = Reason.REPEATED;
        }
        String what = period == 1 ? "the same step" : "the same " + period + " steps";
        notes.put(visible.get(from), what + (copies == 1 ? " once more" : " " + copies + " times more"));
    }
}
