// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.TooMuchCode;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Value;

/** What the code can do, whatever its operations give: run without a machine. */
public final class Analysis {
    /** More are no idle handler's. */
    private static final int MAX_PLACES = 50_000;

    /** So many are in the systems that it is put into: what it does on one, it may not do on another. */
    private static final int CPUS = 2;

    /** What the machine does for the CPU that calls it, whatever CPU it is told. */
    private static final Set<BoundCall> TOLD_OF_ITSELF = Set.of(
            BoundCall.RCU_IDLE_ENTER,
            BoundCall.RCU_IDLE_EXIT,
            BoundCall.MWAIT_FLAG_SET,
            BoundCall.MWAIT_FLAG_CLEAR,
            BoundCall.IN_MWAIT_SET,
            BoundCall.IN_MWAIT_CLEAR);

    private static final Set<BoundCall> ASKED_OF_A_CPU = Set.of(
            BoundCall.SOFTIRQ_PENDING,
            BoundCall.CPU_IS_HALTABLE,
            BoundCall.RCU_NEEDS_CPU,
            BoundCall.CPU_ONLINE,
            BoundCall.CPU_OFFLINE,
            BoundCall.CPU_RAISE_SOFTIRQ,
            BoundCall.DEADLINE);

    private final Code code;
    private final Advance advance;
    private final Set<Snapshot> seen = new HashSet<>();
    private final Deque<Snapshot> open = new ArrayDeque<>();
    private final Set<Instruction> passed = new LinkedHashSet<>();
    private final Set<Supposition> suppositions = new LinkedHashSet<>();
    private final Set<Perform> performed = new LinkedHashSet<>();
    private long cpu;
    private boolean goesRound;
    private final SleepsAgain sleepsAgain = new SleepsAgain();
    private final GoesBack goesBack = new GoesBack();
    private boolean tellsSoftirqsApart;
    private boolean enablesInterruptsInMwait;

    private Analysis(Code code, boolean entersWithInterruptsOn, Numbers numbers) {
        this.code = code;
        this.advance = new Advance(
                code, new PlatformValues(List.of(1, 2, 3), EntryMethod.FFH, false, entersWithInterruptsOn, numbers));
    }

    /**
     * Follows the code through all that it can do.
     *
     * @param entersWithInterruptsOn whether it is called with interrupts on
     * @throws TooMuchCode if that is far too much; the message says so in one line
     */
    public static Analysis of(Code code, boolean entersWithInterruptsOn) {
        return of(code, entersWithInterruptsOn, Numbers.USUAL);
    }

    /**
     * The same with other numbers.
     *
     * @throws TooMuchCode the same
     */
    public static Analysis of(Code code, boolean entersWithInterruptsOn, Numbers numbers) {
        Analysis analysis = new Analysis(code, entersWithInterruptsOn, numbers);
        // Other numbers are those of the last one, or the same for all.
        for (int cpu = numbers == Numbers.USUAL ? 0 : CPUS - 1; cpu < CPUS; cpu++) {
            analysis.runOn(cpu);
        }
        analysis.passed.addAll(Narrowing.of(code, analysis.performed));
        return analysis;
    }

    private void runOn(int number) {
        cpu = advance.numbers().cpu(number);
        seen.clear();
        follow(advance.start(number));
        while (!open.isEmpty()) {
            expand(open.poll());
        }
    }

    private List<Way> follow(Snapshot from) {
        Closure closure = new Closure(advance, from);
        passed.addAll(closure.passed());
        suppositions.addAll(closure.relevantSuppositions());
        goesRound |= closure.ways().isEmpty() && !closure.mayStop();
        for (Way way : closure.ways()) {
            if (seen.add(way.target())) {
                open.add(way.target());
            }
        }
        if (seen.size() > MAX_PLACES) {
            throw new TooMuchCode("the function has too many places that differ in what is known there");
        }
        return closure.ways();
    }

    private void expand(Snapshot at) {
        advance.operation(at).ifPresent(perform -> {
            performed.add(perform);
            advance.outcomes().performed(perform, whose(perform, at));
            Set<Set<Snapshot>> whenPending = new HashSet<>();
            for (long result : advance.results(at, perform)) {
                List<Way> ways = follow(advance.after(at, result));
                sleepsAgain.step(at, perform.call(), ways);
                ways.forEach(way -> goesBack.step(at, way.target()));
                if (result != 0) {
                    whenPending.add(ways.stream().map(Way::target).collect(Collectors.toSet()));
                }
            }
            tellsSoftirqsApart |= perform.call() == BoundCall.SOFTIRQ_PENDING && whenPending.size() > 1;
            note(perform, at);
        });
    }

    /** About whom it is, or how deep a sleep. */
    private String whose(Perform perform, Snapshot at) {
        if (perform.call().isSleep()) {
            int state = OperationArgument.of(perform, at.known(), advance.numbers());
            return state + (at.known().containsKey(Code.TIMER_OFF) ? " with its timer off" : "");
        }
        if (!ASKED_OF_A_CPU.contains(perform.call()) || perform.arguments().isEmpty()) {
            return "";
        }
        Value number = Evaluation.of(perform.arguments().get(0), at.known());
        if (!number.isNumber()) {
            return "of nobody knows whom";
        }
        return number.number() == cpu ? "of its own" : "of another one";
    }

    private void note(Perform perform, Snapshot at) {
        boolean isFirstKnown = perform.arguments().isEmpty()
                || Evaluation.of(perform.arguments().get(0), at.known()).isNumber();
        if (perform.call() == BoundCall.IRQ_RESTORE && !isFirstKnown) {
            passed.add(new Instruction.Unsupported(
                    perform.place(), "interrupts are restored to what nobody knows; taken as on"));
        }
        enablesInterruptsInMwait |= perform.call() == BoundCall.MWAIT_OR_STI
                && !EndsMwait.of(perform, at.known()).isTrue();
        if (EndsMwait.isAskedBy(perform) && EndsMwait.of(perform, at.known()).isUnknown()) {
            passed.add(new Instruction.Assume(perform.place(), "mwait is ended by interrupts that are off"));
        }
        if (TOLD_OF_ITSELF.contains(perform.call()) && !perform.arguments().isEmpty()) {
            toldOf(perform, Evaluation.of(perform.arguments().get(0), at.known()));
        }
        if (perform.call() == BoundCall.MONITOR && !perform.arguments().isEmpty()) {
            armed(perform, Evaluation.of(perform.arguments().get(0), at.known()));
        }
        if (ASKED_OF_A_CPU.contains(perform.call()) && !isFirstKnown) {
            if (advance.at(at) instanceof Instruction.Load load) {
                askedOf(perform, List.of(load.path()), load.whose());
            } else {
                String whose = perform.subject().isEmpty() ? "the CPU of " + perform.call() : perform.subject();
                askedOf(perform, perform.arguments().subList(0, 1), whose + " is this CPU");
            }
        }
    }

    /** Of whichever CPU: it is taken for this one, unless others may have set what says it, or it is worked out. */
    private void askedOf(Perform perform, List<Expression> numbers, String assumed) {
        passed.add(CpuOrigin.doubt(code, numbers)
                .<Instruction>map(doubt -> new Instruction.Unsupported(perform.place(), doubt))
                .orElse(new Instruction.Assume(perform.place(), assumed)));
    }

    /** Another CPU's by its number is one that the machine has; of nobody knows whose it is taken to be the own one. */
    private void armed(Perform perform, Value address) {
        if (address.target().startsWith(Code.IRQ_STAT + "[")
                && Code.cpuOf(address.target()).isEmpty()) {
            askedOf(perform, perform.arguments(), "what is monitored is of this CPU");
        }
    }

    private void toldOf(Perform perform, Value told) {
        String whose = told.isNumber() ? Long.toString(told.number()) : Code.cpuOf(told.target());
        if (whose.isEmpty()) {
            askedOf(perform, perform.arguments(), perform.call() + " is of this CPU");
        } else if (!whose.equals(Long.toString(cpu))) {
            passed.add(new Instruction.Unsupported(perform.place(), perform.call() + " of another CPU"));
        }
    }

    /** Counters that come further than they are followed, in sentences. */
    public List<Instruction.Unsupported> counted() {
        return advance.counted().stream()
                .map(each -> new Instruction.Unsupported(
                        each.place(),
                        each.target().toString().replaceAll("\\w*'(\\d+')?", "")
                                + " is counted to the end of its loop"))
                .distinct()
                .toList();
    }

    /** Which ways it goes, and whom it asks. */
    Outcomes outcomes() {
        return advance.outcomes();
    }

    /** How many places it has that differ in what is known there. */
    public int places() {
        return seen.size();
    }

    /** Whether it can get to sleep. */
    public boolean sleeps() {
        return performed.stream().anyMatch(perform -> perform.call().isSleep());
    }

    /** Whether what it does may depend on which softirqs are pending, where any is. */
    public boolean tellsSoftirqsApart() {
        return tellsSoftirqsApart;
    }

    /** Whether it may sleep twice with no softirq processed in between. */
    public boolean sleepsAgain() {
        return sleepsAgain.isPossible();
    }

    /** The line of the first operation in a loop that does not only count; empty if it has none. */
    public Optional<Integer> goesBack() {
        return goesBack.first()
                .map(first -> code.instructions().get(first).place().line());
    }

    /** Whether something in such a loop, or behind it, is taken to have no effect. */
    public boolean ignoresWhereItGoesBack() {
        int first = goesBack.first().orElse(Integer.MAX_VALUE);
        return code.instructions().stream()
                .skip(first)
                .anyMatch(each -> each instanceof Instruction.Ignore && passed.contains(each));
    }

    /** Whether it may tell mwait_idle_with_hints that interrupts need not end the sleep while they are off. */
    public boolean enablesInterruptsInMwait() {
        return enablesInterruptsInMwait;
    }

    /** Whether it can go round for ever without an operation. */
    public boolean goesRound() {
        return goesRound;
    }

    /** What is not understood on its way, and is passed over. */
    public List<Instruction.Unsupported> unsupported() {
        return Stream.concat(
                        code.errors().stream(),
                        passed.stream()
                                .filter(Instruction.Unsupported.class::isInstance)
                                .map(Instruction.Unsupported.class::cast))
                .toList();
    }

    /** What is taken to have no effect on its way. */
    public List<Instruction.Ignore> ignored() {
        return passed.stream()
                .filter(Instruction.Ignore.class::isInstance)
                .map(Instruction.Ignore.class::cast)
                .toList();
    }

    /** What is taken to be so on its way, in sentences with their lines. */
    public List<String> assumed() {
        return passed.stream()
                .filter(Instruction.Assume.class::isInstance)
                .map(Instruction.Assume.class::cast)
                .map(each -> each.sentence() + " (line " + each.place().line() + ")")
                .distinct()
                .toList();
    }

    /** The conditions that nobody knows and that make a difference, each with its line. */
    public List<String> freeConditions() {
        return suppositions.stream()
                .filter(each -> !each.outcome().startsWith("is C"))
                .sorted(Comparator.comparingInt(Supposition::line).thenComparing(Supposition::condition))
                .map(each -> each.condition() + " (line " + each.line() + ")")
                .distinct()
                .toList();
    }

    /** Those of them that are made of what is pending alone, each as its text and its line: what they are made by was not followed. */
    public Map<String, Integer> notFollowed() {
        Set<Supposition> may = NotFollowed.of(code, performed, advance.counted());
        Map<String, Integer> result = new TreeMap<>();
        suppositions.stream()
                .filter(each -> may.contains(new Supposition(each.line(), each.condition(), "")))
                .forEach(each -> result.put(each.condition(), each.line()));
        return result;
    }

    /** The operations that it can get to. */
    public Set<Perform> performed() {
        return performed;
    }
}
