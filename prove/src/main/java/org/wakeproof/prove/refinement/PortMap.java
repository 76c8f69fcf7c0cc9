// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.explorer.Unreduced.View;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.prove.idle.Cells;
import org.wakeproof.prove.idle.Handler;
import org.wakeproof.prove.idle.Main;
import org.wakeproof.prove.idle.Top;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.states.Shape;

/** Reads a state of the ports as a state of the idle path: cells by their names, places by {@link PortPlaces}. */
final class PortMap {
    /** What "now" is in the states that this makes. */
    static final int NOW = 1000;

    /** What is not read: the queues of timers, and whether a ticker is active. */
    static final Set<Variable> HIDDEN = Set.of(Cells.FIRST_TIMER, Cells.CHANGED_FIRST, Cells.TICKER);

    private static final int IRQ_INPROGRESS = 1;
    private static final int IRQ_PENDING = 2;

    private final Machine machine;
    private final Shape shape;
    private final Map<String, Field> fields = new HashMap<>();
    private final Optional<Procedure> broadcast;
    private final boolean isPit;
    private final boolean isShared;
    private final boolean goesOffline;
    private final Optional<MwaitMap> mwait;

    PortMap(Machine machine, Shape shape) {
        this.machine = machine;
        this.shape = shape;
        machine.fields().forEach(field -> fields.put(field.name(), field));
        isShared = fields.containsKey("HPET.msi_address");
        isPit = fields.containsKey("pit_broadcast_mask");
        goesOffline = fields.containsKey(OfflinePlaces.STATE);
        mwait = Optional.of(machine)
                .filter(each -> fields.containsKey(MwaitMap.IN_MWAIT + "[0]"))
                .map(each -> new MwaitMap(each, shape));
        broadcast = machine.procedures().stream()
                .filter(procedure -> procedure.name().equals("handle_hpet_broadcast"))
                .findFirst();
        checkIsOf(shape);
    }

    /** Whether the ports are of the system, as far as their cells tell. */
    private void checkIsOf(Shape wanted) {
        if (!isPit && broadcast.isEmpty() && !goesOffline && mwait.isEmpty()) {
            throw new IllegalArgumentException("there is neither a HPET channel nor a PIT in this system");
        }
        boolean isOther = isPit != wanted.has(Cells.PIT_MASK)
                || isShared != wanted.has(Cells.USED)
                || goesOffline != wanted.has(Cells.OFFLINE)
                || mwait.isPresent() != wanted.has(Cells.IN_MWAIT)
                || wanted.has(Cells.MWAIT_FLAG)
                || machine.isTotalStoreOrder() != wanted.has(Cells.SET_BUFFERED);
        if (isOther) {
            throw new IllegalArgumentException("these ports are of another system than the one that is proved");
        } else if (mwait.isPresent() && hasChannel()) {
            throw new IllegalArgumentException(
                    "these ports have the HPET's handler of October 2025, which drops ch->lock; "
                            + "the system has that of March 2009");
        }
    }

    private boolean hasChannel() {
        return broadcast.isPresent();
    }

    private boolean hasTime() {
        return fields.containsKey("timer_deadline[0]");
    }

    private int get(State state, String name) {
        Field field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("the ports have no " + name);
        }
        return state.get(field);
    }

    /** The state that the ports' is; variables that nobody will read again are as at first. */
    int[] of(View view) {
        int[] abstractly = shape.initial();
        State state = view.state();
        abstractly[shape.of(Cells.NOW)] = NOW;
        if (isPit || hasChannel()) {
            descriptor(state, isPit ? PitPlaces.DEVICE : "HPET", abstractly);
        }
        if (hasChannel()) {
            channel(state, abstractly);
        }
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            own(state, cpu, abstractly);
            places(view, cpu, abstractly);
            owed(state, view.stack(cpu), cpu, abstractly);
        }
        return live(abstractly);
    }

    /** Whom the CPU owes an IPI, itself excepted, but for what the handlers that visit a mask owe. */
    private void owed(State state, List<Call> stack, int self, int[] to) {
        if (HandlerPlaces.isBroadcasting(stack)) {
            return;
        } else if (mwait.isPresent() && mwait.get().hasBatches()) {
            mwait.get().owed(state, stack, self, to);
            return;
        }
        for (Call call : stack) {
            if (call.procedure().equals(Scan.RAISE) && call.results().equals(List.of(0))) {
                set(to, Cells.IPI, call.arguments().get(0), true);
            } else if (call.procedure().equals(Scan.RAISE_ALL)) {
                int raised = Scan.raising(call, 0).raised() & ~(1 << self);
                for (int cpu = 0; cpu < shape.cpus(); cpu++) {
                    to[shape.of(Cells.IPI, cpu)] |= raised >>> cpu & 1;
                }
            }
        }
    }

    private void descriptor(State state, String device, int[] to) {
        int descriptor = get(state, device + ".desc.lock");
        set(to, Cells.DESCRIPTOR_LOCKED, descriptor != 0);
        to[shape.of(Cells.DESCRIPTOR_HOLDER)] = Math.max(0, descriptor - 1);
        int status = get(state, device + ".desc.status");
        set(to, Cells.IRQ_PENDING, (status & IRQ_PENDING) != 0);
        set(to, Cells.IRQ_INPROGRESS, (status & IRQ_INPROGRESS) != 0);
    }

    private void channel(State state, int[] to) {
        int lock = get(state, "HPET.lock");
        set(to, Cells.CHANNEL_LOCKED, lock != 0);
        to[shape.of(Cells.CHANNEL_HOLDER)] = Math.max(0, lock - 1);
        int nextEvent = get(state, "HPET.next_event");
        set(to, Cells.EVENT_SET, nextEvent != machine.clock().never());
        to[shape.of(Cells.NEXT_EVENT)] = time(nextEvent);
        set(to, Cells.ARMED, get(state, "HPET.comparator") != machine.clock().never());
        set(to, Cells.SIGNALLED, get(state, "HPET.signalled") != 0);
        if (isShared) {
            owner(state, to);
        }
    }

    private void owner(State state, int[] to) {
        set(to, Cells.USED, get(state, "HPET.flags") != 0);
        int owner = get(state, "HPET.cpu");
        set(to, Cells.NOBODY, owner == 0);
        to[shape.of(Cells.OWNER)] = Math.max(0, owner - 1);
        to[shape.of(Cells.TARGET)] = Integer.numberOfTrailingZeros(get(state, "HPET.msi_address"));
    }

    private void own(State state, int cpu, int[] to) {
        int pending = get(state, "softirq_pending[" + cpu + "]");
        set(to, Cells.TIMER, cpu, (pending & 1) != 0);
        set(to, Cells.OTHERS, cpu, pending >>> 1 != 0);
        int requested = machine.cpu(cpu).interruptRequests(state);
        for (Vector vector : machine.vectors()) {
            boolean isRequested = (requested & vector.bit()) != 0;
            switch (vector.toString()) {
                case "local timer" -> set(to, Cells.LOCAL_TIMER, cpu, isRequested);
                case "HPET", PitPlaces.DEVICE -> set(to, Cells.HPET, cpu, isRequested);
                case "event check", "device" -> to[shape.of(Cells.EVENT_CHECK, cpu)] |= isRequested ? 1 : 0;
                default -> throw new IllegalArgumentException("the map has no interrupt " + vector);
            }
        }
        if (hasTime()) {
            timer(state, cpu, to);
        }
        if (isPit) {
            set(to, Cells.PIT_MASK, cpu, (get(state, "pit_broadcast_mask") >>> cpu & 1) != 0);
        } else if (hasChannel()) {
            set(to, Cells.CPUMASK, cpu, (get(state, "HPET.cpumask") >>> cpu & 1) != 0);
        }
    }

    private void timer(State state, int cpu, int[] to) {
        boolean isCounting = get(state, "TMICT[" + cpu + "]") != machine.clock().never();
        set(to, Cells.COUNTING, cpu, isCounting);
        if (!isPit) {
            set(to, Cells.LVTT_MASKED, cpu, get(state, "LVTT.mask[" + cpu + "]") != 0);
        }
        to[shape.of(Cells.TIMER_DEADLINE, cpu)] = time(get(state, "timer_deadline[" + cpu + "]"));
    }

    private void places(View view, int cpu, int[] to) {
        State state = view.state();
        List<List<Call>> contexts = Calls.contexts(view.stack(cpu));
        boolean isOn = contexts.size() > 1 || machine.cpu(cpu).interruptsEnabled(state);
        if (mwait.isPresent()) {
            mwait.get().places(contexts.get(0), isOn, state, cpu, to);
        } else {
            to[shape.of(Cells.MAIN, cpu)] =
                    main(contexts.get(0), isOn, state, cpu).ordinal();
        }
        if (goesOffline) {
            online(state, contexts.get(0), cpu, to);
        }
        for (List<Call> context : contexts.subList(1, contexts.size())) {
            if (HandlerPlaces.isInHandler(context)) {
                Handler handler = HandlerPlaces.handler(context);
                if (to[shape.of(Cells.HANDLER, cpu)] != 0 && handler != Handler.NONE) {
                    throw new Calls.Unmapped("twice in the handler", context);
                }
                to[shape.of(Cells.HANDLER, cpu)] += handler.ordinal();
                if (handler != Handler.NONE) {
                    found(view, context, handler, cpu, to);
                }
            } else {
                Top top = HandlerPlaces.top(context);
                if (to[shape.of(Cells.TOP, cpu)] != 0 && top != Top.NONE) {
                    throw new Calls.Unmapped("two short handlers at a time", context);
                }
                to[shape.of(Cells.TOP, cpu)] += top.ordinal();
            }
        }
    }

    private Main main(List<Call> stack, boolean isOn, State state, int cpu) {
        Optional<Main> own = goesOffline ? OfflinePlaces.main(stack, isOn, isOnline(state, cpu)) : Optional.empty();
        return own.orElseGet(() -> PortPlaces.main(stack, isOn, machine.cpu(cpu).isAsleep(state), isShared));
    }

    private boolean isOnline(State state, int cpu) {
        return (get(state, OfflinePlaces.MAP) >>> cpu & 1) != 0;
    }

    /** Whether the CPU is online; what has no LAPIC timer has that masked when it goes, as who has one. */
    private void online(State state, List<Call> stack, int cpu, int[] to) {
        boolean isOffline = !isOnline(state, cpu);
        set(to, Cells.OFFLINE, cpu, isOffline);
        set(to, Cells.IDLE_HANDLER, cpu, OfflinePlaces.isInIdleHandler(stack));
        if (!hasTime()) {
            set(to, Cells.LVTT_MASKED, cpu, isOffline);
        } else if (OfflinePlaces.isStopping(stack, !isOffline, to[shape.of(Cells.LVTT_MASKED, cpu)] != 0)) {
            set(to, Cells.STOPPING, cpu, true);
        }
    }

    /** What the handler on a CPU knows. */
    private void found(View view, List<Call> context, Handler handler, int cpu, int[] to) {
        boolean isBetween = Handler.ROUND.compareTo(handler) <= 0 && handler.compareTo(Handler.DONE) <= 0;
        if (isBetween || handler == Handler.BROADCAST) {
            to[shape.of(Cells.IN_PROGRESS)] = cpu;
        }
        if (isPit) {
            read(context, handler, cpu, to);
            return;
        }
        for (TimeCell variable : broadcast.orElseThrow().timeVariables(cpu)) {
            int value = view.state().get(variable.field());
            if (variable.name().equals("now")) {
                to[shape.of(Cells.HANDLER_NOW)] = time(value);
            } else if (variable.name().equals("next_event")) {
                set(to, Cells.LEFT_SET, value != machine.clock().never());
                to[shape.of(Cells.LEFT)] = time(value);
            }
        }
        if (handler == Handler.SCAN) {
            Scan scan = Scan.read(context, cpu, get(view.state(), "HPET.cpumask"));
            for (int each = 0; each < shape.cpus(); each++) {
                set(to, Cells.SCANNED, each, (scan.scanned() >>> each & 1) != 0);
                set(to, Cells.EXPIRED, each, (scan.expired() >>> each & 1) != 0);
                set(to, Cells.RAISED, each, (scan.raised() >>> each & 1) != 0);
            }
        }
    }

    /** What the PIT's handler knows. */
    private void read(List<Call> context, Handler handler, int cpu, int[] to) {
        if (handler == Handler.BROADCAST) {
            Scan read = PitPlaces.read(context, cpu);
            for (int each = 0; each < shape.cpus(); each++) {
                set(to, Cells.PIT_READ, each, (read.expired() >>> each & 1) != 0);
                set(to, Cells.RAISED, each, (read.raised() >>> each & 1) != 0);
            }
        }
    }

    /** Variables that are written before they are read again are as at first, so that they make no difference. */
    int[] live(int[] state) {
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            for (Variable hidden : HIDDEN) {
                state[shape.of(hidden, cpu)] = 0;
            }
        }
        forgetUnless(state, Cells.DESCRIPTOR_LOCKED, Cells.DESCRIPTOR_HOLDER);
        forgetUnless(state, Cells.IRQ_INPROGRESS, Cells.IN_PROGRESS);
        mwait.ifPresent(each -> each.live(state));
        return hasChannel() ? liveChannel(state) : state;
    }

    private int[] liveChannel(int[] state) {
        boolean isScanning = isAt(state, Handler.SAMPLE) || isAt(state, Handler.SCAN);
        if (!isScanning) {
            for (int cpu = 0; cpu < shape.cpus(); cpu++) {
                state[shape.of(Cells.SCANNED, cpu)] = 0;
            }
        }
        if (!isScanning && !isAt(state, Handler.REARM)) {
            state[shape.of(Cells.LEFT_SET)] = 0;
        }
        if (!isAt(state, Handler.SCAN)) {
            state[shape.of(Cells.HANDLER_NOW)] = 0;
        }
        if (isShared) {
            // Whether they have been written before is for words alone.
            state[shape.of(Cells.OWNED)] = 0;
            state[shape.of(Cells.ROUTED)] = 0;
            state[shape.of(Cells.OWNER)] *= 1 - state[shape.of(Cells.NOBODY)];
        }
        forgetUnless(state, Cells.LEFT_SET, Cells.LEFT);
        forgetUnless(state, Cells.EVENT_SET, Cells.NEXT_EVENT);
        forgetUnless(state, Cells.CHANNEL_LOCKED, Cells.CHANNEL_HOLDER);
        return state;
    }

    private void forgetUnless(int[] state, Variable isSet, Variable value) {
        if (state[shape.of(isSet)] == 0) {
            state[shape.of(value)] = 0;
        }
    }

    private boolean isAt(int[] state, Handler handler) {
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            if (state[shape.of(Cells.HANDLER, cpu)] == handler.ordinal()) {
                return true;
            }
        }
        return false;
    }

    private int time(int encoded) {
        return encoded == 0 ? 0 : NOW + encoded - machine.clock().now();
    }

    /** The earliest time that the ports tell apart: what is there may be earlier. */
    int longAgo() {
        return NOW + 1 - machine.clock().now();
    }

    private void set(int[] to, Variable flag, boolean value) {
        to[shape.of(flag)] = value ? 1 : 0;
    }

    private void set(int[] to, Variable flag, int cpu, boolean value) {
        to[shape.of(flag, cpu)] = value ? 1 : 0;
    }
}
