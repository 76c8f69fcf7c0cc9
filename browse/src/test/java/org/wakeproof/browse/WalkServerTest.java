// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the server answers, and whom not. */
class WalkServerTest {
    private static Served served;

    @BeforeAll
    static void serve() throws IOException {
        served = Served.loss();
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @Test
    void theAddressIsTheLoopbackWithATokenOf128Bits() throws IOException {
        assertThat(served.address().toString()).matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/");
        try (Served other = Served.loss()) {
            assertThat(other.address().getPath()).isNotEqualTo(served.address().getPath());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "walk.css", "walk.js", "keys.js", "render.js", "icon.svg", "api/about", "api/state"})
    void everythingIsServedUnderTheTokenAndKeptNowhere(String what) throws Exception {
        HttpResponse<String> answer = served.get(what);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).startsWith("default-src 'none'").doesNotContain("http", "unsafe", "*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/state", "/walk.js", "/%2f", "/00000000000000000000000000000000/", "/favicon.ico"})
    void nothingIsServedWithoutTheToken(String path) throws Exception {
        assertThat(served.send("GET", served.address().resolve(path)).statusCode())
                .isEqualTo(403);
        assertThat(served.send("POST", served.address().resolve(path)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenThatIsCutShortIsNone() throws Exception {
        String path = served.address().getPath();
        URI cut = served.address().resolve(path.substring(0, path.length() - 2) + "/api/state");
        assertThat(served.send("GET", cut).statusCode()).isEqualTo(403);
    }

    /** A page elsewhere could have its name resolve to 127.0.0.1 and then read what is served there. */
    @ParameterizedTest
    @CsvSource({
        "Host: 127.0.0.1:PORT, 200",
        "Host: localhost:PORT, 200",
        "Host: example.org:PORT, 403",
        "Host: 127.0.0.1.example.org:PORT, 403",
        "Host: 127.0.0.1, 403",
        "X: none, 403"
    })
    void onlyTheNamesOfTheLoopbackAreAnswered(String header, int status) throws IOException {
        int port = served.address().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + served.address().getPath() + " HTTP/1.1\r\n"
                    + header.replace("PORT", String.valueOf(port)) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void noOtherAddressOfThisMachineIsListenedOn() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        assumeFalse(others.isEmpty(), "this machine has no address but the loopback's");
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                InetSocketAddress address =
                        new InetSocketAddress(other, served.address().getPort());
                assertThatThrownBy(() -> socket.connect(address, 2_000))
                        .as("%s", address)
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | api/state?path=x | 400 | a path is numbers with dots between them, as 0.2.1x5",
                "GET | api/state?path=%3Cscript%3E | 400 | a path is numbers with dots between them, as 0.2.1x5",
                "GET | api/state?path=9 | 400 | step 1 of the path: there is no step 9 here: there are 2",
                "GET | api/state?path=0.0.77 | 400 | step 3 of the path: there is no step 77 here: there are 3",
                "GET | api/state?path=0x4001 | 400 | a path has at most 4000 steps",
                "GET | api/state?path=0&at=2 | 400 | a path of 1 steps has no place behind step 2",
                "GET | api/state?path=0&at=-1 | 400 | a place on a path is a number, as at=2",
                "GET | api/nothing | 404 | there is nothing of that name",
                "GET | ../walk.js | 403 |",
                "GET | WalkApi.class | 404 | there is nothing of that name",
                "POST | api/state | 404 | there is nothing of that name",
                "DELETE | api/state | 405 | GET and POST only, not DELETE",
                "PUT | walk.js | 405 | GET and POST only, not PUT",
            })
    void whatIsWrongIsSaidInALine(String method, String what, int status, String message) throws Exception {
        HttpResponse<String> answer = served.send(method, served.address().resolve(what));
        assertThat(answer.statusCode()).isEqualTo(status);
        if (message != null) {
            assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
        }
    }
}
