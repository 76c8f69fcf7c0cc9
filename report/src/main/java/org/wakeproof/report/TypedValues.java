// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Values of options, which the command line has as words: a number of them is a number in JSON. */
public final class TypedValues {
    private static final String NUMBER = "-?(0|[1-9][0-9]{0,15})";

    private TypedValues() {}

    /** A word, or the number that it stands for. */
    public static Object of(String word) {
        return word.matches(NUMBER) ? (Object) Long.valueOf(word) : word;
    }

    /** Writes words. */
    public static final class Writer extends JsonSerializer<String> {
        @Override
        public void serialize(String word, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeObject(of(word));
        }
    }

    /** Reads words again; a number is taken as it is written. */
    public static final class Reader extends JsonDeserializer<String> {
        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.currentToken().isScalarValue()
                    ? json.getText()
                    : (String) context.handleUnexpectedToken(String.class, json);
        }
    }
}
