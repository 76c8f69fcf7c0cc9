// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wakeproof.machine.Field;

/** Why a CPU is told where another sleeps on: the mask that both are in, and the one that the told CPU finds itself left out of. */
final class Choice {
    private final Run run;

    Choice(Run run) {
        this.run = run;
    }

    /** What the sender has read before, and what who is told reads behind it. */
    List<Fact> facts(Message message) {
        List<Fact> facts = new ArrayList<>();
        int read = read(message);
        if (read >= 0) {
            facts.add(new Fact(read, run.deed(read) + ", and of these tells CPU" + message.to() + "."));
            int left = leftOut(message);
            if (left >= 0) {
                facts.add(new Fact(left, run.deed(left) + ", without itself."));
            }
        }
        return facts;
    }

    /** Whether a word that is read in a step is a mask with this CPU in it. */
    boolean isAmong(int step, Field read, int cpu) {
        return members(step, read).contains("CPU" + cpu);
    }

    private List<String> members(int step, Field read) {
        return run.isOrdinary(read) ? List.of(run.shown(step, read).split(",")) : List.of();
    }

    /** The smallest mask, of those that the sender has read in this call, with who is told and another who sleeps on in it; -1 for none. */
    private int read(Message message) {
        int best = -1;
        for (int step = message.sent() - 1; step >= 0 && !isEarlierCall(step, message); step--) {
            Field read = run.isBy(step, message.from()) ? run.loaded(step) : null;
            if (read != null
                    && isAmong(step, read, message.to())
                    && members(step, read).size() > 1
                    && hasOtherSleeper(step, read, message.to())
                    && (best < 0
                            || members(step, read).size()
                                    < members(best, run.loaded(best)).size())) {
                best = step;
            }
        }
        return best;
    }

    private boolean isEarlierCall(int step, Message message) {
        return run.isBy(step, message.from())
                && (!Functions.outer(run.step(step).functions(), 1)
                                .equals(Functions.outer(run.step(message.sent()).functions(), 1))
                        || run.timeline().messages().stream().anyMatch(other -> other.sent() == step));
    }

    private boolean hasOtherSleeper(int step, Field read, int told) {
        return IntStream.range(0, run.cpus())
                .anyMatch(cpu -> cpu != told && run.timeline().asleepSince(cpu) >= 0 && isAmong(step, read, cpu));
    }

    /** The first mask of several that who is told reads, and is not in; -1 for none. */
    private int leftOut(Message message) {
        for (int step = message.sent() + 1; step < run.length(); step++) {
            Field read = run.isBy(step, message.to()) ? run.loaded(step) : null;
            if (read != null
                    && members(step, read).size() > 1
                    && members(step, read).stream().allMatch(member -> member.matches("CPU\\d+"))) {
                return isAmong(step, read, message.to()) ? -1 : step;
            }
        }
        return -1;
    }
}
