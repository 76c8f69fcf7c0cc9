// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.history.Scenarios;

/** A scenario that is served, and what it answers. */
final class Served implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final WalkServer server;

    private Served(Supplier<ClosedSystem> systems, Options options, String name) throws IOException {
        Viewer viewer = new Viewer(systems.get());
        ViolationSearch search = new ViolationSearch(systems, options.withThreads(2), viewer);
        WalkApi.About about = new WalkApi.About(name, "", "", "./wakeproof explore " + name);
        server = new WalkServer(new WalkApi(about, viewer, search), 0);
    }

    /** Serves a scenario; options are words like {@code variant=v1}. */
    static Served scenario(String name, String... given) throws IOException {
        return scenario(Options.defaults(), name, given);
    }

    static Served scenario(Options options, String name, String... given) throws IOException {
        return new Served(system(name, given), options, name);
    }

    static Supplier<ClosedSystem> system(String name, String... given) {
        Map<String, String> options = new HashMap<>();
        for (String option : given) {
            options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        return () -> Scenarios.wired(name, options);
    }

    /** The loss of the first case, in the system that is told of in the README. */
    static Served loss() throws IOException {
        return scenario("idle-tick", "variant=v1", "cstate=c3", "timers=none");
    }

    URI address() {
        return server.address();
    }

    HttpResponse<String> send(String method, URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String what) throws IOException, InterruptedException {
        return send("GET", address().resolve(what));
    }

    JsonNode json(String what) throws IOException, InterruptedException {
        return JSON.readTree(get(what).body());
    }

    JsonNode state(String path) throws IOException, InterruptedException {
        return json("api/state?path=" + path);
    }

    /** Starts the search and waits for its end. */
    JsonNode search() throws IOException, InterruptedException {
        send("POST", address().resolve("api/search"));
        return awaitSearch();
    }

    JsonNode awaitSearch() throws IOException, InterruptedException {
        while (json("api/search").get("stage").asText().equals("RUNNING")) {
            Thread.sleep(50);
        }
        return json("api/search");
    }

    @Override
    public void close() {
        server.close();
    }
}
