// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is sent back: a status, a type and a body. */
record Answer(int status, String type, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer json(int status, Object value) {
        try {
            return new Answer(status, "application/json; charset=utf-8", JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An error in one line. */
    static Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    static Answer refusal(String message) {
        return new Answer(403, "text/plain; charset=utf-8", (message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A file beside this class. */
    static Answer file(String name, String type) {
        try (InputStream in = Answer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new Answer(200, type + "; charset=utf-8", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
