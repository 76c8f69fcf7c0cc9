// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.wakeproof.explorer.ModelException;

/** What the page is made of, and what it asks. */
public final class WalkApi {
    /**
     * The system that is walked through.
     *
     * @param scenario its name
     * @param settings in one line
     * @param summary of the scenario
     * @param command that serves it; with a path behind {@code --path} it opens there
     */
    public record About(String scenario, String settings, String summary, String command) {}

    private static final String TEXT = "text/";

    private final Map<String, Answer> files = Map.of(
            "", Answer.file("walk.html", TEXT + "html"),
            "walk.css", Answer.file("walk.css", TEXT + "css"),
            "walk.js", Answer.file("walk.js", TEXT + "javascript"),
            "render.js", Answer.file("render.js", TEXT + "javascript"),
            "keys.js", Answer.file("keys.js", TEXT + "javascript"),
            "search.js", Answer.file("search.js", TEXT + "javascript"),
            "watch.js", Answer.file("watch.js", TEXT + "javascript"),
            "icon.svg", Answer.file("icon.svg", "image/svg+xml"));
    private final About about;
    private final Viewer viewer;
    private final Searches searches;

    public WalkApi(About about, Viewer viewer, Searches searches) {
        this.about = about;
        this.viewer = viewer;
        this.searches = searches;
    }

    /** Answers one request; never throws for what was asked. */
    Answer answer(String method, String path, String query) {
        try {
            return switch (method) {
                case "GET" -> get(path, query == null ? "" : query);
                case "POST" -> post(path, parameters(query == null ? "" : query));
                default -> Answer.error(405, "GET and POST only, not " + method);
            };
        } catch (IllegalArgumentException e) {
            return Answer.error(400, e.getMessage());
        } catch (ModelException e) {
            return Answer.error(500, "the model is wrong: " + e.getMessage());
        } catch (RuntimeException e) {
            return Answer.error(500, "internal error: " + e);
        }
    }

    private Answer get(String path, String query) {
        Answer file = files.get(path);
        if (file != null) {
            return file;
        }
        return switch (path) {
            case "api/about" -> Answer.json(200, about);
            case "api/state" -> state(parameters(query));
            case "api/search" -> Answer.json(200, searches.status(from(parameters(query))));
            default -> Answer.error(404, "there is nothing of that name");
        };
    }

    private Answer post(String path, Map<String, String> parameters) {
        return switch (path) {
            case "api/search" -> Answer.json(200, searches.start(from(parameters)));
            case "api/stop" -> Answer.json(200, searches.stop(from(parameters)));
            default -> Answer.error(404, "there is nothing of that name");
        };
    }

    /** Where a search is to begin: the start, unless it is said. */
    private static Route from(Map<String, String> parameters) {
        return Route.parse(parameters.getOrDefault("from", ""));
    }

    private Answer state(Map<String, String> parameters) {
        Route route = Route.parse(parameters.getOrDefault("path", ""));
        String at = parameters.getOrDefault("at", String.valueOf(route.moves().size()));
        if (!at.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("a place on a path is a number, as at=2");
        }
        return Answer.json(
                200,
                viewer.view(route, Integer.parseInt(at), searches.found(), parameters.getOrDefault("expression", "")));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String each : query.split("&")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        each.substring(0, equals),
                        URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
