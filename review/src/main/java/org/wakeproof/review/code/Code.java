// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wakeproof.review.BoundCall;

/**
 * A function with all that it calls in the same file, as one list.
 *
 * @param function its name
 * @param instructions in order; the first is where it starts
 * @param locals the local variables; what is made of none of them is shared memory
 * @param escaped variables whose address is taken
 * @param constants what variables of the file hold that never change, by their places
 * @param unions fields that lie in the same place as others
 * @param volatiles variables of the file that others may change at any moment
 * @param replaced functions of the file that the table of bindings stands for where they are called
 * @param notes what is assumed by the bindings that were used
 * @param errors what could not be parsed of the functions that it consists of
 * @param trusted what is taken to be so for the handler's sake, in sentences
 * @param counting how far counters are followed
 */
public record Code(
        String function,
        List<Instruction> instructions,
        Set<String> locals,
        Set<String> escaped,
        Map<String, Value> constants,
        Unions unions,
        Set<String> volatiles,
        Set<String> replaced,
        Set<String> notes,
        List<Instruction.Unsupported> errors,
        List<Instruction.Unsupported> trusted,
        Counting counting) {
    /** Whether interrupts are on, on the CPU that runs it. */
    public static final String INTERRUPT_FLAG = "$if";

    /** What a function that is called with interrupts on must not do with them off, behind its name. */
    public static final String LEAVES_INTERRUPTS_OFF = " returns with interrupts off";

    /** What it must not do either. */
    public static final String PROCESSES_MASKED = "softirqs are processed with interrupts off";

    /** Known, and 1, from where the code has switched the CPU's LAPIC timer off to where it switches it on. */
    public static final String TIMER_OFF = "$timeroff";

    /** Known, and 1, from where the code has suspended the CPU's tick to where it resumes it. */
    public static final String TICK_OFF = "$tickoff";

    /** What a function must not do with that, behind its name. */
    public static final String LEAVES_TICK_OFF = " returns with its CPU's tick suspended";

    /** What a function must not do with the timer off, behind its name. */
    public static final String LEAVES_TIMER_OFF = " returns with its CPU's LAPIC timer off";

    /** The array of what softirqs keep for each CPU: a line of the pending word and what mwait is woken by. */
    public static final String IRQ_STAT = "irq_stat";

    /** The field of it that the HPET stores to. */
    public static final String MWAIT_WAKEUP = "__mwait_wakeup";

    /** The number of the CPU that runs it. */
    public static final String THIS_CPU = "$cpu";

    /** What saved interrupt flags hold but for the interrupt flag. */
    public static final String FLAGS = "$eflags";

    /** The C-state that the CPU goes to, by whichever path it was read. */
    public static final String C_STATE = "$cstate";

    private static final Pattern PLACE = Pattern.compile("\\*?[A-Za-z_$#][\\w'$]*(?:\\.\\w+|->\\w+|\\[[^\\]]*\\])*");

    private static final Pattern STAT = Pattern.compile("irq_stat\\[(\\d{1,9})\\]\\..*");
    private static final Pattern PENDING = Pattern.compile("irq_stat\\[(.*)\\]\\.__softirq_pending");

    /** What is run, without where it is: equal for texts that differ in nothing that is run, or that it reads and that never changes. */
    public String fingerprint() {
        String run = instructions.toString().replaceAll("line=\\d+|:\\d+|text=.*?, whenTrue", "");
        Map<String, Value> read = new TreeMap<>(constants);
        read.keySet().removeIf(place -> !run.contains(root(place)));
        Set<String> changing = new TreeSet<>(volatiles);
        changing.removeIf(place -> !run.contains(root(place)));
        Set<String> shared = new TreeSet<>(unionFields());
        shared.removeIf(field -> !run.contains(field));
        Map<String, Map<String, CType>> numbers = new TreeMap<>(unions.numbers());
        numbers.keySet().retainAll(shared);
        return run + read + changing + shared + numbers + errors.isEmpty();
    }

    /** The same with counters followed as far as that. */
    public Code counting(Counting other) {
        return counting(other, List.of());
    }

    /** The same where they jump to their ends for the handler's sake. */
    public Code jumping(List<Instruction.Unsupported> counters) {
        return counting(Counting.JUMPING, counters);
    }

    private Code counting(Counting other, List<Instruction.Unsupported> more) {
        List<Instruction.Unsupported> all = new ArrayList<>(trusted);
        all.addAll(more);
        return new Code(
                function,
                instructions,
                locals,
                escaped,
                constants,
                unions,
                volatiles,
                replaced,
                notes,
                errors,
                List.copyOf(all),
                other);
    }

    /** Fields that lie in the same place as others. */
    public Set<String> unionFields() {
        return unions.fields();
    }

    /** Whether it has such an operation anywhere. */
    public boolean performs(BoundCall call) {
        return instructions.stream()
                .anyMatch(each -> each instanceof Instruction.Perform perform && perform.call() == call);
    }

    /** Whether there is a sleep anywhere, got to or not. */
    public boolean hasSleep() {
        return instructions.stream()
                .anyMatch(each -> each instanceof Instruction.Perform perform
                        && perform.call().isSleep());
    }

    /** The places that a condition is about. */
    public Stream<String> placesIn(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group);
    }

    /** Whether it is what one CPU has, by its number in the text: who runs there may be another one. */
    public static boolean isOfNamedCpu(Expression.Path path) {
        return path.root().startsWith(Paths.PER_CPU)
                && path.steps().get(0) instanceof Step.Index index
                && index.index() instanceof Expression.Constant;
    }

    /** Whether this is a CPU's word of pending softirqs. */
    public static boolean isPending(String place) {
        return PENDING.matcher(place).matches();
    }

    /** The number of the CPU whose irq_stat has this place, as text; empty if it is none's, or nobody knows. */
    public static String cpuOf(String place) {
        Matcher matcher = STAT.matcher(place);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static String root(String place) {
        String bare = place.replaceFirst("^\\*+", "");
        int end = 0;
        while (end < bare.length()
                && (Character.isLetterOrDigit(bare.charAt(end)) || "_$#'".indexOf(bare.charAt(end)) >= 0)) {
            end++;
        }
        // Variables of functions that are put in their places have the function's name before theirs.
        return bare.length() > end
                        && bare.charAt(end) == '.'
                        && bare.substring(0, end).contains("'")
                ? bare.substring(0, end + 1) + root(bare.substring(end + 1))
                : bare.substring(0, end);
    }

    /** Whether others can change this place. */
    public boolean isShared(String place) {
        String root = root(place);
        return !root.startsWith("$") && !root.startsWith("#") && !locals.contains(root) && !isConstant(place);
    }

    private boolean isConstant(String place) {
        return !constants.isEmpty() && constants.containsKey(place);
    }

    /** Whether it is a local variable, or part of one. */
    public boolean isOwn(String place) {
        return locals.contains(root(place)) && !place.contains("->") && !place.startsWith("*");
    }

    /** Whether there is any place that others may change at any moment. */
    public boolean hasVolatile() {
        return !volatiles.isEmpty();
    }

    /** Whether others may change it at any moment. */
    public boolean isVolatile(String place) {
        return volatiles.contains(root(place)) && !place.contains("->") && !place.startsWith("*") && isShared(place);
    }

    /** Whether a pointer may lead to it. */
    public boolean isEscaped(String place) {
        return escaped.contains(root(place)) || isShared(place);
    }

    /** Whether a pointer may lead to a place that this condition is about. */
    public boolean mentionsEscaped(String condition) {
        return placesIn(condition).anyMatch(this::isEscaped);
    }
}
