// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wakeproof.report.AtomicFile;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The files that were given to one command, looked at together: none is written over another, nor over what is read. */
final class GivenFiles {
    private final ParseResult parsed;
    private final List<Given> inputs = new ArrayList<>();
    private final List<Given> outputs = new ArrayList<>();

    /** A file with what it was given as. */
    private record Given(String name, Path file) {}

    private GivenFiles(ParseResult parsed) {
        this.parsed = parsed;
        parsed.matchedArgs().forEach(this::sort);
    }

    private void sort(ArgSpec argument) {
        List<?> values =
                argument.getValue() instanceof List<?> several ? several : Arrays.asList(argument.<Object>getValue());
        for (Object value : values) {
            if (value instanceof Path file) {
                if (isConvertedBy(InputFile.class, argument)) {
                    inputs.add(new Given(name(argument), file));
                } else if (isConvertedBy(OutputFile.class, argument)) {
                    outputs.add(new Given(name(argument), file));
                }
            }
        }
    }

    private static boolean isConvertedBy(Class<?> converter, ArgSpec argument) {
        for (Object each : argument.converters()) {
            if (converter.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /**
     * Looks at them before anything is done.
     *
     * @return whether one of the outputs is the standard output, where nothing else may stand then
     * @throws ParameterException if two outputs are one file, or if one is an input, or two inputs are the standard input
     */
    static boolean areToStandardOutput(ParseResult parsed) {
        GivenFiles files = new GivenFiles(parsed);
        files.checkStandardInput();
        for (Given output : files.outputs) {
            files.outputs.stream()
                    .takeWhile(before -> before != output)
                    .filter(before -> isSameName(before.file(), output.file()))
                    .findFirst()
                    .ifPresent(before -> files.refuse(
                            before.name() + " and " + output.name() + " are both to be written to", output));
            files.inputs.stream()
                    .filter(input -> isSameFile(InputFile.place(input.file()), output.file()))
                    .findFirst()
                    .ifPresent(input -> files.refuse(
                            output.name() + " would overwrite what is read, " + input.name() + ",", output));
        }
        return files.outputs.stream().anyMatch(output -> OutputFile.isStandardOutput(output.file()));
    }

    /** Whoever reads it second finds nothing there. */
    private void checkStandardInput() {
        List<Given> standard = inputs.stream()
                .filter(input -> InputFile.isStandardInput(input.file()))
                .toList();
        if (standard.size() > 1) {
            Given second = standard.get(1);
            refuse(standard.get(0).name() + " and " + second.name() + " are both to be read from", second);
        }
    }

    private void refuse(String why, Given file) {
        throw new ParameterException(parsed.commandSpec().commandLine(), why + " '" + file.file() + "'");
    }

    /** Whether both are one file by whichever name or link, and one that would be replaced: a device is not. */
    private static boolean isSameFile(Path input, Path output) {
        try {
            return !OutputFile.isStandardOutput(output)
                    && Files.isRegularFile(output)
                    && Files.exists(input)
                    && Files.isSameFile(input, output);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSameName(Path one, Path other) {
        Optional<Path> place = place(one);
        return place.isPresent() && place.equals(place(other));
    }

    /** Where an output is to lie, by whichever name; none for a device, which many may write to. */
    private static Optional<Path> place(Path file) {
        if (OutputFile.isStandardOutput(file)) {
            return Optional.of(file);
        }
        try {
            Path target = AtomicFile.target(file.toAbsolutePath());
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return Optional.empty();
            }
            return Optional.of(target.getParent().toRealPath().resolve(target.getFileName()));
        } catch (IOException e) {
            return Optional.of(file.toAbsolutePath().normalize());
        }
    }
}
