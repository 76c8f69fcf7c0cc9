// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The names that tools know a file by: from the top of its repository, with slashes. */
final class RepositoryPath {

    private RepositoryPath() {}

    /** The path from the top of the git work tree that the file is in; as it is if it is in none. */
    static String of(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath().normalize();
            for (Path top = path.getParent(); top != null && Files.exists(path); top = top.getParent()) {
                if (Files.exists(top.resolve(".git"))) {
                    return top.relativize(path).toString().replace('\\', '/');
                }
            }
        } catch (InvalidPathException e) {
            return file;
        }
        return file;
    }

    /** The same as a URI reference: what is no letter of a URI is percent-encoded. */
    static String uri(String file) {
        String path = of(file);
        try {
            // A colon in the first segment would be that of a scheme.
            String encoded = new URI(null, null, path, null)
                    .toASCIIString()
                    .replace("[", "%5B")
                    .replace("]", "%5D");
            return encoded.startsWith("/") ? encoded : encoded.replaceFirst("^\\./", "");
        } catch (URISyntaxException e) {
            return path.replaceAll("[^\\w./-]", "_");
        }
    }
}
