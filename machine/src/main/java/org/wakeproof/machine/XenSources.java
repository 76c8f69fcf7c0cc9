// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where in Xen the functions are that traces of one machine name; known once a trace has named them. May be used by several threads. */
public final class XenSources {
    private final Map<String, List<XenSource>> met = new ConcurrentHashMap<>();

    /** Notes that a trace names this function. */
    public void add(XenSource source) {
        List<XenSource> all = met.computeIfAbsent(source.value(), name -> new CopyOnWriteArrayList<>());
        if (!all.contains(source)) {
            all.add(source);
        }
    }

    /**
     * The source of a function.
     *
     * @param function as traces name it
     * @return empty if it was not met, or if the machine runs two versions of it, of which none is told apart by its name
     */
    public Optional<XenSource> of(String function) {
        List<XenSource> all = met.getOrDefault(function, List.of());
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
}
