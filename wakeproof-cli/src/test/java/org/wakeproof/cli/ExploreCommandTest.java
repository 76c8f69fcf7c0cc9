// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process: what it prints into a pipe, and how it ends. */
class ExploreCommandTest {
    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "explore"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    private static int get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void itPrintsOneLineAndEndsCleanlyByASignal(String signal) throws Exception {
        Process process = start("block", "--path", "0x3.1");
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            String line = out.readLine();
            assertThat(line).matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/#p=0x3\\.1");
            assertThat(get(line.substring(0, line.indexOf('#')))).isEqualTo(200);
            Kill.send(signal, process);
            assertThat(process.waitFor(10, TimeUnit.SECONDS))
                    .as("SIG" + signal + " ends it")
                    .isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
            assertThat(err.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aRecordedTraceIsOpenedAtTheStepFromWhichItIsLost(@TempDir Path directory) throws Exception {
        String file = recorded(directory);
        Process process = start("--replay", file);
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            assertThat(line).matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/#p=[0-9x.]+&at=\\d+");
            String server = line.substring(0, line.indexOf('#'));
            String path = line.replaceAll(".*#p=(.*)&.*", "$1");
            String at = line.replaceAll(".*&at=", "");
            assertThat(body(server + "api/state?path=" + path + "&at=" + at))
                    .contains("\"name\":\"no event slept through by dom1v0\",\"kind\":\"VIOLATED\"");
            assertThat(body(server + "api/search"))
                    .as("the recorded violation is listed, and others can still be searched for")
                    .contains(
                            "\"stage\":\"IDLE\"", "\"property\":\"no event slept through by dom1v0\"", "\"at\":" + at);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTraceThatDoesNotHappenAnyMoreIsNotOpened(@TempDir Path directory) throws IOException {
        Path file = Path.of(recorded(directory));
        Files.writeString(file, Files.readString(file).replace("R: current[0] is dom0v0", "R: current[0] is idle0"));
        StringWriter out = new StringWriter();
        assertThat(Wakeproof.execute(
                        new PrintWriter(out), new PrintWriter(out), "explore", "--replay", file.toString()))
                .isEqualTo(ExitStatus.GONE.code());
        assertThat(out.toString()).startsWith("GONE  the trace does not happen on these ports: step ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block | --replay brings its scenario, its options and its path along; no others can be given",
                "--change block-looks-first | --replay brings its scenario, its options and its path along; no others can be given",
                "--path 0 | --replay brings its scenario, its options and its path along; no others can be given",
            })
    void aRecordedTraceBringsItsScenarioAlong(String more, String message, @TempDir Path directory) throws IOException {
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("explore", "--replay", recorded(directory)));
        arguments.addAll(List.of(more.split(" ")));
        assertThat(Wakeproof.execute(
                        new PrintWriter(new StringWriter()), new PrintWriter(err), arguments.toArray(new String[0])))
                .isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(err.toString()).startsWith("wakeproof: " + message);
    }

    private static String recorded(Path directory) {
        String file = directory.resolve("loss.json").toString();
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(Wakeproof.execute(
                        nowhere, nowhere, "check", "block", "--change", "block-looks-first", "--json", file))
                .isEqualTo(ExitStatus.VIOLATED.code());
        return file;
    }

    private static String body(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void aPortThatIsTakenIsSaidInALine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int status = Wakeproof.execute(
                    new PrintWriter(out),
                    new PrintWriter(err),
                    "explore",
                    "block",
                    "--port",
                    "" + taken.getLocalPort());
            assertThat(status).isEqualTo(ExitStatus.WRONG_USAGE.code());
            assertThat(err.toString()).startsWith("wakeproof: cannot listen on port " + taken.getLocalPort() + ": ");
            assertThat(out.toString()).isEmpty();
        }
    }
}
