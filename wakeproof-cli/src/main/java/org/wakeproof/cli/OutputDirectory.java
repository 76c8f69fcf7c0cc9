// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A directory to be written into; it is made where only its parent is there. */
final class OutputDirectory implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        if (value.equals("-")) {
            throw new TypeConversionException("it takes a directory, not the standard output");
        }
        Path directory = Path.of(value);
        if (value.isEmpty() || Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new TypeConversionException("'" + value + "' is no directory");
        }
        Path written =
                Files.exists(directory) ? directory : directory.toAbsolutePath().getParent();
        if (!Files.isDirectory(written)) {
            throw new TypeConversionException("there is no directory '" + written + "'");
        }
        OutputFile.rejectUnwritable(value, written);
        return directory;
    }
}
