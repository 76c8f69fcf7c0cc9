// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.LocalApicTimer;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.oracle.Description.Comparator;
import org.wakeproof.oracle.Description.Handler;
import org.wakeproof.oracle.Description.Happening;
import org.wakeproof.oracle.Description.LockOf;
import org.wakeproof.oracle.Description.Proc;
import org.wakeproof.oracle.Description.Rule;
import org.wakeproof.oracle.Description.TimeOf;
import org.wakeproof.oracle.Description.WordOf;
import org.wakeproof.oracle.Question.Atom;

/** A described system as a machine, with its bodies as ports. */
final class RealMachine {
    final Machine machine;
    private final Description system;
    private final List<Word> words = new ArrayList<>();
    private final List<SpinLock> locks = new ArrayList<>();
    private final List<TimeCell> times = new ArrayList<>();
    private final List<Vector> vectors = new ArrayList<>();
    private final List<Procedure> procedures = new ArrayList<>();
    private final Port port;
    private final List<Atom> everything;

    RealMachine(Description system) {
        this.system = system;
        this.everything = Question.everything(system);
        Description.Timing timing = system.timing();
        machine = system.isTimed()
                ? new Machine(system.cpus(), timing.horizon(), timing.sampleAge(), timing.past())
                : new Machine(system.cpus());
        port = new Port(machine, words, locks, times, vectors, procedures);
        if (system.bufferDepth() > 0) {
            machine.totalStoreOrder(system.bufferDepth());
        }
        if (system.x2apic()) {
            machine.x2apic();
        }
        system.locks().forEach(this::addLock);
        system.words().forEach(this::addWord);
        restrictWords();
        monitors();
        system.times().forEach(this::addTime);
        system.handlers().forEach(this::addVector);
        devices();
        system.procedures().forEach(this::addProcedure);
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            Description.Boot boot = system.boots().get(cpu);
            Procedure first = procedures.get(boot.procedure());
            machine.boot(cpu, boot.interruptsOn(), machine.procedure("boot" + cpu, () -> first.call(0)));
        }
        machine.seal();
        Description.Urgency urgency = system.devices().urgency();
        if (urgency != null) {
            Word exempts = words.get(urgency.word());
            machine.clock().urge((state, cpu) -> cpu == urgency.cpu() && state.get(exempts.field()) == 1);
        }
    }

    private void addLock(LockOf of) {
        SpinLock lock = machine.lock("lock " + locks.size());
        locks.add(of.tried() ? lock.tried() : lock);
        if (of.owner() >= 0) {
            lock.ownedBy(of.owner());
        }
    }

    private void addWord(WordOf of) {
        Word word = machine.word("word " + words.size(), of.max(), of.initial());
        words.add(of.saturating() ? word.saturating() : word);
    }

    private void restrictWords() {
        for (int i = 0; i < system.words().size(); i++) {
            Rule rule = system.words().get(i).rule();
            Word word = words.get(i);
            switch (rule.who()) {
                case ANYBODY -> {}
                case OWNER -> word.ownedBy(rule.of());
                case WRITER -> word.writtenBy(rule.of());
                case NOBODY_CHANGES -> word.readOnly();
                case HOLDER -> word.guardedBy(locks.get(rule.of()));
                case HOLDER_WRITES -> word.writtenUnder(locks.get(rule.of()));
                case SELECTED_HOLDER -> word.guardedBy(words.get(rule.of()), machine.perCpu(locks::get));
                case SELECTED_HOLDER_WRITES -> word.writtenUnder(words.get(rule.of()), machine.perCpu(locks::get));
                case RUNNER -> word.ownedByRunner(machine.perCpu(cpu -> words.get(rule.of() + cpu)), rule.value());
                case DEVICE -> word.deviceRegister();
                default -> throw new IllegalArgumentException(rule.toString());
            }
        }
    }

    private void monitors() {
        for (int cpu = 0; cpu < system.cpus(); cpu++) {
            List<Word> line = new ArrayList<>();
            for (int i = 0; i < system.words().size(); i++) {
                if (system.words().get(i).monitor() == cpu) {
                    line.add(words.get(i));
                }
            }
            if (!line.isEmpty()) {
                port.monitors.put(cpu, machine.monitor(cpu, line.toArray(new Word[0])));
            }
        }
    }

    private void addTime(TimeOf of) {
        TimeCell time = machine.time("time " + times.size(), Instant.zero());
        Rule rule = of.rule();
        switch (rule.who()) {
            case ANYBODY -> {}
            case OWNER -> time.ownedBy(rule.of());
            case WRITER -> time.writtenBy(rule.of());
            case HOLDER -> time.guardedBy(locks.get(rule.of()));
            case SELECTED_HOLDER -> time.guardedBy(words.get(rule.of()), machine.perCpu(locks::get));
            default -> throw new IllegalArgumentException(rule.toString());
        }
        times.add(of.sample() ? time.sampleOfNow() : time);
    }

    private void addVector(Handler handler) {
        Vector vector = machine.vector("v" + vectors.size(), () -> port.run(handler.body(), 0));
        vectors.add(handler.early() ? vector.acknowledgedEarly() : vector);
    }

    private void devices() {
        List<Word> enableBits = new ArrayList<>();
        for (Comparator of : system.devices().comparators()) {
            HpetComparator comparator = new HpetComparator(
                    machine,
                    "comparator " + times.size(),
                    (state, cpu) -> (of.mask() >> cpu & 1) != 0,
                    vectors.get(of.vector()));
            if (of.enableBit()) {
                enableBits.add(comparator.withEnableBit().enableBit());
            }
            times.add(comparator.match());
        }
        if (system.devices().apic() >= 0) {
            LocalApicTimer timer =
                    new LocalApicTimer(machine, vectors.get(system.devices().apic()));
            for (int cpu = 0; cpu < system.cpus(); cpu++) {
                words.add(timer.mask(cpu));
                times.add(timer.count(cpu));
            }
        }
        words.addAll(enableBits);
        if (system.devices().pit() >= 0) {
            new Pit(machine, vectors.get(system.devices().pit()));
        }
        system.devices().happenings().forEach(this::addHappening);
    }

    private void addHappening(Happening happening) {
        Word waits = words.get(happening.word());
        Word left = machine.word("left " + machine.events().size(), 1, 1);
        Event.Kind kind = happening.external() ? Event.Kind.EXTERNAL : Event.Kind.INTERNAL;
        machine.event(new Event("device " + machine.events().size(), kind) {
            @Override
            public boolean enabled(State state) {
                return state.get(left.field()) != 0 && state.get(waits.field()) == happening.when();
            }

            @Override
            public void fire(State state) {
                state.set(left.field(), 0);
                state.set(waits.field(), happening.then());
                if (happening.vector() >= 0) {
                    machine.cpu(happening.cpu()).requestInterrupt(state, vectors.get(happening.vector()));
                }
            }

            @Override
            public String describe(State before, State after) {
                return name() + " acts";
            }
        });
    }

    private void addProcedure(Proc of) {
        Procedure procedure = machine.function("p" + procedures.size(), argument -> port.call(of, argument));
        procedures.add(procedure);
        if (of.variable()) {
            PerCpu<TimeCell> variable = procedure.timeVariable("t" + procedures.size());
            variable.all().forEach(TimeCell::sampleOfNow);
            times.addAll(variable.all());
        }
    }

    /** What is asked, as a property of the machine. */
    Property property(Question question) {
        return switch (question.kind()) {
            case NEVER -> new Property.Always(question.name(), state -> !isSuch(state, question), state -> "it is");
            case SOMETIMES -> new Property.Sometimes(question.name(), state -> isSuch(state, question));
            case LEAVES -> new Property.Leaves(question.name(), state -> isSuch(state, question), state -> "it stays");
            case RECOVERABLE -> new Property.Recoverable(question.name(), state -> isSuch(state, question));
            case NO_DEADLOCK -> new Property.NoDeadlock();
            case LOCK_DISCIPLINE -> new Property.LockDiscipline();
        };
    }

    private boolean isSuch(State state, Question question) {
        return question.where().stream().allMatch(atom -> switch (atom.sight()) {
            case WORD -> seen(state, atom) == atom.value();
            case ASLEEP, PENDING -> seen(state, atom) != 0 == (atom.value() == 1);
        });
    }

    private int seen(State state, Atom atom) {
        return switch (atom.sight()) {
            case WORD -> state.get(words.get(atom.of()).field());
            case ASLEEP -> machine.cpu(atom.of()).isAsleep(state) ? 1 : 0;
            case PENDING -> machine.cpu(atom.of()).interruptRequests(state);
        };
    }

    /** What the declared words hold in a state. */
    List<Integer> memory(State state) {
        return words.subList(0, system.words().size()).stream()
                .map(word -> state.get(word.field()))
                .toList();
    }

    /** All that a property may look at in a state. */
    List<Integer> sight(State state) {
        return everything.stream().map(atom -> seen(state, atom)).toList();
    }
}
