// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Verdict;

/** Runs a scenario under Java PathFinder in a JVM of its own, and says what its report means. */
public final class PathFinderRun {
    private final PathFinder pathFinder;
    private final Path configs;
    private final String classPath;
    private final Duration timeout;
    private final int heapMiB;

    /**
     * @param configs the folder jpf-configs
     * @param classPath of Wakeproof: its runnable jar, or folders, separated by commas
     * @param timeout after which JPF is ended
     * @param heapMiB the most Java heap that it may take
     */
    public PathFinderRun(PathFinder pathFinder, Path configs, String classPath, Duration timeout, int heapMiB) {
        this.pathFinder = pathFinder;
        this.configs = configs;
        this.classPath = classPath;
        this.timeout = timeout;
        this.heapMiB = heapMiB;
    }

    /**
     * Makes ready to run the classes that are running here, from their jar.
     *
     * @throws FileNotFoundException if the configurations are not above the jar
     */
    public static PathFinderRun ofThisJar(PathFinder pathFinder, Duration timeout, int heapMiB)
            throws FileNotFoundException {
        Path jar = Path.of(PathFinderRun.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        for (Path folder = jar; folder != null; folder = folder.getParent()) {
            Path configs = folder.resolve("jpf-configs");
            if (Files.isRegularFile(configs.resolve("scenario.jpf"))) {
                return new PathFinderRun(pathFinder, configs, jar.toString(), timeout, heapMiB);
            }
        }
        throw new FileNotFoundException("the folder jpf-configs of Wakeproof is not above " + jar);
    }

    /**
     * Runs it.
     *
     * @param scenario its name
     * @param options as {@link ScenarioMain} takes them
     * @param system the same scenario, for the properties that it has to meet
     * @throws IOException if JPF cannot be run
     * @throws IllegalStateException if JPF itself fails
     */
    public Opinion run(String scenario, Map<String, String> options, ClosedSystem system) throws IOException {
        Path folder = Files.createTempDirectory("wakeproof-jpf");
        try {
            compileListener(folder);
            return run(command(scenario, options, folder), folder, system);
        } finally {
            delete(folder);
        }
    }

    private Opinion run(List<String> command, Path folder, ClosedSystem system) throws IOException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Thread hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return new Opinion(
                        Verdict.INCOMPLETE,
                        Optional.empty(),
                        "JPF was ended after " + timeout.toSeconds() + " s",
                        new TreeSet<>(),
                        List.of(),
                        0,
                        timeout.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while JPF ran", e);
        } finally {
            process.destroyForcibly();
            remove(hook);
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        Path report = folder.resolve("report.json");
        if (!Files.isRegularFile(report)) {
            throw new IllegalStateException("JPF ended without a report; its last words: "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
        }
        List<String> hoped = system.properties().stream()
                .filter(property -> property instanceof Property.Sometimes)
                .map(Property::name)
                .toList();
        return new ObjectMapper()
                .readValue(report.toFile(), PathFinderReport.class)
                .opinion(lines, hoped);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C: the hook is running, and ends JPF.
        }
    }

    private List<String> command(String scenario, Map<String, String> options, Path folder) {
        StringJoiner arguments = new StringJoiner(",");
        arguments.add(scenario);
        // A comma separates arguments, so lists use another sign.
        options.forEach((name, value) -> arguments.add(name + "=" + value.replace(',', '+')));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heapMiB + "m", "-XX:+UseSerialGC", "-jar"));
        command.add(pathFinder.runJar().toString());
        command.add("+native_classpath+=," + folder);
        command.add("+listener=ReportListener");
        command.add("+wakeproof.report=" + folder.resolve("report.json"));
        command.add("+classpath=" + classPath);
        command.add("+target.args=" + arguments);
        command.add(configs.resolve("scenario.jpf").toString());
        return command;
    }

    private void compileListener(Path folder) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException(
                    "a JDK is needed, not a JRE: the listener is compiled against the JPF that was found");
        }
        Path source = configs.resolve("listener").resolve("ReportListener.java");
        int status = compiler.run(
                null,
                null,
                null,
                "-nowarn",
                "-cp",
                pathFinder.jar().toString(),
                "-d",
                folder.toString(),
                source.toString());
        if (status != 0) {
            throw new IOException("the listener does not compile against " + pathFinder.jar());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
