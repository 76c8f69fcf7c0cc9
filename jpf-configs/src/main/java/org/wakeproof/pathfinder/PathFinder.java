// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A built jpf-core on this machine.
 *
 * @param home its folder, in which {@code build/RunJPF.jar} lies
 */
public record PathFinder(Path home) {
    /** What is needed where there is none. */
    public static final String MISSING = "Java PathFinder not found: a built jpf-core of branch java-17 is needed (its"
            + " build/RunJPF.jar), and a JDK 17 to run it on; looked for at --jpf-home, -Djpf.home, JPF_HOME and"
            + " jpf-core in ~/.jpf/site.properties";

    /**
     * Looks for it where users say it is.
     *
     * @param given what the command line says, or null
     */
    public static Optional<PathFinder> locate(Path given) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("--jpf-home", given == null ? null : given.toString());
        places.put("jpf.home", System.getProperty("jpf.home"));
        places.put("JPF_HOME", System.getenv("JPF_HOME"));
        places.put("site.properties", ofSite());
        return places.values().stream()
                .filter(place -> place != null && !place.isBlank())
                .map(place -> new PathFinder(Path.of(place).toAbsolutePath()))
                .filter(found -> Files.isRegularFile(found.runJar()))
                .findFirst();
    }

    private static String ofSite() {
        Path file = Path.of(System.getProperty("user.home"), ".jpf", "site.properties");
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Properties site = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            site.load(reader);
        } catch (IOException e) {
            return null;
        }
        String place = site.getProperty("jpf-core", "");
        return place.replace("${user.home}", System.getProperty("user.home"));
    }

    /** Whether this JVM is one that JPF runs on: its model classes fit Java 17 alone. */
    public static boolean runsHere() {
        return Runtime.version().feature() == 17;
    }

    Path runJar() {
        return home.resolve("build").resolve("RunJPF.jar");
    }

    Path jar() {
        return home.resolve("build").resolve("jpf.jar");
    }

    /** The revision that it was built from, as it says itself; "unknown" if it does not. */
    public String revision() {
        try (java.util.jar.JarFile jar = new java.util.jar.JarFile(jar().toFile())) {
            var entry = jar.getEntry("gov/nasa/jpf/.version");
            return entry == null
                    ? "unknown"
                    : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
