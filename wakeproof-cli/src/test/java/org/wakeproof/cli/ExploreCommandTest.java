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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
