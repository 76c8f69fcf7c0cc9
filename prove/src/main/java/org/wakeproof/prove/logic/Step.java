// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.prove.logic.Update.Whose;

/**
 * One visible operation: who may take it, and what it changes. It has one actor, at most one other CPU, at most one
 * raiser, and may choose a time.
 *
 * @param name unique
 * @param words what happens
 * @param guard of the actor, and of the time {@link Moment#CHOSEN}
 * @param other of the other CPU, if there is one; it may be the actor unless the formula says otherwise
 * @param owing what the step's raiser owes to the actor, if that is asked for
 * @param updates what it changes
 * @param agent who takes it
 * @param isRetry whether it does once more what has failed, which it does not for ever
 */
public record Step(
        String name,
        String words,
        Local guard,
        Optional<Local> other,
        Optional<Debt> owing,
        List<Update> updates,
        Agent agent,
        boolean isRetry) {

    /** Begins a step. */
    public static Builder named(String name, String words) {
        return new Builder(name, words);
    }

    /** The same step as it is where a flag has a value, as far as its actor is asked about it. */
    public Step where(GlobalFlag flag, boolean value) {
        Local known = new Local(guard.node().where(flag, value));
        return new Step(name, words, known, other, owing, updates, agent, isRetry);
    }

    /** The same step, only if its actor satisfies this, too. */
    public Step onlyWhen(Local more) {
        return new Step(name, words, guard.and(more), other, owing, updates, agent, isRetry);
    }

    /** The same step with other changes. */
    public Step changing(List<Update> others) {
        return new Step(name, words, guard, other, owing, List.copyOf(others), agent, isRetry);
    }

    /** The same step by another name. */
    public Step called(String otherName, String otherWords) {
        return new Step(otherName, otherWords, guard, other, owing, updates, agent, isRetry);
    }

    /** The same step, but that it leads its actor to another place. */
    public <P extends Enum<P>> Step leadingTo(Program<P> program, P place) {
        List<Update> others = new ArrayList<>(updates);
        others.removeIf(update -> update.written().equals(program));
        others.add(new Update.OfProgram(Whose.ACTOR, program, place.ordinal()));
        return new Step(name, words, guard, other, owing, List.copyOf(others), agent, isRetry);
    }

    /** Whether it takes a lock, of whoever it names the holder. */
    public boolean takes(CpuVariable lock) {
        return updates.contains(new Update.OfGlobalFlag(lock.whileSet(), true));
    }

    /** Whether it says who holds a lock from now on. */
    public boolean names(CpuVariable lock) {
        return updates.stream()
                .anyMatch(update ->
                        update instanceof Update.OfVariable && update.written().equals(lock));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Puts a step together. */
    public static final class Builder {
        private final String name;
        private final String words;
        private final List<Local> guards = new ArrayList<>();
        private final List<Local> others = new ArrayList<>();
        private Optional<Debt> owing = Optional.empty();
        private final List<Update> updates = new ArrayList<>();
        private Agent agent = Agent.CPU;
        private boolean isRetry;

        private Builder(String name, String words) {
            this.name = name;
            this.words = words;
        }

        /** Only if the actor satisfies it. */
        public Builder when(Local guard) {
            guards.add(guard);
            return this;
        }

        /** There is another CPU, and it satisfies this. */
        public Builder with(Local guard) {
            others.add(guard);
            return this;
        }

        /** There is a raiser, who owes this to the actor. */
        public Builder owing(Debt debt) {
            owing = Optional.of(debt);
            return this;
        }

        /** Taken by this agent; if nothing is said, by the CPU that is its actor. */
        public Builder by(Agent whose) {
            agent = whose;
            return this;
        }

        /** It does once more what has failed, and does not fail for ever. */
        public Builder retries() {
            isRetry = true;
            return this;
        }

        public Builder set(Flag flag) {
            return set(flag, Plain.constant(true));
        }

        public Builder clear(Flag flag) {
            return set(flag, Plain.constant(false));
        }

        public Builder set(Flag flag, Plain value) {
            return change(new Update.OfFlag(Whose.ACTOR, flag, value));
        }

        public Builder setOther(Flag flag) {
            return setOther(flag, Plain.constant(true));
        }

        /** A flag of the other CPU becomes what a formula of that CPU says. */
        public Builder setOther(Flag flag, Plain value) {
            return change(new Update.OfFlag(Whose.OTHER, flag, value));
        }

        public Builder clearOther(Flag flag) {
            return change(new Update.OfFlag(Whose.OTHER, flag, Plain.constant(false)));
        }

        /** A flag of every CPU becomes what a formula of that CPU says. */
        public Builder setEverywhere(Flag flag, Plain value) {
            return change(new Update.OfFlag(Whose.EVERY, flag, value));
        }

        public <P extends Enum<P>> Builder go(Program<P> program, P place) {
            return change(new Update.OfProgram(Whose.ACTOR, program, place.ordinal()));
        }

        public Builder set(Moment.Own time, Moment value) {
            return change(new Update.OfOwn(Whose.ACTOR, time, value));
        }

        public Builder set(GlobalFlag flag, boolean value) {
            return change(new Update.OfGlobalFlag(flag, value));
        }

        public Builder set(Moment.Global time, Moment value) {
            return change(new Update.OfGlobal(time, Whose.ACTOR, value));
        }

        /** A time that exists once becomes one of the other CPU. */
        public Builder setFromOther(Moment.Global time, Moment value) {
            return change(new Update.OfGlobal(time, Whose.OTHER, value));
        }

        /** The variable names the actor from now on. */
        public Builder name(CpuVariable variable) {
            return change(new Update.OfVariable(Whose.ACTOR, variable));
        }

        /** The variable names the other CPU from now on. */
        public Builder nameOther(CpuVariable variable) {
            return change(new Update.OfVariable(Whose.OTHER, variable));
        }

        /** The raiser owes it to the actor from now on, or no longer. */
        public Builder owes(Debt debt, boolean value) {
            return change(new Update.OfDebt(debt, value));
        }

        private Builder change(Update update) {
            updates.add(update);
            return this;
        }

        public Step build() {
            return new Step(
                    name,
                    words,
                    Local.all(guards.toArray(new Local[0])),
                    others.isEmpty() ? Optional.empty() : Optional.of(Local.all(others.toArray(new Local[0]))),
                    owing,
                    List.copyOf(updates),
                    agent,
                    isRetry);
        }
    }
}
