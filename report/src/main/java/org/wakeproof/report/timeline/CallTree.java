// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.machine.Step;

/**
 * The steps of a trace by who takes them and in which calls, in their order: whoever is interrupted by another's step goes on in
 * a call of its own here. Calls of the same function with no step between them are one, as a trace does not tell them apart.
 *
 * @param calls each before those in it
 * @param alone the steps, from 0, that have no call of their own here, as it would hold nothing else
 */
public record CallTree(List<Call> calls, Set<Integer> alone) {
    /**
     * Steps that are taken one after the other in one function, in those that it calls, and by one CPU or device.
     *
     * @param first the first of them, from 0
     * @param end the first behind them
     * @param depth how many calls this one is in
     * @param names of the CPU or device, if it begins here, and of the functions, from the outermost inwards; where nothing else
     *     happens in a function but a call, both are here
     */
    public record Call(int first, int end, int depth, List<String> names) {}

    static CallTree of(Timeline timeline) {
        Builder builder = new Builder(timeline.moments().stream()
                .map(moment -> path(timeline, moment))
                .toList());
        builder.add(0, timeline.moments().size(), 0, 0);
        for (Moment moment : timeline.moments()) {
            if (moment.kind() == Step.Kind.EVENT
                    && !moment.functions()
                            .equals(timeline.lanes().get(moment.lane()).name())) {
                builder.alone.add(moment.number() - 1);
            }
        }
        return new CallTree(List.copyOf(builder.calls), builder.alone);
    }

    private static List<String> path(Timeline timeline, Moment moment) {
        List<String> path = new ArrayList<>();
        path.add(timeline.lanes().get(moment.lane()).name());
        if (moment.kind() != Step.Kind.EVENT) {
            path.addAll(Functions.withoutLocking(moment.functions()));
        }
        return path;
    }

    private static final class Builder {
        final List<Call> calls = new ArrayList<>();
        final Set<Integer> alone = new TreeSet<>();
        private final List<List<String>> paths;

        Builder(List<List<String>> paths) {
            this.paths = paths;
        }

        /** Adds the calls among steps that have some names in common, which stand above them already. */
        void add(int first, int end, int common, int depth) {
            int next = first;
            for (int at = first; at < end; at = next) {
                next = at + 1;
                if (paths.get(at).size() <= common) {
                    continue;
                }
                while (next < end && isCommon(at, next, common)) {
                    next++;
                }
                if (next - at == 1) {
                    alone.add(at);
                    continue;
                }
                int names = common + 1;
                while (isCommonToAll(at, next, names)) {
                    names++;
                }
                calls.add(new Call(at, next, depth, List.copyOf(paths.get(at).subList(common, names))));
                add(at, next, names, depth + 1);
            }
        }

        private boolean isCommon(int one, int other, int name) {
            return paths.get(one).size() > name
                    && paths.get(other).size() > name
                    && paths.get(one).get(name).equals(paths.get(other).get(name));
        }

        private boolean isCommonToAll(int first, int end, int name) {
            for (int at = first; at < end; at++) {
                if (!isCommon(first, at, name)) {
                    return false;
                }
            }
            return true;
        }
    }
}
