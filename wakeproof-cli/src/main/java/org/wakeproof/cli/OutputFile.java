// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
        if (value.isEmpty() || Files.isDirectory(file)) {
            throw new TypeConversionException("'" + value + "' is a directory");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new TypeConversionException("there is no directory '" + directory + "'");
        }
        if (!Files.isWritable(Files.exists(file) ? file : directory)) {
            throw new TypeConversionException("'" + value + "' cannot be written");
        }
        return file;
    }

    static boolean isStandardOutput(Path file) {
        return file.equals(STANDARD_OUTPUT);
    }

    /**
     * Looks at all outputs of a command together.
     *
     * @return whether one of them is the standard output, where nothing else may stand then
     * @throws ParameterException if two have one name: the second would overwrite the first
     */
    static boolean isStandardOutputAmong(ParseResult parsed) {
        Map<Path, String> options = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (option.getValue() instanceof Path file && isOutput(option)) {
                Path place = place(file);
                String before = Files.exists(place) && !Files.isRegularFile(place)
                        ? null
                        : options.putIfAbsent(place, option.longestName());
                if (before != null && !before.equals(option.longestName())) {
                    throw new ParameterException(
                            parsed.commandSpec().commandLine(),
                            before + " and " + option.longestName() + " are both to be written to '" + file + "'");
                }
            }
        }
        return options.containsKey(STANDARD_OUTPUT);
    }

    private static boolean isOutput(OptionSpec option) {
        for (ITypeConverter<?> converter : option.converters()) {
            if (converter instanceof OutputFile) {
                return true;
            }
        }
        return false;
    }

    /** Where a file lies, by whichever name. */
    private static Path place(Path file) {
        if (isStandardOutput(file)) {
            return file;
        }
        try {
            Path directory = file.toAbsolutePath().getParent().toRealPath();
            return Files.exists(file) ? file.toRealPath() : directory.resolve(file.getFileName());
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
