// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.State;

/** How a rule is broken: by which step, and what led to it. */
final class BreachFacts {
    private final Run run;
    private final Property property;
    private final Optional<String> rule;
    private final Looks looks;
    private final int last;

    /**
     * @param property null for a rule of the machine itself
     * @param rule its name, if it is known
     */
    BreachFacts(Run run, @Nullable Property property, Optional<String> rule) {
        this.run = run;
        this.property = property;
        this.rule = rule;
        this.looks = new Looks(run);
        this.last = run.length() - 1;
    }

    /** All that is to be told, of facts about one step the more important one first. */
    List<Fact> facts() {
        if (property instanceof Property.Always always) {
            return wrongState(always);
        }
        List<Fact> facts = new ArrayList<>();
        if (property instanceof Property.NoDeadlock) {
            facts.add(run.leadsTo(last, "now nothing can happen any more"));
            facts.addAll(looks.before(last));
            facts.addAll(new Waiters(run).facts());
        } else {
            facts.add(breach());
            List<Fact> interruptible = interruptsOn();
            facts.addAll(interruptible.isEmpty() ? looks.before(last) : interruptible);
        }
        return facts;
    }

    private Fact breach() {
        return run.leadsTo(
                last,
                "this breaks the rule" + rule.map(name -> " '" + name + "'").orElse(""));
    }

    private List<Fact> wrongState(Property.Always always) {
        Predicate<State> wrong = always.holds().negate();
        Fact entry = run.entry(wrong, always.explanation()).orElseGet(this::breach);
        List<Fact> causes = new ArrayList<>(new DecisiveWrites(run, wrong).at(entry.step(), 0));
        List<Fact> claims = causes.stream()
                .flatMap(cause -> looks.claim(cause.step()).stream())
                .toList();
        causes.addAll(claims);
        causes.addAll(new StaleLooks(run).before(entry.step(), wrong));
        List<Fact> facts = new ArrayList<>(List.of(entry));
        facts.addAll(causes.isEmpty() ? looks.origin(entry.step()) : causes);
        facts.addAll(wokenMeanwhile(entry.step()));
        return facts;
    }

    /** Who wakes up between the last look of who takes a step and that step. */
    private List<Fact> wokenMeanwhile(int entry) {
        int look = entry - 1;
        while (look >= 0 && !(run.isBy(look, run.lane(entry)) && run.loaded(look) != null)) {
            look--;
        }
        List<Fact> facts = new ArrayList<>();
        for (int step = look + 1; step < entry && look >= 0; step++) {
            for (int cpu = 0; cpu < run.cpus(); cpu++) {
                if (cpu != run.lane(entry) && run.isAsleep(step - 1, cpu) && !run.isAsleep(step, cpu)) {
                    facts.add(new Fact(step, run.deed(step) + "."));
                }
            }
        }
        return facts;
    }

    /** Since when interrupts are on, where a lock is taken that a handler takes, too. */
    private List<Fact> interruptsOn() {
        if (!(run.isByCpu(last) && run.step(last).operation() instanceof LockOperation)
                || !run.machine().cpu(run.step(last).cpu()).interruptsEnabled(run.after(last))) {
            return List.of();
        }
        int step = last;
        while (step >= 0
                && !(run.isBy(step, run.step(last).cpu())
                        && run.step(step).operation() instanceof SetInterruptFlag set
                        && set.enable())) {
            step--;
        }
        return step < 0 ? List.of() : List.of(new Fact(step, run.deed(step) + "."));
    }
}
