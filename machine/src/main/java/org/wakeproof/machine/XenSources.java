// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where in Xen the functions are that traces of one machine name; known once a trace has named them. May be used by several threads. */
public final class XenSources {
    private final Map<String, List<XenSource>> met = new ConcurrentHashMap<>();
    private volatile String version = XenSource.TICK_SUSPENSION_V2;

    /**
     * Says which version of Xen the machine runs as a whole; for wiring. What is ported from the version of 2009 and has not
     * changed since is told of there.
     *
     * @param commit abbreviated hash
     */
    public void runs(String commit) {
        version = commit;
    }

    /** The version that the machine runs as a whole: {@link XenSource#TICK_SUSPENSION_V2} where nobody said otherwise. */
    public String version() {
        return version;
    }

    /** Notes that a trace names this function. */
    public void add(XenSource source) {
        List<XenSource> all = met.computeIfAbsent(source.value(), name -> new CopyOnWriteArrayList<>());
        if (!all.contains(source)) {
            all.add(source);
        }
    }

    /** All sources of a function that were met, as traces name it; several where the machine runs parts of several versions. */
    public List<XenSource> all(String function) {
        return List.copyOf(met.getOrDefault(function, List.of()));
    }
}
