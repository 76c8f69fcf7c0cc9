// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script that starts the program: its exit status is the program's, and it is the program that gets signals. */
class LauncherTest {
    private static final String LARGE = "exec ./wakeproof check idle-tick --progress json";

    @TempDir
    private Path home;

    @BeforeEach
    void thereIsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    }

    @ParameterizedTest
    @CsvSource({"list raise-batch, 0", "check raise-batch --change notes-softirq-number, 1", "check nothing, 2"})
    void theStatusIsTheProgrammes(String arguments, int status) throws IOException, InterruptedException {
        assertThat(Checkout.built(home).run("./wakeproof " + arguments).status())
                .isEqualTo(status);
    }

    /** As a package puts it: the jar beside the launcher, sources or not, and what people type is a link to it. */
    @Test
    void whereItIsInstalledNothingIsBuilt() throws IOException, InterruptedException {
        Checkout installed = Checkout.built(home);
        Files.move(installed.target().resolve("wakeproof.jar"), home.resolve("wakeproof.jar"));
        Files.delete(installed.target());
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("src/main/newer"), "");
        Files.createDirectory(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("bin/wakeproof"), Path.of("../wakeproof"));
        Checkout.Ended ended = installed.run("PATH=bin:$PATH; wakeproof list raise-batch");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("raise-batch");
        assertThat(installed.target()).doesNotExist();
    }

    /** A build writes over the jar, and a search that has begun would miss classes: it keeps the file that it was started from. */
    @Test
    void aBuildLeavesAloneWhatRuns() throws IOException, InterruptedException {
        Checkout checkout = Checkout.built(home);
        Path jar = checkout.target().resolve("wakeproof.jar");
        Path running = checkout.target().resolve("running.jar");
        assertThat(checkout.run("./wakeproof list raise-batch").status()).isZero();
        assertThat(running).hasSameBinaryContentAs(jar);
        Object first = Files.readAttributes(running, BasicFileAttributes.class).fileKey();
        assertThat(checkout.run("./wakeproof list raise-batch").status()).isZero();
        assertThat(Files.readAttributes(running, BasicFileAttributes.class).fileKey())
                .isEqualTo(first);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(checkout.run("./wakeproof list raise-batch").status()).isZero();
        assertThat(Files.readAttributes(running, BasicFileAttributes.class).fileKey())
                .isNotEqualTo(first);
    }

    /** A JVM that does not start ends with 1, which is VIOLATED. */
    @ParameterizedTest
    @CsvSource({
        "WAKEPROOF_JAVA_OPTS, -Xbogus, Unrecognized option: -Xbogus",
        "WAKEPROOF_JAVA_OPTS, -Xmx1k, Too small maximum heap",
        "JDK_JAVA_OPTIONS, -XX:+Nonsense, Unrecognized VM option 'Nonsense'",
        "JAVA_TOOL_OPTIONS, -XX:MaxRAMPercentage=no, Improperly specified VM option 'MaxRAMPercentage=no'",
    })
    void aJvmThatDoesNotStartIsNoViolation(String variable, String options, String why)
            throws IOException, InterruptedException {
        Checkout.Ended ended = Checkout.built(home).with(variable, options).run("./wakeproof list");
        assertThat(ended.status()).isEqualTo(ExitStatus.FAILED.code());
        assertThat(ended.err()).startsWith("wakeproof: Java does not start").contains(why);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.out()).isEmpty();
    }

    /** A JVM refuses two collectors, so the launcher's own is only there where nobody asks for one. */
    @ParameterizedTest
    @ValueSource(strings = {"WAKEPROOF_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
    void theCollectorIsTheUsers(String variable) throws IOException, InterruptedException {
        Checkout.Ended ended =
                Checkout.built(home).with(variable, "-Xmx1g -XX:+UseSerialGC").run("./wakeproof list raise-batch");
        assertThat(ended.status()).as(ended.err()).isZero();
    }

    @Test
    void aWrongJavaHomeIsNamed() throws IOException, InterruptedException {
        Checkout.Ended ended =
                Checkout.built(home).with("JAVA_HOME", "/nowhere").run("./wakeproof list");
        assertThat(ended.status()).isEqualTo(ExitStatus.FAILED.code());
        assertThat(ended.err())
                .isEqualTo("wakeproof: JAVA_HOME is '/nowhere', and there is no bin/java in it: point it to a JDK 17 or"
                        + " later, or unset it\n");
    }

    @Test
    void anOutputThatIsFullIsSaid() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full");
        Checkout checkout = Checkout.built(home);
        for (String command : new String[] {"--help", "check raise-batch"}) {
            Checkout.Ended ended = checkout.run("./wakeproof " + command + " >/dev/full");
            assertThat(ended.status()).as(command).isEqualTo(ExitStatus.FAILED.code());
            assertThat(ended.err()).startsWith("wakeproof: cannot write to the standard output: ");
        }
    }

    @Test
    void whoReadsNoFurtherIsNoFailure() throws IOException, InterruptedException {
        Checkout.Ended ended = Checkout.built(home).run("{ ./wakeproof list; echo $? >status; } | head -n 1");
        assertThat(ended.out()).isEqualTo("idle-tick\n");
        assertThat(ended.err()).isEmpty();
        assertThat(home.resolve("status")).hasContent("0");
    }

    @ParameterizedTest
    @CsvSource({"INT, Ctrl-C", "TERM, SIGTERM", "HUP, SIGHUP"})
    void aSignalEndsASearchWithAReport(String signal, String words) throws IOException, InterruptedException {
        assertThat(interrupted(signal)).contains("stopped by " + words + "; nothing was violated so far");
    }

    /** As {@code timeout} does it, which signals its child and then the group with the child in it. */
    @Test
    void signalsThatComeTogetherAreOne() throws IOException, InterruptedException {
        assertThat(interrupted("INT", "TERM")).contains("; nothing was violated so far");
    }

    /** What a search says that these signals end. */
    private String interrupted(String... signals) throws IOException, InterruptedException {
        Process process = Checkout.built(home).start(LARGE);
        Checkout.Ended ended;
        try {
            // The first line of progress: it explores.
            assertThat(process.errorReader().readLine()).startsWith("{");
            Kill.sendTogether(process, signals);
            ended = Checkout.ended(process);
        } finally {
            process.destroyForcibly();
        }
        assertThat(ended.status()).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(ended.out()).startsWith("INCOMPLETE  idle-tick");
        return ended.out();
    }

    @Test
    void whereNothingCanBeBuiltOneLineSaysSoAtOnce() throws IOException, InterruptedException {
        Checkout checkout = maven(Checkout.unbuilt(home), "exit 0");
        Files.createDirectory(home.resolve("wakeproof-cli"));
        Files.createFile(checkout.target());
        assertCannotBuild(checkout.run("./wakeproof list"));
        Files.delete(checkout.target());
        Files.createDirectory(checkout.target());
        // What a directory that cannot be written does to root, too: mkdir fails, and no lock is there.
        Files.createFile(checkout.target().resolve("build.lock"));
        assertCannotBuild(checkout.run("./wakeproof list"));
    }

    private static void assertCannotBuild(Checkout.Ended ended) {
        assertThat(ended.status()).isEqualTo(ExitStatus.FAILED.code());
        assertThat(ended.err())
                .contains("wakeproof: cannot build here, and the jar is missing or older than the sources: mkdir: ");
    }

    @ParameterizedTest
    @CsvSource({
        "[ERROR] COMPILATION ERROR : \\n[ERROR] X.java:[3;1] no such symbol, [ERROR] X.java:[3;1] no such symbol",
        "\\033[0m\\033[0m[ERROR] no such symbol\\n[ERROR] \\n[ERROR] use -e, [ERROR] no such symbol",
        "there is no heap, there is no heap",
        "'', Maven says nothing"
    })
    void aBuildThatFailsSaysWhy(String said, String why) throws IOException, InterruptedException {
        Checkout checkout = maven(Checkout.unbuilt(home), "printf '" + said + "\\n'; exit 1");
        Checkout.Ended ended = checkout.run("./wakeproof list");
        assertThat(ended.status()).isEqualTo(ExitStatus.FAILED.code());
        assertThat(ended.err().lines())
                .endsWith("wakeproof: the build failed: " + why + "; see "
                        + checkout.target().resolve("build.log"));
        assertThat(checkout.target().resolve("build.lock")).doesNotExist();
    }

    /** Maven would say it in its own way, or not at all. */
    @Test
    void aJavaThatDoesNotRunIsToldBeforeItIsBuiltWith() throws IOException, InterruptedException {
        Checkout checkout = maven(Checkout.unbuilt(home), "exit 1");
        Path java = home.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nexit 127\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Checkout.Ended ended =
                checkout.with("JAVA_HOME", home.resolve("jdk").toString()).run("./wakeproof list");
        assertThat(ended.status()).isEqualTo(ExitStatus.FAILED.code());
        assertThat(ended.err())
                .isEqualTo("wakeproof: '" + java + "' does not run: JAVA_HOME is to name a JDK 17 or later\n");
    }

    /** A Maven of our own. */
    private Checkout maven(Checkout checkout, String script) throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return checkout.with("PATH", bin + ":" + System.getenv("PATH"));
    }
}
