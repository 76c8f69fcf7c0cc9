// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.CpuOperation.SendIpi;
import org.wakeproof.machine.Operation;

/**
 * A loop over the CPUs of a mask, which C goes through by their numbers: the same body for each member. Who compares CPUs takes
 * it for one step of the kind "the next member", so that which number comes first makes no difference.
 *
 * @param call of the procedure that is the loop
 * @param member whose body the CPU is in; nothing before the first and behind the last
 */
record MaskLoop(Call call, OptionalInt member) {
    /** Where the mask is read by the loop itself, it is its first result; elsewhere it is its first argument. */
    private static final Map<String, Boolean> READS_MASK =
            Map.of("find expired events", true, "cpumask_raise_softirq", false);

    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)]");

    /**
     * The loop that a CPU is in, with the innermost of its calls.
     *
     * @param before where it was before its last step, if that was a loop: what is next may name no member, and is of the same one
     */
    static Optional<MaskLoop> of(List<Call> stack, Optional<MaskLoop> before) {
        if (stack.isEmpty()) {
            return Optional.empty();
        }
        Call innermost = stack.get(stack.size() - 1);
        if (!READS_MASK.containsKey(innermost.procedure())) {
            return Optional.empty();
        }
        return Optional.of(new MaskLoop(innermost, member(innermost, before)));
    }

    private static OptionalInt member(Call call, Optional<MaskLoop> before) {
        boolean isBeforeMask =
                READS_MASK.get(call.procedure()) && call.results().isEmpty();
        Optional<Operation> next = call.next();
        if (isBeforeMask || next.isEmpty() || next.get() instanceof SendIpi) {
            return OptionalInt.empty();
        }
        Matcher number = NUMBER.matcher(next.get().toString());
        return number.find()
                ? OptionalInt.of(Integer.parseInt(number.group(1)))
                : before.map(MaskLoop::member).orElse(OptionalInt.empty());
    }

    /** The loop as a place of its own, between two bodies, before the first and behind the last. */
    String next() {
        return call.procedure() + ": the next member";
    }

    private int mask() {
        return READS_MASK.get(call.procedure())
                ? call.results().get(0)
                : call.arguments().get(0);
    }

    private boolean isBeforeMask() {
        return READS_MASK.get(call.procedure()) && call.results().isEmpty();
    }

    /** Whether the CPU is in a body; nothing is in none. */
    private static boolean hasMember(Optional<MaskLoop> loop) {
        return loop.isPresent() && loop.get().member.isPresent();
    }

    private static boolean isSameLoop(Optional<MaskLoop> from, Optional<MaskLoop> to) {
        return from.isPresent()
                && to.isPresent()
                && from.get().next().equals(to.get().next());
    }

    /** The places that a step leads through: those between bodies, where it leaves one, comes to one, or finds none. */
    static List<String> between(Optional<MaskLoop> from, Optional<MaskLoop> to) {
        boolean isPastAll = to.isEmpty() && from.filter(MaskLoop::isBeforeMask).isPresent();
        if (isSameLoop(from, to) && from.orElseThrow().member.equals(to.orElseThrow().member)) {
            return List.of();
        }
        Stream<String> left = hasMember(from) || isPastAll ? from.map(MaskLoop::next).stream() : Stream.empty();
        Stream<String> entered = hasMember(to) ? to.map(MaskLoop::next).stream() : Stream.empty();
        return Stream.concat(left, entered).distinct().toList();
    }

    /** Whether a step that leads through such places leads to the next member, by number, or past the last; or to the first. */
    static boolean isInOrder(Optional<MaskLoop> from, Optional<MaskLoop> to) {
        boolean isSame = isSameLoop(from, to);
        if (isSame && hasMember(from) && hasMember(to)) {
            return from.orElseThrow().following() == to.orElseThrow().member.getAsInt();
        }
        boolean isLast = !hasMember(from) || from.orElseThrow().following() == Integer.SIZE;
        boolean isFirst = !hasMember(to)
                || to.orElseThrow().first() == to.orElseThrow().member.getAsInt();
        return isLast && isFirst;
    }

    private int first() {
        return Integer.numberOfTrailingZeros(mask());
    }

    /** The next member of the mask; 32 behind the last. */
    private int following() {
        return Integer.numberOfTrailingZeros(mask() & -2 << member.getAsInt());
    }
}
