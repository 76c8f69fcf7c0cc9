// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wakeproof.oracle.Question.Atom;
import org.wakeproof.oracle.Space.Step;
import org.wakeproof.oracle.World.Core;
import org.wakeproof.oracle.World.Frame;

/** The answers to a system's questions, each from its definition, on the whole space. */
final class Verdicts {
    private final Space space;

    Verdicts(Space space) {
        this.space = space;
    }

    /**
     * An answer.
     *
     * @param depth how many steps lead at least to a state that shows a violation, where one does
     */
    record Answer(boolean violated, OptionalInt depth) {}

    Answer to(Question question) {
        IntPredicate where = state -> isSuch(space.worlds.get(state), question.where());
        return switch (question.kind()) {
            case NEVER -> shown(where);
            case SOMETIMES -> new Answer(states().noneMatch(where), OptionalInt.empty());
            case LEAVES -> {
                Set<Integer> staying = new FairRuns(space).staying(where);
                yield shown(staying::contains);
            }
            case RECOVERABLE -> {
                BitSet recovers = recovering(where);
                yield shown(state -> !recovers.get(state));
            }
            case NO_DEADLOCK -> shown(this::isDeadlock);
            case LOCK_DISCIPLINE -> new Answer(breaksDiscipline(), OptionalInt.empty());
        };
    }

    private IntStream states() {
        return IntStream.range(0, space.size());
    }

    /** Violated if some state shows it; states are numbered by falling nearness. */
    private Answer shown(IntPredicate violating) {
        OptionalInt first = states().filter(violating).findFirst();
        return new Answer(
                first.isPresent(),
                first.isPresent() ? OptionalInt.of(space.depths.get(first.getAsInt())) : OptionalInt.empty());
    }

    private static boolean isSuch(World world, List<Atom> where) {
        return where.stream().allMatch(atom -> isSuch(world, atom));
    }

    private static boolean isSuch(World world, Atom atom) {
        return switch (atom.sight()) {
            case WORD -> seen(world, atom) == atom.value();
            case ASLEEP, PENDING -> seen(world, atom) != 0 == (atom.value() == 1);
        };
    }

    private static int seen(World world, Atom atom) {
        return switch (atom.sight()) {
            case WORD -> world.memory().get(atom.of());
            case ASLEEP -> world.cores().get(atom.of()).doze().isSleep() ? 1 : 0;
            case PENDING -> world.cores().get(atom.of()).requests();
        };
    }

    /** What can be seen in the reachable states. */
    Set<List<Integer>> sights() {
        List<Atom> everything = Question.everything(space.system);
        return space.worlds.stream()
                .map(world -> everything.stream().map(atom -> seen(world, atom)).toList())
                .collect(Collectors.toSet());
    }

    /** What the declared words hold where nothing can happen any more. */
    Set<List<Integer>> ends() {
        return states().filter(state -> space.steps.get(state).isEmpty())
                .mapToObj(state -> space.worlds.get(state).memory())
                .map(memory -> memory.subList(0, space.system.words().size()))
                .collect(Collectors.toSet());
    }

    private boolean isDeadlock(int state) {
        return space.steps.get(state).isEmpty()
                && space.worlds.get(state).cores().stream()
                        .anyMatch(core -> !core.stack().isEmpty());
    }

    /** The states from which some way leads to a good one. */
    private BitSet recovering(IntPredicate good) {
        List<List<Integer>> before = new ArrayList<>();
        states().forEach(state -> before.add(new ArrayList<>()));
        states().forEach(state -> space.steps.get(state).stream()
                .filter(step -> step.to() != Step.NOWHERE)
                .forEach(step -> before.get(step.to()).add(state)));
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        states().filter(good).forEach(open::add);
        while (!open.isEmpty()) {
            int state = open.remove();
            if (!reached.get(state)) {
                reached.set(state);
                open.addAll(before.get(state));
            }
        }
        return reached;
    }

    /**
     * Whether locks are waited for in a circle, or one that a handler waits for is held somewhere with interrupts on.
     */
    private boolean breaksDiscipline() {
        int locks = space.system.locks().size();
        BitSet inHandlers = new BitSet();
        BitSet withInterruptsOn = new BitSet();
        boolean[][] behind = new boolean[locks][locks];
        for (World world : space.worlds) {
            for (int cpu = 0; cpu < space.system.cpus(); cpu++) {
                BitSet held = held(world, cpu);
                Core core = world.cores().get(cpu);
                if (core.interruptsOn()) {
                    withInterruptsOn.or(held);
                }
                int wanted = wanted(core);
                if (wanted >= 0) {
                    held.stream().forEach(lock -> behind[lock][wanted] = true);
                    if (core.stack().stream().anyMatch(frame -> frame.code().handler())) {
                        inHandlers.set(wanted);
                    }
                }
            }
        }
        return inHandlers.intersects(withInterruptsOn) || hasCircle(behind);
    }

    private BitSet held(World world, int cpu) {
        BitSet held = new BitSet();
        Memory memory = new Memory(space.system, new Draft(world));
        for (int lock = 0; lock < space.system.locks().size(); lock++) {
            held.set(lock, memory.holds(cpu, lock));
        }
        return held;
    }

    /** The lock that a CPU is about to take, however long it waits; -1 for none. */
    private int wanted(Core core) {
        if (core.stack().isEmpty()) {
            return -1;
        }
        Frame top = core.stack().get(core.stack().size() - 1);
        Line line = Stack.line(space.system, top);
        return line != null && line.op() == Op.LOCK ? line.a() : -1;
    }

    private static boolean hasCircle(boolean[][] behind) {
        int locks = behind.length;
        boolean[][] reaches = new boolean[locks][];
        for (int lock = 0; lock < locks; lock++) {
            reaches[lock] = behind[lock].clone();
        }
        for (int via = 0; via < locks; via++) {
            for (int from = 0; from < locks; from++) {
                for (int to = 0; to < locks; to++) {
                    reaches[from][to] |= reaches[from][via] && reaches[via][to];
                }
            }
        }
        return IntStream.range(0, locks).anyMatch(lock -> reaches[lock][lock]);
    }
}
