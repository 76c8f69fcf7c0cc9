// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakeproof.report.Resource;

/** A file with places: {@code {{name}}} for text, which is escaped, and {@code {{{name}}}} for markup. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{(\\w+)}}");

    private final String name;
    private final String text;

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** The template with this file name beside the class. */
    static Template named(String name) {
        return new Template(name, resource(name));
    }

    /** A resource as it is, but for its licence. */
    static String resource(String name) {
        return Resource.text(Template.class, name);
    }

    /**
     * Fills in every place.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    String fill(Map<String, String> values) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            boolean isMarkup = place.group(1) != null;
            String value = values.get(isMarkup ? place.group(1) : place.group(2));
            if (value == null) {
                throw new IllegalArgumentException(name + ": nothing for " + place.group());
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(isMarkup ? value : Markup.escape(value)));
        }
        return place.appendTail(filled).toString();
    }
}
