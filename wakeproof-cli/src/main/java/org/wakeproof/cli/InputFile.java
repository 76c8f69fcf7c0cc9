// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wakeproof.report.Reasons;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file to be read, or - for the standard input: no output of the same command may be that file. */
final class InputFile implements ITypeConverter<Path> {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Path DEVICE = Path.of("/dev/stdin");
    /** No C file, patch or table is as large; a device has no end. */
    private static final int MOST_MIB = 64;

    @Override
    public Path convert(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("a file has a name, and '' is none");
        }
        return Path.of(value);
    }

    /** Where the bytes come from: of the standard input what the shell has put there. */
    static Path place(Path file) {
        return file.equals(STANDARD_INPUT) ? DEVICE : file;
    }

    static boolean isStandardInput(Path file) {
        return file.equals(STANDARD_INPUT);
    }

    static String name(Path file) {
        return file.equals(STANDARD_INPUT) ? "the standard input" : file.toString();
    }

    /** Opens it. */
    static InputStream open(Path file) throws IOException {
        return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file);
    }

    /**
     * Its text, a character for each byte.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says why
     */
    static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("cannot read " + file + ": it is a directory");
        }
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes((MOST_MIB << 20) + 1);
            if (bytes.length > MOST_MIB << 20) {
                throw new IllegalArgumentException(name(file) + " is larger than " + MOST_MIB + " MiB");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + name(file) + ": " + Reasons.of(e), e);
        }
    }
}
