// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files beside classes that become parts of pages. */
public final class Resource {
    private static final String LICENCE = "(/\\*|<!--|//) SPDX-License-Identifier: [^\n]*\n";

    private Resource() {}

    /**
     * The text of a file without the line that names its licence, which is not the page's.
     *
     * @throws IllegalStateException if there is no such file
     */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst(LICENCE, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
