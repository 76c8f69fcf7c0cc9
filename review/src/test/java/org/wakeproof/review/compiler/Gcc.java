// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compiles handlers as Xen is compiled, and once more so that undefined behaviour ends them; runs both. */
final class Gcc {
    private static final List<String> AS_XEN = List.of("-O1", "-ftrivial-auto-var-init=pattern");
    private static final List<String> SANITIZED =
            List.of("-O0", "-ftrivial-auto-var-init=zero", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

    /** So many lines of the compiler's are enough to find what is wrong with the grammar. */
    private static final int MESSAGE = 3;

    private final Path directory;

    Gcc(Path directory) {
        this.directory = directory;
    }

    /** Whether it is there, with all that is asked of it here. */
    boolean isThere() {
        try {
            Files.writeString(directory.resolve("empty.c"), "int main(void) { return 0; }\n");
            List<String> command = new ArrayList<>(List.of("gcc", "-o", "empty", "empty.c"));
            command.addAll(SANITIZED);
            output(command);
            return Files.exists(directory.resolve("empty"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What these handlers do, one for each.
     *
     * @param texts their files, in which no name is defined twice; the functions are called as {@link Handler#NAME} with {@code _0},
     *     {@code _1} and so on behind it
     */
    List<Outcome> run(List<String> texts) {
        return run(texts, 0);
    }

    /** One that is no C leaves the others as they are. */
    private List<Outcome> run(List<String> texts, int first) {
        try {
            write(texts, first);
            Optional<List<String>> plain = tables(AS_XEN, texts.size());
            if (plain.isPresent()) {
                return outcomes(plain.get(), tables(SANITIZED, texts.size()).orElseThrow());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (texts.size() == 1) {
            return List.of(new Outcome(Outcome.REFUSED));
        }
        int half = texts.size() / 2;
        List<Outcome> all = new ArrayList<>(run(texts.subList(0, half), first));
        all.addAll(run(texts.subList(half, texts.size()), first + half));
        return all;
    }

    private void write(List<String> texts, int first) throws IOException {
        for (String name : List.of("prelude.h", "driver.c")) {
            Files.writeString(directory.resolve(name), resource(name));
        }
        String table = IntStream.range(first, first + texts.size())
                .mapToObj(i -> Handler.NAME + "_" + i)
                .collect(Collectors.joining(", ", "void (*const handlers[])(void) = { ", " };\n"));
        Files.writeString(
                directory.resolve("handlers.c"),
                "#include \"prelude.h\"\n" + String.join("\n", texts) + table + "const int count = " + texts.size()
                        + ";\n");
    }

    private static List<Outcome> outcomes(List<String> plain, List<String> sanitized) {
        return IntStream.range(0, plain.size())
                .mapToObj(i -> new Outcome(plain.get(i).equals(sanitized.get(i)) ? plain.get(i) : Outcome.UNDEFINED))
                .toList();
    }

    /** Empty if it is no C. */
    private Optional<List<String>> tables(List<String> options, int count) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("gcc", "-std=gnu11", "-fwrapv", "-fno-strict-aliasing", "-w", "-pipe", "-o", "handlers"));
        command.addAll(options);
        command.addAll(List.of("driver.c", "handlers.c"));
        Files.deleteIfExists(directory.resolve("handlers"));
        String messages = output(command);
        if (!Files.exists(directory.resolve("handlers"))) {
            if (count == 1) {
                System.out.println(messages.lines().limit(MESSAGE).collect(Collectors.joining("\n")));
            }
            return Optional.empty();
        }
        List<String> lines = output(List.of("./handlers")).lines().toList();
        if (lines.size() != count) {
            throw new IllegalStateException(lines.size() + " answers to " + count + " handlers");
        }
        return Optional.of(lines);
    }

    private String output(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("ASAN_OPTIONS", "detect_leaks=0");
        boolean isCompiler = command.get(0).equals("gcc");
        builder.redirectErrorStream(isCompiler);
        if (!isCompiler) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String resource(String name) throws IOException {
        try (var in = Gcc.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
