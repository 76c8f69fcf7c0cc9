// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Counting;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Lowering;
import org.wakeproof.review.run.Analysis;
import org.wakeproof.review.run.InterpretedIdle;
import org.wakeproof.review.run.Numbers;
import org.wakeproof.review.run.Surroundings;
import org.wakeproof.review.run.Wider;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CFunction;

/** An idle handler in C, ready to be wired in place of the port. */
public final class IdleCode {
    /** What traces call a choice between ways that conditions lead to which nobody knows. */
    public static final String OPEN_CHOICE = InterpretedIdle.OPEN_CHOICE;

    /** In words of which a file only has to have one that it does not explain itself. */
    private static final Pattern BOOL =
            Pattern.compile("(?!(?s:.*)\\btypedef\\b[^;]*\\bbool_t\\s*;)(?s:.*)\\bbool_t\\b(?s:.*)");

    /** What wakes others, of which the ports stand for whatever a file has. */
    private static final List<String> STOOD_FOR = List.of("cpuidle_wakeup_mwait", "arch_skip_send_event_check");

    /** Sleeps for handlers of two files since 2012. */
    private static final String MWAIT = "mwait_idle_with_hints";

    /** So many times the places are no handler's that is worth the time. */
    private static final int MORE = 4;

    private final CFile file;
    private final CFunction function;
    private final Code code;
    private final Analysis analysis;
    private final Entry entry;
    private final boolean isXen;

    private final Bindings bindings;
    private final boolean isFound;
    private final boolean hasNarrowBool;
    private final Numbers numbers;

    private IdleCode(CFile file, CFunction function, Bindings bindings, boolean isFound, boolean hasNarrowBool) {
        this(file, function, bindings, isFound, hasNarrowBool, Lowering.of(file, function, bindings));
    }

    private IdleCode(
            CFile file, CFunction function, Bindings bindings, boolean isFound, boolean hasNarrowBool, Code code) {
        this(file, function, bindings, isFound, hasNarrowBool, code, Numbers.USUAL);
    }

    private IdleCode(
            CFile file,
            CFunction function,
            Bindings bindings,
            boolean isFound,
            boolean hasNarrowBool,
            Code code,
            Numbers numbers) {
        this.isFound = isFound;
        this.hasNarrowBool = hasNarrowBool;
        this.file = file;
        this.function = function;
        this.bindings = bindings;
        this.code = code;
        this.entry = bindings.entry(function.name());
        this.isXen = bindings.isXen();
        this.numbers = numbers;
        this.analysis = Analysis.of(code, entry.hasInterruptsOn(), numbers);
    }

    /**
     * Reads a file.
     *
     * @param name as messages are to call it
     * @param functionName which function; null finds the idle handler
     * @throws IllegalArgumentException if it is no C file, or has no such function; the message says so in one line
     */
    public static IdleCode read(String name, String text, @Nullable String functionName, Bindings bindings) {
        return read(name, text, functionName, bindings, functionName == null);
    }

    /**
     * The same.
     *
     * @param isFound whether nobody has asked for this function alone, so that others of the file are {@link #notAsked}
     */
    public static IdleCode read(
            String name, String text, @Nullable String functionName, Bindings bindings, boolean isFound) {
        CFile file = CFile.parse(name, text, bindings.words());
        if (file.functions().isEmpty()) {
            String why = text.isBlank() ? "it is empty" : file.error();
            throw new IllegalArgumentException(
                    name + " has no C function that could be read" + (why.isEmpty() ? "" : ": " + why));
        }
        CFunction function = functionName == null ? IdleHandlers.only(file, bindings) : named(file, functionName);
        return new IdleCode(file, function, bindings, isFound, false);
    }

    /**
     * The same with the types of that time: {@code bool_t} was a {@code char} up to July 2016 (9202342594), which keeps no more
     * than the lowest eight bits of a word.
     */
    public IdleCode around(Xen xen) {
        String text = String.join("\n", file.lines());
        if (!xen.mayHaveNarrowBool() || hasNarrowBool || !BOOL.matcher(text).matches()) {
            return this;
        }
        Bindings then = bindings.and("Xen before July 2016", "macro bool_t signed char");
        CFile read = CFile.parse(file.name(), text, then.words());
        IdleCode narrow = new IdleCode(read, named(read, function.name()), then, isFound, true);
        return narrow.fingerprint().equals(fingerprint()) ? this : narrow;
    }

    /**
     * The same with the benefit of the doubt: loops of which only headers say how often they run do run, and what may be a
     * look at what is pending is one. Empty if there is nothing of that kind.
     */
    public Optional<IdleCode> trusting() {
        Code trusting = Lowering.trusting(file, function, bindings);
        List<Instruction.Unsupported> counted = analysis.counted();
        Code jumping = counted.isEmpty() ? trusting : trusting.jumping(counted);
        return jumping.trusted().isEmpty()
                ? Optional.empty()
                : Optional.of(new IdleCode(file, function, bindings, isFound, hasNarrowBool, jumping));
    }

    /** The same with its counters followed further; empty if none of them comes so far, or there is far more to do then. */
    public Optional<IdleCode> countingFurther() {
        if (analysis.counted().isEmpty() || !code.counting().equals(Counting.USUAL)) {
            return Optional.empty();
        }
        try {
            IdleCode further =
                    new IdleCode(file, function, bindings, isFound, hasNarrowBool, code.counting(Counting.FURTHER));
            return Optional.of(further).filter(each -> each.analysis.places() <= MORE * analysis.places());
        } catch (TooMuchCode e) {
            return Optional.empty();
        }
    }

    /** What is taken to be so where the handler has the benefit of the doubt, in sentences with their lines. */
    public List<String> trusted() {
        return code.trusted().stream()
                .map(each ->
                        each.what() + " (" + baseName() + ":" + each.place().line() + ")")
                .distinct()
                .toList();
    }

    /** Numbers of CPUs, C-states and the like that real machines have, where it goes another way with them. */
    public List<Wider.Question> wider() {
        return Wider.of(code, entry.hasInterruptsOn(), analysis);
    }

    /** The same where it sees other numbers. */
    public IdleCode seeing(Numbers others) {
        return new IdleCode(file, function, bindings, isFound, hasNarrowBool, code, others);
    }

    private static CFunction named(CFile file, String functionName) {
        CFunction function = file.functions().get(functionName);
        if (function == null) {
            throw new IllegalArgumentException(
                    file.name() + " has no function '" + functionName + "'" + IdleHandlers.candidates(file));
        }
        return function;
    }

    /** Whether a file, as far as it can be read, has a function of this name. */
    public static boolean has(String name, String text, String function, Bindings bindings) {
        return CFile.parse(name, text, bindings.words()).functions().containsKey(function);
    }

    /** Puts it into one system, with Xen around it as of some time. */
    public Surroundings in(Xen xen) {
        return new Surroundings(xen, code, baseName(), entry, numbers);
    }

    private String baseName() {
        return file.name().substring(file.name().lastIndexOf('/') + 1);
    }

    /** The file that it is from. */
    public CFile file() {
        return file;
    }

    /** The function's name. */
    public String function() {
        return function.name();
    }

    /** Where the function is. */
    public int line() {
        return function.line();
    }

    /** Where it ends. */
    public int lastLine() {
        return function.lastLine();
    }

    /** Its instructions without their places: equal for versions that differ in nothing that is run. */
    public String fingerprint() {
        return code.fingerprint();
    }

    /** Whether it can get to sleep. */
    public boolean sleeps() {
        return analysis.sleeps();
    }

    /** The places in which it can get to sleep, as procedures of the machine are called. */
    public List<String> sleepPlaces() {
        return analysis.performed().stream()
                .filter(perform -> perform.call().isSleep())
                .map(perform -> perform.place().chain())
                .sorted()
                .toList();
    }

    /** Whether it is Xen's, on x86. */
    public boolean isXen() {
        return isXen;
    }

    /** Whether it is all that a CPU does to idle; if not, its caller has looked, with interrupts off, and told RCU. */
    public boolean isWhole() {
        return entry.hasInterruptsOn();
    }

    /** Whether its text, or that of what it calls, is no C somewhere: what it does is anybody's guess then. */
    public boolean hasErrors() {
        return !code.errors().isEmpty();
    }

    /** Whether it may go on in different ways where different softirqs are pending. */
    public boolean tellsSoftirqsApart() {
        return analysis.tellsSoftirqsApart();
    }

    /** Whether it may sleep twice with no softirq processed in between. */
    public boolean sleepsAgain() {
        return analysis.sleepsAgain();
    }

    /** Whether something in such a loop, or behind it, is taken to have no effect. */
    public boolean ignoresWhereItGoesBack() {
        return analysis.ignoresWhereItGoesBack();
    }

    /** The line of the first operation in a loop that does not only count, so that it may never come to its end; empty if it has none. */
    public Optional<Integer> goesBack() {
        return analysis.goesBack();
    }

    /** Whether it, or what it calls, has such a call anywhere. */
    public boolean uses(BoundCall call) {
        return code.performs(call);
    }

    /** Functions of the file that are not looked at, as the machine has what is in them: their names, and their texts but for blanks. */
    public Map<String, String> stoodFor() {
        Map<String, String> result = new TreeMap<>();
        Stream.concat(ports().stream(), code.replaced().stream())
                .forEach(name -> result.put(
                        name, file.functions().get(name).body().text().replaceAll("\\s+", "")));
        return result;
    }

    /** Which of those of an earlier text are others here; one that is not called any more is none. */
    public List<String> changedBeside(IdleCode before) {
        Map<String, String> now = stoodFor();
        return before.stoodFor().entrySet().stream()
                .filter(old -> now.containsKey(old.getKey())
                        ? !old.getValue().equals(now.get(old.getKey()))
                        : STOOD_FOR.contains(old.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> ports() {
        return STOOD_FOR.stream().filter(name -> isXen && hasBeside(name)).toList();
    }

    /** Whether its file has a function of this name. */
    public boolean hasBeside(String name) {
        return file.functions().containsKey(name);
    }

    /** Whether it may tell mwait_idle_with_hints of another file that interrupts need not end the sleep while they are off. */
    public boolean enablesInterruptsInMwait() {
        return analysis.enablesInterruptsInMwait();
    }

    /** Whether it, or what it calls, has the word by which the HPET wakes a CPU from mwait. */
    public boolean hasMwaitWakeup() {
        return code.instructions().stream().anyMatch(each -> each.toString().contains(Code.MWAIT_WAKEUP));
    }

    /** Whether it, or what it calls, looks at such a value anywhere. */
    public boolean reads(BoundValue value) {
        return code.instructions().stream()
                .anyMatch(each -> each instanceof Instruction.Bind bind && bind.source() == value);
    }

    /** Conditions that are made of what is pending, in a way that was not followed, as traces suppose them. */
    public List<NotFollowedCondition> notFollowed() {
        return analysis.notFollowed().entrySet().stream()
                .map(each -> new NotFollowedCondition(each.getKey(), each.getValue(), baseName()))
                .toList();
    }

    /** What a verdict on it rests on. */
    public Assumptions assumptions() {
        List<String> assumed = new ArrayList<>(code.notes());
        assumed.addAll(analysis.assumed());
        ports().forEach(name -> assumed.add(
                name + " (line " + file.functions().get(name).line() + ") is as its port, and not looked at"));
        if (isXen && !function.name().equals(MWAIT) && isCalledFromElsewhere(MWAIT)) {
            assumed.add(MWAIT + " (line " + file.functions().get(MWAIT).line()
                    + ") is called from other files, too: --function " + MWAIT + " asks about those");
        }
        if (hasNarrowBool) {
            assumed.add("bool_t is a char, as it was up to July 2016 (9202342594): it keeps eight bits");
        }
        return new Assumptions(noEffect(), analysis.freeConditions(), assumed, unsupported());
    }

    /** Other idle handlers of the file, by their names with their lines, unless this one was asked for; those that it rests on are none. */
    public Map<String, Integer> notAsked() {
        Map<String, Integer> others = new TreeMap<>();
        if (isFound) {
            IdleHandlers.beside(file, function, bindings).stream()
                    .filter(other -> !(isXen && other.name().equals(MWAIT)))
                    .forEach(other -> others.put(other.name(), other.line()));
        }
        return others;
    }

    private boolean isCalledFromElsewhere(String name) {
        CFunction called = file.functions().get(name);
        // Its head may begin on the line before, on which something else may end, too.
        return called != null
                && !(file.line(called.line() - 1).replaceAll(".*[;}]", "") + file.line(called.line()))
                        .contains("static");
    }

    private List<String> unsupported() {
        List<String> result = new ArrayList<>();
        analysis.unsupported().stream()
                .map(each ->
                        each.what() + " (" + baseName() + ":" + each.place().line() + ")")
                .distinct()
                .forEach(result::add);
        if (analysis.goesRound()) {
            result.add("a loop that never comes to an operation (" + baseName() + ":" + line() + ")");
        }
        return result;
    }

    private List<String> noEffect() {
        Map<String, TreeSet<Integer>> lines = new TreeMap<>();
        for (Instruction.Ignore each : analysis.ignored()) {
            lines.computeIfAbsent(each.what(), key -> new TreeSet<>())
                    .add(each.place().line());
        }
        List<String> result = new ArrayList<>();
        lines.forEach((call, at) -> result.add(call + " (line" + (at.size() == 1 ? " " : "s ")
                + String.join(", ", at.stream().map(String::valueOf).toList()) + ")"));
        return result;
    }
}
