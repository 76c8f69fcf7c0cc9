// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.List;

/**
 * An address for every place in Xen's source.
 *
 * @param pattern with {@code {commit}}, {@code {file}} and {@code {line}}
 */
public record SourceUrl(String pattern) {
    /** On GitHub, where Xen's repository has a copy. */
    public static final SourceUrl USUAL =
            new SourceUrl("https://github.com/xen-project/xen/blob/{commit}/{file}#L{line}");

    /**
     * An address.
     *
     * @throws IllegalArgumentException in a line if a part is missing, or if it is no address of a page or a file
     */
    public SourceUrl {
        for (String part : List.of("{commit}", "{file}", "{line}")) {
            if (!pattern.contains(part)) {
                throw new IllegalArgumentException("--source-url takes a pattern with {commit}, {file} and {line}, as "
                        + "https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f={file};hb={commit}#l{line}; '" + pattern
                        + "' has no " + part);
            }
        }
        if (!pattern.matches("(https?|file)://[^\\s\"<>]+")) {
            throw new IllegalArgumentException(
                    "--source-url takes http://, https:// or file://, not '" + pattern + "'");
        }
    }

    /** The address of one. */
    public String of(SourcePlace place) {
        return pattern.replace("{commit}", place.commit())
                .replace("{file}", place.file())
                .replace("{line}", Integer.toString(place.line()));
    }
}
