// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.guest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.wakeproof.machine.Machine;

/**
 * A guest's program: numbered instructions, each of which does one thing that others can see. Between two of them the
 * guest can be interrupted, and another vCPU can be given the CPU.
 */
public final class GuestCode {
    static final int NEXT = -1;

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final List<String> jumps = new ArrayList<>();
    private int handler = NEXT;

    /** What an instruction does. */
    enum Kind {
        /** One access to memory that others can see. */
        ACCESS,
        /** Calls the hypervisor. */
        HYPERCALL,
        /** Computes until it is interrupted, and then goes on computing. */
        COMPUTE,
        /** Returns from the handler of events, and lets further ones through. */
        RETURN,
        /** Takes no time: goes on elsewhere. */
        JUMP
    }

    /** Returns whether to jump. */
    record Instruction(Kind kind, BooleanSupplier action) {}

    /** Names the place of the next instruction. */
    public GuestCode label(String name) {
        if (labels.put(name, instructions.size()) != null) {
            throw new IllegalStateException("there is a label " + name + " already");
        }
        return this;
    }

    /**
     * Says that events are handled from here on; ends with {@link #returnFromEvent}. A guest without a handler never
     * looks at its events, as one that has just been started.
     */
    public GuestCode eventHandler() {
        handler = instructions.size();
        return this;
    }

    /** One access to memory. */
    public GuestCode access(Runnable action) {
        return add(Kind.ACCESS, null, Machine.fixed(() -> {
            action.run();
            return false;
        }));
    }

    /** One access to memory whose outcome decides whether to go on at the label. */
    public GuestCode test(BooleanSupplier action, String label) {
        return add(Kind.ACCESS, label, action);
    }

    /** A hypercall. */
    public GuestCode hypercall(Runnable action) {
        return add(Kind.HYPERCALL, null, Machine.fixed(() -> {
            action.run();
            return false;
        }));
    }

    /** Goes on at the label. */
    public GuestCode jump(String label) {
        return add(Kind.JUMP, label, () -> true);
    }

    /** Computes for ever. */
    public GuestCode compute() {
        return add(Kind.COMPUTE, null, () -> false);
    }

    /** Goes on where the event came. */
    public GuestCode returnFromEvent() {
        return add(Kind.RETURN, null, () -> false);
    }

    private GuestCode add(Kind kind, String label, BooleanSupplier action) {
        instructions.add(new Instruction(kind, Machine.fixed(action)));
        jumps.add(label);
        return this;
    }

    int size() {
        return instructions.size();
    }

    Instruction at(int place) {
        return instructions.get(place);
    }

    /** Where an instruction's jump leads. */
    int target(int place) {
        Integer target = labels.get(jumps.get(place));
        if (target == null) {
            throw new IllegalStateException("there is no label " + jumps.get(place));
        }
        return settled(target);
    }

    /** What comes after an instruction that does not jump. */
    int after(int place) {
        return settled(place + 1);
    }

    private int settled(int place) {
        return at(place).kind == Kind.JUMP ? target(place) : place;
    }

    /** Where events are handled, or {@link #NEXT}. */
    int handler() {
        return handler;
    }
}
