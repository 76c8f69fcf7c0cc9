// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Optional;
import org.wakeproof.report.SourceUrl;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where Xen's source is read, for the commands whose traces are of its ports. */
final class SourceOptions {
    @Option(
            names = "--source-url",
            paramLabel = "PATTERN",
            converter = SourcePattern.class,
            description = "Where links from steps to Xen's source lead, with {commit}, {file} and {line} (default:"
                    + " xen-project/xen on GitHub); if given, the text names the addresses of decisive steps, too.")
    private SourceUrl sourceUrl;

    /** Where links to Xen's source lead. */
    SourceUrl url() {
        return sourceUrl == null ? SourceUrl.USUAL : sourceUrl;
    }

    /** The same, for a text that is shorter without. */
    Optional<SourceUrl> given() {
        return Optional.ofNullable(sourceUrl);
    }

    /** A pattern, or a line that says what is wrong with it. */
    static final class SourcePattern implements ITypeConverter<SourceUrl> {
        @Override
        public SourceUrl convert(String pattern) {
            try {
                return new SourceUrl(pattern);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
