// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** The model itself is wrong, in a way that its author has to mend; the message says what to do. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
