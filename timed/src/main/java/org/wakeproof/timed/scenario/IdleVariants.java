// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wakeproof.timed.xen.Variant;

/** The versions of the idle path by name. */
final class IdleVariants {
    private IdleVariants() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Variant.V2.toString(), Variant.V2.title());
        for (Variant variant : Variant.values()) {
            all.putIfAbsent(variant.toString(), variant.title());
        }
        return all;
    }

    static Variant named(String name) {
        for (Variant variant : Variant.values()) {
            if (variant.toString().equals(name)) {
                return variant;
            }
        }
        throw new IllegalArgumentException(
                "there is no variant '" + name + "'; there is " + String.join(", ", all().keySet()));
    }
}
