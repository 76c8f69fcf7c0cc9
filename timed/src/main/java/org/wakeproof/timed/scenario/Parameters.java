// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of parameters: those that have been set, and the usual ones. It knows which of them were asked for; what is made from
 * one by setting more shares that with it. Any thread may ask.
 */
public final class Parameters {
    private final List<Parameter> known;
    private final Map<String, Double> set;
    private final Set<String> read;
    /** What a parameter is called by whom it was made from, where that is another name. */
    private final Map<String, String> origins;

    private Parameters(List<Parameter> known, Map<String, Double> set, Set<String> read, Map<String, String> origins) {
        this.origins = origins;
        this.known = List.copyOf(known);
        this.set = set;
        this.read = read;
    }

    /** The usual values. */
    public static Parameters usual(List<Parameter> known) {
        return new Parameters(known, Map.of(), ConcurrentHashMap.newKeySet(), Map.of());
    }

    /**
     * The same with one more set.
     *
     * @param value as it is written, such as 10ms
     * @throws IllegalArgumentException in one line if there is no such parameter, or it does not take that
     */
    public Parameters with(String name, String value) {
        return with(name, named(name).parse(value));
    }

    /** The same with one more set, in base units: nanoseconds, Hz, W. */
    public Parameters with(String name, double value) {
        named(name);
        Map<String, Double> more = new LinkedHashMap<>(set);
        more.put(name, value);
        return new Parameters(known, more, read, origins);
    }

    /**
     * Returns a parameter.
     *
     * @throws IllegalArgumentException in one line if there is none of that name
     */
    public Parameter named(String name) {
        return known.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no parameter '" + name + "'; there is "
                        + String.join(", ", known.stream().map(Parameter::name).toList())));
    }

    /**
     * The same values as parameters of another kind; who asks for one of those asks for one of these.
     *
     * @param others those parameters; whatever is not among these has its usual value
     * @param names how these are called, by the name of the other, where the names differ
     */
    Parameters as(List<Parameter> others, Map<String, String> names) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Parameter other : others) {
            String here = names.getOrDefault(other.name(), other.name());
            known.stream()
                    .filter(parameter -> parameter.name().equals(here))
                    .forEach(parameter -> values.put(other.name(), valueOf(parameter)));
        }
        return new Parameters(others, values, read, names);
    }

    /** All that there are. */
    public List<Parameter> known() {
        return known;
    }

    /** A value in its base unit. */
    public double get(String name) {
        read.add(origins.getOrDefault(name, name));
        return valueOf(named(name));
    }

    private double valueOf(Parameter parameter) {
        return set.getOrDefault(parameter.name(), parameter.value());
    }

    /** Those that have been set, and that no run has asked for: they changed nothing. */
    public List<String> unread() {
        return set.keySet().stream().filter(name -> !read.contains(name)).toList();
    }

    /** A duration in nanoseconds, or a count. */
    public long whole(String name) {
        return Math.round(get(name));
    }

    /** All values as they are written, by name. */
    public Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        known.forEach(parameter -> written.put(parameter.name(), parameter.format(valueOf(parameter))));
        return written;
    }
}
