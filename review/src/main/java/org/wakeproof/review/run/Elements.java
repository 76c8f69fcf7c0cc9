// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Step;
import org.wakeproof.review.code.Value;

/** Which elements of arrays may be read again: where one is, by an index or a pointer that changes, any may be. */
final class Elements {
    /** Arrays to whose elements there are pointers. */
    private final Set<Path> walked = new HashSet<>();

    Elements(Code code) {
        code.instructions().stream()
                .filter(Instruction.Assign.class::isInstance)
                .map(each -> ((Instruction.Assign) each).value())
                .filter(Address.class::isInstance)
                .map(each -> ((Address) each).path())
                .filter(path -> isIndex(path, path.steps().size() - 1))
                .forEach(path -> walked.add(array(path)));
    }

    /** Whether it leads to an element that may be another one at another time. */
    boolean mayBeAny(Path path) {
        Path array = array(path);
        boolean isOpen = path.steps().stream()
                .anyMatch(step -> step instanceof Step.Index index && !(index.index() instanceof Expression.Constant));
        return isOpen || array != path && walked.contains(array);
    }

    /** Adds all elements of the array that a path leads into, if it may be any of them. */
    void add(Expression live, Map<String, Value> known, Set<String> names) {
        Set<Path> paths = new HashSet<>();
        live.paths(paths);
        for (Path path : paths) {
            Path array = array(path);
            if (array != path && mayBeAny(path)) {
                Evaluation.place(array, known).ifPresent(place -> addParts(place + "[", known, names));
            }
        }
    }

    /** Adds what pointers that are read may lead to by the time they are: other elements, and what is behind those. */
    static void addWalked(Map<String, Value> known, Set<String> names) {
        Set<String> added = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.poll();
            Value value = known.getOrDefault(name, Value.UNKNOWN);
            if (value.kind() != Value.Kind.ADDRESS) {
                continue;
            }
            Set<String> more = new HashSet<>();
            if (value.target().endsWith("]")) {
                addParts(value.target().replaceFirst("(\\[[^\\[\\]]*])+$", "["), known, more);
            }
            if (added.contains(name)) {
                more.add(value.target());
                addParts(value.target() + ".", known, more);
            }
            more.removeAll(names);
            names.addAll(more);
            added.addAll(more);
            open.addAll(more);
        }
    }

    private static void addParts(String prefix, Map<String, Value> known, Set<String> names) {
        known.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add);
    }

    /** The path before its first index of an array; itself if it has none. */
    private static Path array(Path path) {
        List<Step> before = new ArrayList<>();
        for (int at = 0; at < path.steps().size(); at++) {
            if (isIndex(path, at)) {
                return new Path(path.root(), List.copyOf(before));
            }
            before.add(path.steps().get(at));
        }
        return path;
    }

    private static boolean isIndex(Path path, int at) {
        return at >= 0 && path.steps().get(at) instanceof Step.Index index && !index.isByPointer();
    }
}
