// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file to be written, or - for the standard output: that it cannot be is said before a search has taken its time. */
final class OutputFile implements ITypeConverter<Path> {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Override
    public Path convert(String value) {
        Path file = Path.of(value);
        if (isStandardOutput(file)) {
            return file;
        }
        if (value.isEmpty()) {
            throw new TypeConversionException("a file has a name, and '' is none");
        }
        if (Files.isDirectory(file)) {
            throw new TypeConversionException("'" + value + "' is a directory");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new TypeConversionException("there is no directory '" + directory + "'");
        }
        rejectUnwritable(value, Files.exists(file) ? file : directory);
        return file;
    }

    /** Refuses an output whose own file or directory, {@code touched}, must not be written by this user. */
    static void rejectUnwritable(String value, Path touched) {
        if (!Files.isWritable(touched)) {
            throw new TypeConversionException("'" + value + "' cannot be written: '" + touched
                    + "' is not this user's to write, or on a read-only file system");
        }
    }

    static boolean isStandardOutput(Path file) {
        return file.equals(STANDARD_OUTPUT);
    }
}
