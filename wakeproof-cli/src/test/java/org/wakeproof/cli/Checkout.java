// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A directory with the launcher and a jar that runs the classes under test: what a user has who has built Wakeproof. */
final class Checkout {
    private static final int PATIENCE_SECONDS = 60;

    private final Path home;
    private final Map<String, String> environment;

    /** How a command ended. */
    record Ended(int status, String out, String err) {}

    private Checkout(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** With the launcher alone, as before the first build. */
    static Checkout unbuilt(Path home) throws IOException {
        Files.copy(Path.of("../wakeproof"), home.resolve("wakeproof"));
        return new Checkout(home, Map.of());
    }

    /** With a jar. */
    static Checkout built(Path home) throws IOException {
        Checkout checkout = unbuilt(home);
        Files.createDirectories(checkout.target());
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(checkout.target().resolve("wakeproof.jar")), manifest).close();
        return checkout;
    }

    /** The same with a variable of the environment. */
    Checkout with(String variable, String value) {
        Map<String, String> more = new java.util.HashMap<>(environment);
        more.put(variable, value);
        return new Checkout(home, more);
    }

    Path target() {
        return home.resolve("wakeproof-cli/target");
    }

    /** Starts what the shell takes the text for; {@code wakeproof} stands for the launcher. */
    Process start(String line) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", line));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("WAKEPROOF_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WAKEPROOF_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs it to its end. */
    Ended run(String line) throws IOException, InterruptedException {
        return ended(start(line));
    }

    /** Waits for the end of what was started; the little that it says fits into pipes. */
    static Ended ended(Process process) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it has not ended after " + PATIENCE_SECONDS + " s");
            }
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
