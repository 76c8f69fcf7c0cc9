// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate.Kind;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation.Store;

/** Which CPUs are told that there is something to do, and that nobody is. */
final class Told {
    private static final int TOLD_OF = 3;

    private final Run run;
    private final Choice choice;

    Told(Run run) {
        this.run = run;
        this.choice = new Choice(run);
    }

    /** What there is to add to a wake-up that is lost: why no interrupt came of what was raised, where the raise does not say so. */
    List<Fact> of(LostWakeup loss) {
        List<Fact> facts = new ArrayList<>();
        loss.missing().ifPresent(missing -> facts.addAll(instead(missing)));
        if (loss.isUntold()) {
            facts.addAll(from(loss.raised()));
            facts.addAll(itself(loss.raised()));
        }
        return facts;
    }

    /** Interrupts sent and not sent from a step on. */
    List<Fact> from(int entry) {
        List<Fact> sent = new ArrayList<>();
        List<Fact> reasons = new ArrayList<>();
        for (Message message : run.timeline().messages()) {
            if (message.sent() >= entry && message.from() < run.cpus() && sent.size() < TOLD_OF) {
                if (message.kind() == Message.Kind.ELIDED) {
                    sent.addAll(swallower(message.sent()));
                    reasons.addAll(new Unseen(run).facts(message));
                }
                reasons.addAll(choice.facts(message));
                sent.add(told(message));
            }
        }
        sent.addAll(reasons);
        return sent;
    }

    private Fact told(Message message) {
        return new Fact(
                message.sent(),
                message.kind().isAbsent() ? Fact.notSent(run.timeline(), message) : run.deed(message.sent()) + ".");
    }

    /**
     * Where another CPU is told than one that sleeps at the end: why it was taken for one that could help, and what it looks
     * at first when it comes to it.
     */
    List<Fact> inPlaceOfASleeper(int entry) {
        List<Fact> facts = new ArrayList<>();
        for (Message message : run.timeline().messages()) {
            if (message.sent() >= entry && !message.kind().isAbsent() && isAwakeBesideASleeper(message.to())) {
                facts.addAll(chosen(message));
                facts.addAll(firstLook(message));
                return facts;
            }
        }
        return facts;
    }

    private boolean isAwakeBesideASleeper(int cpu) {
        if (cpu < 0 || cpu >= run.cpus() || run.timeline().asleepSince(cpu) >= 0) {
            return false;
        }
        return IntStream.range(0, run.cpus()).anyMatch(other -> run.timeline().asleepSince(other) >= 0);
    }

    /** The last word that the sender has read before, that names who is told, and that this one has written. */
    private List<Fact> chosen(Message message) {
        for (int step = message.sent() - 1; step >= 0; step--) {
            Field read = run.isBy(step, message.from()) ? run.loaded(step) : null;
            int written = read == null ? -1 : lastStore(step, read);
            if (written >= 0 && run.isBy(written, message.to()) && choice.isAmong(step, read, message.to())) {
                return List.of(
                        new Fact(written, run.deed(written) + "."),
                        new Fact(step, run.deed(step) + ", and of these tells CPU" + message.to() + "."));
            }
        }
        return List.of();
    }

    /** The last step before another that stores to a word, also what it holds already; -1 for none. */
    private int lastStore(int before, Field word) {
        int step = before - 1;
        while (step >= 0
                && !(run.step(step).operation() instanceof Store store
                        && store.cell().field() == word)) {
            step--;
        }
        return step;
    }

    /** The first word that it reads behind the message, if that has something to say. */
    private List<Fact> firstLook(Message message) {
        for (int step = message.sent() + 1; step < run.length(); step++) {
            Field read = run.isBy(step, message.to()) ? run.loaded(step) : null;
            if (read != null && run.isOrdinary(read)) {
                return run.value(step, read) == read.initial()
                        ? List.of()
                        : List.of(new Fact(step, run.deed(step) + "."));
            }
        }
        return List.of();
    }

    /** Who has set the bit that is set already. */
    private List<Fact> swallower(int elided) {
        Field word = ((AtomicOperation) run.step(elided).operation()).cell().field();
        int set = run.lastChange(elided - 1, word);
        return set < 0 ? List.of() : List.of(new Fact(set, run.toldChange(set, word)));
    }

    /** What who raises work for a sleeper does instead of telling it: what it notes, and what it sees last. */
    private List<Fact> instead(Message missing) {
        List<Fact> facts = new ArrayList<>();
        int sender = missing.from();
        int noted = missing.sent() + 1;
        while (noted < run.length()
                && !(run.isBy(noted, sender) && run.step(noted).operation() instanceof Store)) {
            noted++;
        }
        int seen = run.length() - 1;
        while (seen > missing.sent() && !(run.isBy(seen, sender) && run.loaded(seen) != null)) {
            seen--;
        }
        for (int step : new int[] {noted, seen}) {
            if (step < run.length() && step > missing.sent()) {
                facts.add(new Fact(step, run.deed(step) + "."));
            }
        }
        return facts;
    }

    /** The softirq that a CPU raises for itself behind a step, if it does. */
    private List<Fact> itself(int from) {
        int cpu = run.lane(from);
        for (int step = from + 1; step < run.length(); step++) {
            if (run.isBy(step, cpu)
                    && run.step(step).operation() instanceof AtomicUpdate update
                    && SoftirqWord.cpu(update.cell()).equals(Optional.of(cpu))
                    && update.kind() == Kind.TEST_AND_SET_BIT) {
                return List.of(new Fact(step, run.deed(step) + ", for itself."));
            }
        }
        return List.of();
    }

    /** Whether who takes a step tells nobody behind it, though another CPU sleeps at the end, or runs a guest. */
    boolean isNobody(int entry) {
        int cpu = run.lane(entry);
        return run.isByCpu(entry)
                && run.timeline().messages().stream()
                        .noneMatch(message -> message.sent() >= entry && message.from() == cpu)
                && hasSomebodyToTell(cpu);
    }

    private boolean hasSomebodyToTell(int cpu) {
        List<Condition> end = run.timeline().moments().get(run.length() - 1).conditions();
        for (int other = 0; other < run.cpus(); other++) {
            Condition.Activity activity = end.get(other).activity();
            if (other != cpu && (activity == Condition.Activity.ASLEEP || activity == Condition.Activity.GUEST)) {
                return true;
            }
        }
        return false;
    }
}
