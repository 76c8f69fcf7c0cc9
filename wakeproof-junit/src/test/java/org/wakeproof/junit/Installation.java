// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code mvn install} of wakeproof-junit and of all that it needs would put into a repository. */
final class Installation {
    private static final Pattern PARENT_VERSION =
            Pattern.compile("<artifactId>wakeproof-parent</artifactId>\\s*<version>([^<]*)</version>");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>org.wakeproof</groupId>\\s*<artifactId>([^<]*)</artifactId>(\\s*<type>[^<]*</type>)?"
                    + "(\\s*<scope>test</scope>)?");

    private final Path repository;
    private final String version;
    private final Set<String> installed = new HashSet<>();

    private Installation(Path repository, String version) {
        this.repository = repository;
        this.version = version;
    }

    /** Puts it there. */
    static void into(Path repository) throws IOException {
        MatchResult version = PARENT_VERSION
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow();
        Installation installation = new Installation(repository, version.group(1));
        installation.pom("wakeproof-parent", Path.of("../pom.xml"));
        installation.module("wakeproof-junit");
    }

    private Path place(String artifact, String kind) throws IOException {
        Path folder = repository.resolve("org/wakeproof").resolve(artifact).resolve(version);
        return Files.createDirectories(folder).resolve(artifact + "-" + version + "." + kind);
    }

    private void pom(String artifact, Path pom) throws IOException {
        Files.copy(pom, place(artifact, "pom"));
    }

    private void module(String artifact) throws IOException {
        if (!installed.add(artifact)) {
            return;
        }
        Path folder = Path.of("..", artifact);
        Path pom = folder.resolve("pom.xml");
        pom(artifact, pom);
        jar(folder.resolve("target/classes"), place(artifact, "jar"));
        List<MatchResult> dependencies =
                DEPENDENCY.matcher(Files.readString(pom)).results().toList();
        for (MatchResult each : dependencies) {
            if (each.group(3) == null && !each.group(1).equals("wakeproof-parent")) {
                module(each.group(1));
            }
        }
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
