// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page to this machine only: it listens on 127.0.0.1, answers nothing unless the path begins with a random
 * token, and nothing that was asked for under another name than the loopback's, as a page that rebinds its DNS name would.
 */
public final class WalkServer implements AutoCloseable {
    private static final int TOKEN_BYTES = 16;
    private static final int THREADS = 4;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads;
    private final WalkApi api;
    private final String token;

    /**
     * Starts to serve.
     *
     * @param port to listen on, or 0 for any that is free
     * @throws IOException if it cannot listen there
     */
    public WalkServer(WalkApi api, int port) throws IOException {
        this.api = api;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + token + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Security-Policy", POLICY);
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!isAskedAsLoopback(exchange.getRequestHeaders())) {
            return Answer.refusal("this server is asked as 127.0.0.1 or localhost only");
        }
        String path = exchange.getRequestURI().getPath();
        int end = path == null ? -1 : path.indexOf('/', 1);
        if (end < 0 || !isToken(path.substring(1, end))) {
            return Answer.refusal("the address lacks the token that 'wakeproof explore' has printed");
        }
        return api.answer(
                exchange.getRequestMethod(),
                path.substring(end + 1),
                exchange.getRequestURI().getRawQuery());
    }

    private boolean isAskedAsLoopback(Headers headers) {
        List<String> hosts = headers.get("Host");
        int port = server.getAddress().getPort();
        return hosts != null
                && hosts.size() == 1
                && Set.of("127.0.0.1:" + port, "localhost:" + port).contains(hosts.get(0));
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
