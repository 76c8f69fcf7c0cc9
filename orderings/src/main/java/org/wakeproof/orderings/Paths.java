// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import static org.wakeproof.orderings.IdleStep.BROADCAST_ENTER;
import static org.wakeproof.orderings.IdleStep.BROADCAST_EXIT;
import static org.wakeproof.orderings.IdleStep.INTERRUPTS_OFF;
import static org.wakeproof.orderings.IdleStep.INTERRUPTS_ON;
import static org.wakeproof.orderings.IdleStep.ONLINE_CHECK;
import static org.wakeproof.orderings.IdleStep.PENDING_CHECK;
import static org.wakeproof.orderings.IdleStep.RESUME_TICK;
import static org.wakeproof.orderings.IdleStep.SELECT_STATE;
import static org.wakeproof.orderings.IdleStep.SLEEP;
import static org.wakeproof.orderings.IdleStep.SOFTIRQ_PASS;
import static org.wakeproof.orderings.IdleStep.SUSPEND_TICK;
import static org.wakeproof.orderings.IdleStep.TIMER_PASS;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.orderings.OrderedPath.Stage;
import org.wakeproof.orderings.StepwiseIdle.Lists;
import org.wakeproof.scenario.IdleHandler;
import org.wakeproof.scenario.OrderingSystems;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.HpetChoice;

/** The paths that there are. */
public final class Paths {
    private static final List<IdleStep> ENTRY =
            List.of(SUSPEND_TICK, SOFTIRQ_PASS, INTERRUPTS_OFF, PENDING_CHECK, SELECT_STATE, BROADCAST_ENTER, SLEEP);
    private static final List<IdleStep> EXIT = List.of(INTERRUPTS_ON, BROADCAST_EXIT, RESUME_TICK);
    private static final List<IdleStep> RETURN = List.of(INTERRUPTS_ON, RESUME_TICK);

    private static final IntFunction<OrderedPath> IDLE_ENTRY = cpus -> new OrderedPath(
            "idle-entry",
            "acpi_processor_idle up to the sleep",
            cpus,
            List.copyOf(ENTRY),
            List.of(TIMER_PASS, ONLINE_CHECK),
            List.of(
                    Structure.last(SLEEP, "it ends the entry"),
                    Structure.needs(SLEEP, SELECT_STATE, "the CPU sleeps in the state that was selected"),
                    Structure.needs(BROADCAST_ENTER, SELECT_STATE, "the state says whether the LAPIC timer stops")),
            idle(cpus, Paths::entry));

    private static final IntFunction<OrderedPath> IDLE_RETURN = cpus -> new OrderedPath(
            "idle-return",
            "acpi_processor_idle from a pending check that finds work",
            cpus,
            List.copyOf(RETURN),
            List.of(),
            List.of(),
            idle(cpus, steps -> wired(new Lists(ENTRY, cast(steps, IdleStep.class), EXIT))));

    private static final IntFunction<OrderedPath> IDLE_EXIT = cpus -> new OrderedPath(
            "idle-exit",
            "acpi_processor_idle from the sleep on",
            cpus,
            List.copyOf(EXIT),
            List.of(),
            List.of(),
            idle(cpus, steps -> wired(new Lists(ENTRY, EXIT, cast(steps, IdleStep.class)))));

    private static final OrderedPath BLOCK = new OrderedPath(
            "block",
            "do_block",
            OrderedPath.USUAL_CPUS,
            List.of(BlockStep.values()),
            List.of(),
            List.of(),
            List.of(new Stage("an event comes", Paths::block)));

    private static final OrderedPath POLL = new OrderedPath(
            "poll",
            "do_poll of one port, without a timeout",
            OrderedPath.USUAL_CPUS,
            List.of(PollStep.values()),
            List.of(),
            List.of(Structure.last(
                    PollStep.RAISE_SCHEDULE, "SCHEDULE is looked at behind the hypercall; block tries other places")),
            List.of(
                    new Stage("an event on another port", steps -> poll(steps, false)),
                    new Stage("an event on the polled port, which is masked", steps -> poll(steps, true))));

    private static final List<IntFunction<OrderedPath>> IDLE = List.of(IDLE_ENTRY, IDLE_RETURN, IDLE_EXIT);

    /** All, the one that is meant where none is named first. */
    public static final List<OrderedPath> ALL =
            Stream.concat(idle(OrderedPath.USUAL_CPUS), Stream.of(BLOCK, POLL)).toList();

    private Paths() {}

    private static Stream<OrderedPath> idle(int cpus) {
        return IDLE.stream().map(path -> path.apply(cpus));
    }

    /**
     * Finds a path.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names those there are
     */
    public static OrderedPath named(String name) {
        return ALL.stream()
                .filter(path -> path.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no path '" + name + "'; there is " + String.join(", ", names())));
    }

    /**
     * Finds a path of CPUs that idle, on systems of so many.
     *
     * @param cpus at least 2, of which CPU0 stays awake
     * @throws IllegalArgumentException if there is no such path; the message names those there are
     */
    public static OrderedPath named(String name, int cpus) {
        OrderedPath usual = named(name);
        if (cpus == usual.cpus()) {
            return usual;
        }
        return idle(cpus)
                .filter(path -> path.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the system of '" + name
                        + "' has two CPUs; more are for "
                        + String.join(", ", idle(cpus).map(OrderedPath::name).toList())));
    }

    /** What they are called. */
    public static List<String> names() {
        return ALL.stream().map(OrderedPath::name).toList();
    }

    /** An idle entry that carries out the steps, and undoes those that it did in the order of 964fae8ac2. */
    static IdleHandler entry(List<Step> steps) {
        return wired(new Lists(cast(steps, IdleStep.class), EXIT, EXIT));
    }

    private static IdleHandler wired(Lists lists) {
        return parts -> new StepwiseIdle(parts, lists);
    }

    /** In C3; twice, so that the second time meets what the first has left behind, or once where there are more CPUs. */
    private static List<Stage> idle(int cpus, Function<List<Step>, IdleHandler> handler) {
        Settings usual = Settings.defaults()
                .withCpus(cpus)
                .withCState(CStateChoice.C3)
                .withSingleShots(false)
                .withRounds(cpus == OrderedPath.USUAL_CPUS ? 2 : 1);
        return List.of(
                idle("the ticker only", usual, handler),
                idle("a single-shot timer, too", usual.withSingleShots(true), handler),
                idle(
                        "the HPET interrupts any CPU",
                        usual.withHpet(HpetChoice.LEGACY_ANY).withRounds(1),
                        handler));
    }

    private static Stage idle(String name, Settings settings, Function<List<Step>, IdleHandler> handler) {
        return new Stage(name, steps -> OrderingSystems.idle(settings.withIdleHandler(handler.apply(steps))));
    }

    private static ClosedSystem block(List<Step> steps) {
        return OrderingSystems.block(
                (vcpus, softirq) -> new StepwiseBlock(vcpus, softirq, cast(steps, BlockStep.class)));
    }

    private static ClosedSystem poll(List<Step> steps, boolean polledPort) {
        return OrderingSystems.poll(
                (vcpus, softirq) -> new StepwisePoll(vcpus, softirq, cast(steps, PollStep.class)), polledPort);
    }

    private static <S extends Step> List<S> cast(List<Step> steps, Class<S> type) {
        return steps.stream().map(type::cast).toList();
    }
}
