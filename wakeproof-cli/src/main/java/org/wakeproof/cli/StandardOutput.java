// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/** An output that remembers why it could not be written, which print writers do not tell. */
final class StandardOutput extends FilterOutputStream {
    private IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** Why not all of it arrived; empty if it did, or if whoever read it has had enough, as {@code head} has. */
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(IOException::getMessage)
                .filter(why -> !why.toLowerCase(Locale.ROOT).contains("pipe"));
    }
}
