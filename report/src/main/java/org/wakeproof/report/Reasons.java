// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file cannot be read or written, as Java's exceptions often only name the file. */
public final class Reasons {
    private Reasons() {}

    /** The reason in a few words. */
    public static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
