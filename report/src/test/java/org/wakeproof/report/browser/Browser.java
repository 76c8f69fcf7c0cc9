// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium, told what to do as W3C WebDriver says, by chromedriver; {@link WithBrowser} hands it to tests. */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than a page takes on a busy machine; one that hangs is a test that fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int POLL_MILLIS = 20;

    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

    /** Keys as WebDriver numbers them. */
    public static final String BACKSPACE = "\uE003";

    public static final String ENTER = "\uE007";
    public static final String SHIFT = "\uE008";
    public static final String ESCAPE = "\uE00C";
    public static final String END = "\uE010";
    public static final String HOME = "\uE011";
    public static final String LEFT = "\uE012";
    public static final String RIGHT = "\uE014";
    public static final String DOWN = "\uE015";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final URI root;
    private final String session;

    /** Why there is no browser; nothing where there is one. */
    static Optional<String> missing() {
        return List.of("chromium", "chromedriver").stream()
                .filter(program -> find(program).isEmpty())
                .map(program -> "no " + program + " on the PATH (Debian: chromium, chromium-driver)")
                .findFirst();
    }

    private static Optional<File> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, program))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Starts one, which keeps nothing of what an earlier one has seen. */
    Browser() throws IOException, InterruptedException {
        driver = new ProcessBuilder(find("chromedriver").orElseThrow().getPath(), "--port=0")
                .redirectErrorStream(true)
                .start();
        root = URI.create("http://127.0.0.1:" + port(driver.inputReader()) + "/");
        Map<String, Object> options = Map.of(
                "binary",
                find("chromium").orElseThrow().getPath(),
                "args",
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
        Map<String, Object> wanted =
                Map.of("goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL"));
        session = "session/"
                + send("POST", "session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                        .get("sessionId")
                        .asText()
                + "/";
    }

    /** Lets it look like a screen of this width, whose user likes dark or light colours. */
    public void emulate(int width, boolean isDark) throws IOException, InterruptedException {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 500));
        Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(colours)));
    }

    private void command(String name, Map<String, Object> parameters) throws IOException, InterruptedException {
        send("POST", session + "goog/cdp/execute", Map.of("cmd", name, "params", parameters));
    }

    private static int port(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = STARTED.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IOException("chromedriver has not started");
    }

    private JsonNode send(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("POST")
                                ? BodyPublishers.ofString(JSON.writeValueAsString(body))
                                : BodyPublishers.noBody())
                .build();
        JsonNode value = JSON.readTree(
                        client.send(request, BodyHandlers.ofString()).body())
                .get("value");
        if (value.has("error")) {
            throw new IOException(value.get("message").asText());
        }
        return value;
    }

    /**
     * Loads a page, and comes back when its scripts have run; nothing is loaded where only the part behind {@code #} is
     * another. On a busy machine the driver comes back earlier at times, so that it is asked.
     */
    public void open(String address) throws IOException, InterruptedException {
        send("POST", session + "url", Map.of("url", address));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!value("document.readyState").asText().equals("complete")) {
            if (System.nanoTime() > end) {
                throw new IOException("after " + PATIENCE + " the page has not been loaded");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    public String address() throws IOException, InterruptedException {
        return send("GET", session + "url", null).asText();
    }

    /** What a JavaScript expression is. */
    public JsonNode value(String expression) throws IOException, InterruptedException {
        return send("POST", session + "execute/sync", Map.of("script", "return " + expression, "args", List.of()));
    }

    /** Presses keys together, and lets them go. */
    public void press(String... keys) throws IOException, InterruptedException {
        ArrayNode actions = JSON.createArrayNode();
        for (String key : keys) {
            actions.addObject().put("type", "keyDown").put("value", key);
        }
        for (int i = keys.length - 1; i >= 0; i--) {
            actions.addObject().put("type", "keyUp").put("value", keys[i]);
        }
        send(
                "POST",
                session + "actions",
                Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", actions))));
    }

    /** Errors and warnings of the page so far, such as breaches of its policy. */
    public JsonNode log() throws IOException, InterruptedException {
        return send("POST", session + "se/log", Map.of("type", "browser"));
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", session.substring(0, session.length() - 1), null);
            driver.destroy();
            driver.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroyForcibly();
        }
    }
}
