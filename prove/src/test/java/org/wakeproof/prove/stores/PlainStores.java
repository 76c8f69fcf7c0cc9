// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.stores;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wakeproof.explorer.Unreduced;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.explorer.Unreduced.View;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;

/**
 * Which plain stores of ports another CPU sees without a lock that both hold: such a store may be late where there are store
 * buffers. Of all others the reader has acquired a lock behind the writer, whose release is a store behind that store, so the reader
 * sees it. As far as random walks meet what is done.
 */
final class PlainStores {
    private record Touch(int cpu, String procedure, Set<String> locks) {}

    private final Machine machine;
    private final Map<Cell, Set<Touch>> stores = new HashMap<>();
    private final Map<Cell, Set<Touch>> touches = new HashMap<>();
    private final Set<SpinLock> locks = new HashSet<>();

    private PlainStores(Machine machine) {
        this.machine = machine;
    }

    /** Looks at what CPUs do on random walks. */
    static PlainStores of(Machine machine, int walks, int steps) {
        PlainStores found = new PlainStores(machine);
        // Once to know the locks before anybody holds one.
        new Unreduced(machine).walk(1, walks, steps, found.new Watcher());
        found.stores.clear();
        found.touches.clear();
        new Unreduced(machine).walk(1, walks, steps, found.new Watcher());
        return found;
    }

    /** Cells without their numbers: by whom they are stored, and by whom they are seen on another CPU with no lock in common. */
    Map<String, String> seenWithoutLock() {
        Map<String, Set<String>> by = new TreeMap<>();
        Map<String, Set<String>> seen = new TreeMap<>();
        visit((name, store, touch) -> {
            if (inCommon(store, touch).isEmpty()) {
                by.computeIfAbsent(name, key -> new TreeSet<>()).add(store.procedure());
                seen.computeIfAbsent(name, key -> new TreeSet<>()).add(touch.procedure());
            }
        });
        Map<String, String> told = new TreeMap<>();
        by.forEach((cell, procedures) ->
                told.put(cell, String.join(", ", procedures) + " \u2192 " + String.join(", ", seen.get(cell))));
        return told;
    }

    /** Cells that another CPU sees, each with the locks that who stores and who sees have in common, by one of which they all do. */
    Map<String, Set<String>> guards() {
        Map<String, Set<String>> guards = new TreeMap<>();
        visit((name, store, touch) -> {
            Set<String> common = inCommon(store, touch);
            guards.computeIfAbsent(name, key -> new TreeSet<>(common)).retainAll(common);
        });
        guards.values().removeIf(Set::isEmpty);
        return guards;
    }

    private interface Pairs {
        void pair(String cell, Touch store, Touch touch);
    }

    private void visit(Pairs visitor) {
        stores.forEach((cell, all) -> {
            for (Touch store : all) {
                for (Touch touch : touches.get(cell)) {
                    if (store.cpu() != touch.cpu()) {
                        visitor.pair(unnumbered(cell.name()), store, touch);
                    }
                }
            }
        });
    }

    private static String unnumbered(String name) {
        return name.replaceAll("\\d+", "");
    }

    private static Set<String> inCommon(Touch store, Touch touch) {
        Set<String> common = new TreeSet<>();
        store.locks().stream().filter(touch.locks()::contains).forEach(lock -> common.add(unnumbered(lock)));
        return common;
    }

    private static boolean isStore(Operation operation) {
        return operation instanceof Store || operation instanceof StoreTime || operation instanceof LoadTime;
    }

    /** The cells that an operation names; a time that is loaded is stored to the first of them. */
    private static List<Cell> cells(Operation operation) {
        List<Cell> cells = new ArrayList<>();
        for (RecordComponent component : operation.getClass().getRecordComponents()) {
            try {
                if (component.getAccessor().invoke(operation) instanceof Cell cell) {
                    cells.add(cell);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return cells;
    }

    private final class Watcher implements Unreduced.Visitor {
        private final List<List<Call>> stacks = new ArrayList<>();
        private final List<List<Call>> before = new ArrayList<>();
        private Map<Integer, Set<String>> held = Map.of();
        private Map<Integer, Set<String>> heldBefore = Map.of();

        @Override
        public void state(int number, View view) {
            before.clear();
            before.addAll(stacks);
            stacks.clear();
            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                stacks.add(view.stack(cpu));
            }
            Map<Integer, Set<String>> now = new HashMap<>();
            for (SpinLock lock : locks) {
                now.computeIfAbsent(view.state().get(lock.field()) - 1, key -> new HashSet<>())
                        .add(lock.name());
            }
            heldBefore = held;
            held = now;
        }

        @Override
        public void step(int from, int to, boolean isTick, String who) {
            if (!who.startsWith("CPU")) {
                return;
            }
            int cpu = Integer.parseInt(who.substring(3));
            List<Call> stack = before.get(cpu);
            boolean isInterrupted = stacks.get(cpu).size() > stack.size()
                    && stacks.get(cpu).get(stack.size()).isHandler();
            Optional<Operation> done = stack.isEmpty() || isInterrupted
                    ? Optional.empty()
                    : stack.get(stack.size() - 1).next();
            done.ifPresent(operation -> note(cpu, stack.get(stack.size() - 1).procedure(), operation));
        }

        private void note(int cpu, String procedure, Operation operation) {
            if (operation instanceof Acquire acquire) {
                locks.add(acquire.lock());
            }
            if (operation instanceof LockOperation) {
                return;
            }
            Touch touch = new Touch(cpu, procedure, Set.copyOf(heldBefore.getOrDefault(cpu, Set.of())));
            List<Cell> cells = cells(operation);
            for (Cell cell : cells) {
                touches.computeIfAbsent(cell, key -> new HashSet<>()).add(touch);
            }
            if (isStore(operation)) {
                stores.computeIfAbsent(cells.get(0), key -> new HashSet<>()).add(touch);
            }
        }

        @Override
        public void broken(int from, String rule) {
            throw new IllegalArgumentException("breaks a rule of the machine: " + rule);
        }
    }
}
