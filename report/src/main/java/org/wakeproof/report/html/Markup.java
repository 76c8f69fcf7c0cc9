// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

/** Text inside markup. */
final class Markup {
    private Markup() {}

    /** The text such that markup shows it as it is, between tags and in attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(isText(c) ? c : '\ufffd');
            }
        }
        return escaped.toString();
    }

    /** Whether XML may hold it. */
    private static boolean isText(char c) {
        return c >= ' ' && c < '\ufffe' || c == '\n' || c == '\t';
    }

    /** An element that holds text. */
    static String element(String tag, String attributes, String text) {
        return "<" + tag + (attributes.isEmpty() ? "" : " " + attributes) + ">" + escape(text) + "</" + tag + ">";
    }
}
