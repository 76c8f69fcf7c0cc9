// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A directory to be read. */
final class InputDirectory implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        Path directory = Path.of(value);
        if (value.isEmpty() || !Files.isDirectory(directory)) {
            throw new TypeConversionException("there is no directory '" + value + "'");
        }
        return directory;
    }
}
