// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.machine.Word;

/** The registers of timers that could have ended a sleep: who switched them off, set them too late, or kept them from interrupting. */
final class Timers {
    private static final Pattern OF_CPU = Pattern.compile("\\[(\\d+)]");

    private final Run run;
    private final Clock clock;
    private final List<TimeCell> deadlines;

    /**
     * @param deciding what the property looks at, deadlines among them
     */
    Timers(Run run, Collection<Field> deciding) {
        this.run = run;
        this.clock = run.machine().clock();
        this.deadlines = run.machine().cells().stream()
                .filter(cell -> cell instanceof TimeCell && deciding.contains(cell.field()))
                .map(TimeCell.class::cast)
                .collect(Collectors.toList());
    }

    /** What became of them, where a CPU sleeps past a deadline. */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        if (!deadlines.isEmpty()) {
            run.machine().cells().stream()
                    .filter(cell -> cell instanceof TimeCell register && isRegister(register))
                    .filter(cell -> !isOfCpuAwake(cell.name()))
                    .forEach(cell -> facts.addAll(of((TimeCell) cell)));
        }
        return facts;
    }

    /** Who falls asleep before a time for which no timer was ever set. */
    List<Fact> neverSet() {
        List<TimeCell> registers = run.machine().cells().stream()
                .filter(cell -> cell instanceof TimeCell register && isRegister(register))
                .map(TimeCell.class::cast)
                .toList();
        boolean isSet = IntStream.range(0, run.length())
                .anyMatch(step -> run.isByCpu(step)
                        && registers.stream()
                                .anyMatch(each -> writes(run.step(step).operation(), each)));
        List<Fact> facts = new ArrayList<>();
        for (int cpu = 0; cpu < run.cpus(); cpu++) {
            int fell = run.timeline().asleepSince(cpu);
            if (!isSet && fell >= 0 && !deadlines.isEmpty()) {
                facts.add(new Fact(fell, run.deed(fell) + "; nobody has set a timer for " + deadlines.get(0) + "."));
            }
        }
        return facts;
    }

    /** The last look of who sleeps at a deadline that is over by then. */
    List<Fact> seenOver() {
        List<Fact> facts = new ArrayList<>();
        for (int cpu = 0; cpu < run.cpus(); cpu++) {
            int fell = run.timeline().asleepSince(cpu);
            for (TimeCell deadline : deadlines) {
                int look = run.lastLook(fell - 1, cpu, deadline.field());
                if (look >= 0
                        && isSet(run.value(look, deadline.field()))
                        && run.value(look, deadline.field()) < clock.now()) {
                    facts.add(new Fact(look, run.deed(look) + ", its last look at " + deadline + " before it sleeps."));
                }
            }
        }
        return facts;
    }

    /** The last time that software has kept for later, and given up before a step. */
    List<Fact> givenUp(int before) {
        for (int step = before - 1; step >= 0; step--) {
            if (run.isByCpu(step)
                    && run.step(step).operation() instanceof StoreTime store
                    && !store.cell().isDevice()
                    && run.value(step, store.cell().field()) == 0
                    && isSet(run.value(step - 1, store.cell().field()))
                    && !isLocal(store.cell())) {
                return List.of(new Fact(step, run.deed(step) + "."));
            }
        }
        return List.of();
    }

    private boolean isLocal(TimeCell cell) {
        return run.machine().procedures().stream()
                .anyMatch(procedure -> IntStream.range(0, run.cpus())
                        .anyMatch(cpu -> procedure.timeVariables(cpu).contains(cell)));
    }

    private boolean isRegister(TimeCell cell) {
        return clock.devices().stream().anyMatch(device -> device.isProgrammedBy(cell));
    }

    private boolean isOfCpuAwake(String name) {
        Matcher cpu = OF_CPU.matcher(name);
        return cpu.find() && run.timeline().asleepSince(Integer.parseInt(cpu.group(1))) < 0;
    }

    private List<Fact> of(TimeCell register) {
        int written = run.length() - 1;
        while (written >= 0
                && !(run.isByCpu(written) && writes(run.step(written).operation(), register))) {
            written--;
        }
        int changed = run.lastChange(run.length() - 1, register.field());
        if (written < 0) {
            return List.of();
        }
        if (run.value(run.length() - 1, register.field()) != clock.never()) {
            return List.of();
        }
        return changed > written
                ? unheard(register, changed)
                : isTooLate(register, written) ? tooLate(written) : switchedOff(written);
    }

    private static boolean writes(Operation operation, TimeCell register) {
        return operation instanceof StoreTime store && store.cell() == register
                || operation instanceof LoadTime load && load.cell() == register;
    }

    /** Whether a time was written that is over: a match register forgets it. */
    private boolean isTooLate(TimeCell register, int written) {
        return register.isMatchRegister()
                && run.step(written).operation() instanceof LoadTime load
                && run.value(written, load.source().field()) != clock.never();
    }

    private List<Fact> tooLate(int written) {
        return List.of(new Fact(written, run.deed(written) + ", which is over already: it never matches."));
    }

    private List<Fact> switchedOff(int written) {
        return deadlines.stream()
                .filter(deadline -> isSet(run.value(written, deadline.field())))
                .map(deadline -> new Fact(
                        written,
                        run.deed(written) + ", while " + deadline + " is " + run.shown(written, deadline.field())
                                + "."))
                .limit(1)
                .collect(Collectors.toList());
    }

    private boolean isSet(int time) {
        return time != 0 && time != clock.never();
    }

    /** A tick at which the register matches, and some word of the device keeps it from interrupting. */
    private List<Fact> unheard(TimeCell register, int tick) {
        for (var cell : run.machine().cells()) {
            int word = cell instanceof Word && cell.isDevice() ? run.value(tick - 1, cell.field()) : 0;
            int since = run.lastChange(tick - 1, cell.field());
            if (cell instanceof Word
                    && cell.isDevice()
                    && since >= 0
                    && word != cell.field().initial()) {
                Overlay heard = new Overlay(run.after(tick - 1))
                        .with(cell.field(), cell.field().initial());
                Overlay unset = new Overlay(run.after(tick - 1))
                        .with(cell.field(), cell.field().initial())
                        .with(register.field(), clock.never());
                clock.fire(heard);
                clock.fire(unset);
                if (isTold(heard, unset, tick, cell.field())) {
                    return List.of(
                            new Fact(since, run.deed(since) + "."),
                            new Fact(
                                    tick,
                                    "At step " + (tick + 1) + ", " + register
                                            + " matches, and interrupts nobody, because " + cell.name() + " is "
                                            + cell.format(word) + "."));
                }
            }
        }
        return List.of();
    }

    /** Whether something more happens at the tick if the device is heard, and it is the register that it is due to. */
    private boolean isTold(Overlay heard, Overlay unset, int tick, Field except) {
        return run.machine().fields().stream()
                .anyMatch(field -> field != except
                        && heard.get(field) != run.value(tick, field)
                        && heard.get(field) != unset.get(field));
    }
}
