// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every JSON file begins with, whichever command writes it: of which form it is, and who has written it.
 *
 * @param command its name; null where a test has written the file
 * @param arguments all of the command line, as typed; null where there was none
 * @param version of the program, or null if that is not known
 * @param commit that it was built from, or null if that is not known
 * @param modified whether files were changed since that commit, or null if that is not known
 */
public record JsonEnvelope(
        @Nullable String command,
        @Nullable List<String> arguments,
        @Nullable String version,
        @Nullable String commit,
        @Nullable Boolean modified) {
    /** The form of all files: a program that knows this number knows what is in them. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** That of a file which no command has written. */
    public static JsonEnvelope ofTest() {
        return new JsonEnvelope(null, null, null, null, null);
    }

    /**
     * A file as text: these facts, and then the data's own.
     *
     * @param data becomes a JSON object, with other keys than these
     */
    public String write(Object data) {
        ObjectNode file = JSON.createObjectNode();
        file.put("schema", SCHEMA);
        file.setAll((ObjectNode) JSON.valueToTree(this));
        JsonNode own = JSON.valueToTree(data);
        own.properties().forEach(field -> {
            if (file.has(field.getKey())) {
                throw new IllegalArgumentException("two values of " + field.getKey());
            }
            file.set(field.getKey(), field.getValue());
        });
        return text(file);
    }

    /** JSON of another form than ours, as text. */
    public static String text(Object data) {
        try {
            return JSON.writeValueAsString(data) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
