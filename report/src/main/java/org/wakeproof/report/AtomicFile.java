// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file whole or not at all: to a temporary file beside it, which is then moved. */
public final class AtomicFile {
    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /**
     * Writes the text; into a device or a pipe directly, as what is moved there would replace it. A link stays, and what
     * it points to is written. A new file may be read by whom the umask lets, one that is there by whom it was.
     *
     * @throws IOException if it cannot be written; nothing is left behind then
     */
    public static void write(Path file, String text) throws IOException {
        Path target = target(file.toAbsolutePath());
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            Files.writeString(target, text);
            return;
        }
        Path temporary = beside(target);
        try {
            Files.writeString(temporary, text);
            takeOver(target, temporary);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * What a link points to in the end, which need not be there yet; a file that is no link itself.
     *
     * @throws IOException if that has no end
     */
    public static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** A new file with the rights that the umask gives; {@code createTempFile} gives them to nobody else. */
    private static Path beside(Path target) throws IOException {
        while (true) {
            String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
            try {
                return Files.createFile(target.resolveSibling("." + target.getFileName() + "." + random + ".tmp"));
            } catch (FileAlreadyExistsException e) {
                // Somebody else has that name.
            }
        }
    }

    private static void takeOver(Path from, Path to) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (rights != null && Files.exists(from)) {
            rights.setPermissions(Files.getPosixFilePermissions(from));
        }
    }
}
