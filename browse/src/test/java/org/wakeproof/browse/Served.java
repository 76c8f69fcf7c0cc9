// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.history.Scenarios;

/** A scenario that is served, and what it answers. */
final class Served implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Searches searches;
    private final WalkServer server;

    private Served(Supplier<ClosedSystem> systems, Options options, String name) throws IOException {
        Viewer viewer = new Viewer(systems.get());
        searches = new Searches(systems, options.withThreads(2), viewer);
        WalkApi.About about = new WalkApi.About(name, "", "", "./wakeproof explore " + name);
        server = new WalkServer(new WalkApi(about, viewer, searches), 0);
    }

    /** Serves a scenario; options are words like {@code variant=v1}. */
    static Served scenario(String name, String... given) throws IOException {
        return scenario(Options.defaults(), name, given);
    }

    static Served scenario(Options options, String name, String... given) throws IOException {
        return new Served(system(name, given), options, name);
    }

    /** Serves a system of a test's own. */
    static Served system(Supplier<ClosedSystem> system) throws IOException {
        return new Served(system, Options.defaults(), "small");
    }

    static Supplier<ClosedSystem> system(String name, String... given) {
        Map<String, String> options = new HashMap<>();
        for (String option : given) {
            options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        return () -> Scenarios.wired(name, options);
    }

    /** The loss of the first case, in the system that is told of in the README; what else is wrong is hardly looked for. */
    static Served loss() throws IOException {
        Options enough = Options.defaults().withMaxStates(60_000);
        return scenario(enough, "idle-tick", "variant=v1", "cstate=c3", "timers=none");
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

    /** Starts the search from the start and waits for its end. */
    JsonNode search() throws IOException, InterruptedException {
        return search("");
    }

    /** The same from the place that a path leads to. */
    JsonNode search(String from) throws IOException, InterruptedException {
        send("POST", address().resolve("api/search?from=" + from));
        return await(from, status -> !isRunning(status));
    }

    /** Starts the search from the start and waits for the first violation, which there is; it is not to look for others. */
    JsonNode firstViolation() throws IOException, InterruptedException {
        send("POST", address().resolve("api/search"));
        JsonNode found = await(
                        "",
                        status ->
                                !isRunning(status) || !status.get("violations").isEmpty())
                .get("violations")
                .get(0);
        send("POST", address().resolve("api/stop"));
        return found;
    }

    private static boolean isRunning(JsonNode status) {
        return status.get("stage").asText().equals("RUNNING");
    }

    JsonNode await(String from, Predicate<JsonNode> isAwaited) throws IOException, InterruptedException {
        JsonNode status = json("api/search?from=" + from);
        while (!isAwaited.test(status)) {
            Thread.sleep(20);
            status = json("api/search?from=" + from);
        }
        return status;
    }

    /** What an expression is along a path. */
    JsonNode watch(String path, String expression) throws IOException, InterruptedException {
        return json("api/state?path=" + path + "&expression=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("watch");
    }

    @Override
    public void close() {
        server.close();
        searches.close();
    }
}
