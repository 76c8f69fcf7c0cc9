// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.machine.XenSources;
import org.wakeproof.report.timeline.Functions;

/**
 * Where a C function is.
 *
 * @param file its path in Xen's repository
 * @param line at which its definition begins
 * @param commit of the version that is ported
 */
public record SourcePlace(String file, int line, String commit) {
    /** By the version as a port names it, file and function. */
    private static final Map<List<String>, SourcePlace> PLACES = places();

    /** Those of a version, by function, wherever its file is by then; several functions may have one name. */
    private static final Map<List<String>, Set<SourcePlace>> BY_FUNCTION = byFunction();

    private static Map<List<String>, Set<SourcePlace>> byFunction() {
        Map<List<String>, Set<SourcePlace>> places = new HashMap<>();
        PLACES.forEach(
                (key, place) -> places.computeIfAbsent(List.of(key.get(0), key.get(2)), function -> new HashSet<>())
                        .add(place));
        return places;
    }

    private static Map<List<String>, SourcePlace> places() {
        Map<List<String>, SourcePlace> places = new HashMap<>();
        Resource.text(SourcePlace.class, "xen-lines.txt").lines().forEach(row -> {
            String[] cells = row.split("\t");
            places.put(
                    List.of(cells[0], cells[1], cells[2]),
                    new SourcePlace(cells[1], Integer.parseInt(cells[4]), cells[3]));
        });
        return places;
    }

    /** Where a function is; empty for one that is told of in none of Xen's commits. */
    public static Optional<SourcePlace> of(XenSource source) {
        return Optional.ofNullable(PLACES.get(List.of(source.commit(), source.file(), source.value())));
    }

    /** Where the function is that performs a step of a machine; empty for a device, or where that is not known. */
    public static Optional<SourcePlace> of(Machine machine, TraceStep step) {
        return step.isByCpu() && !step.isInterrupt()
                ? of(machine.sources(), Functions.innermost(step.functions()))
                : Optional.empty();
    }

    private static Optional<SourcePlace> of(XenSources sources, String function) {
        Set<Optional<SourcePlace>> places = sources.all(function).stream()
                .map(source -> in(sources.version(), source))
                .collect(Collectors.toSet());
        return places.size() == 1 ? places.iterator().next() : Optional.empty();
    }

    /** What was ported from 2009 is told of where it is in the version that runs, as it has not changed. */
    private static Optional<SourcePlace> in(String version, XenSource source) {
        Set<SourcePlace> now = BY_FUNCTION.getOrDefault(List.of(version, source.value()), Set.of());
        return source.commit().equals(XenSource.TICK_SUSPENSION_V2) && now.size() == 1
                ? Optional.of(now.iterator().next())
                : of(source);
    }

    /** Without its directories. */
    public String fileName() {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
