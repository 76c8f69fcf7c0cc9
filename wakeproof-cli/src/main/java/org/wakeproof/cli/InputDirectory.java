// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A directory to be read; whoever reads it says what is wrong with it. */
final class InputDirectory implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        return Path.of(value);
    }
}
