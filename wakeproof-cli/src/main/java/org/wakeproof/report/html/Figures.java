// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Statistics;

/** Figures and kinds of property in words. */
final class Figures {
    private Figures() {}

    static Map<String, String> of(Statistics statistics) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("states stored", String.format(Locale.ROOT, "%,d", statistics.stored()));
        figures.put("generated", String.format(Locale.ROOT, "%,d", statistics.generated()));
        figures.put("depth", Integer.toString(statistics.depth()));
        figures.put("time", String.format(Locale.ROOT, "%.1f s", statistics.seconds()));
        figures.put("states/s", String.format(Locale.ROOT, "%,.0f", statistics.rate()));
        figures.put("bytes a state", String.format(Locale.ROOT, "%.0f", statistics.bytesPerState()));
        return figures;
    }

    static String kind(Property property) {
        if (property instanceof Property.Leaves) {
            return "every fair run leaves what is wrong";
        }
        if (property instanceof Property.Sometimes) {
            return "met in some state, lest all hold for nothing";
        }
        if (property instanceof Property.Recoverable) {
            return "can be reached again from every state";
        }
        return "in every state";
    }
}
