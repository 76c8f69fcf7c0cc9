// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Nearest;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.TextTrace;
import picocli.CommandLine.Option;

/** How much of a trace is shown, for every command that shows one. */
final class TraceOptions {
    @Option(names = "--full", description = "Shows every step of a trace: folds and reorders nothing.")
    private boolean full;

    boolean isFull() {
        return full;
    }

    /** The trace as it is to be shown: with fewer switches between CPUs, unless everything is wanted. */
    Result shown(Explorer explorer, Result result) {
        return full && result.trace().isPresent() ? result : explorer.shown(result);
    }

    /** The trace for the terminal. */
    String text(ClosedSystem system, Trace trace, Optional<String> property) {
        return text(system, trace, property, Optional.empty());
    }

    /** The same, with the addresses of decisive steps in Xen's source. */
    String text(ClosedSystem system, Trace trace, Optional<String> property, Optional<SourceUrl> sources) {
        return onTerminal(system, sources).render(trace, property);
    }

    /** That of a result, or of the nearest run to what is never met; empty if it has none. */
    String text(ClosedSystem system, Result result) {
        return text(system, result, Optional.empty());
    }

    /** The same, with the addresses of decisive steps in Xen's source. */
    String text(ClosedSystem system, Result result, Optional<SourceUrl> sources) {
        TextTrace text = onTerminal(system, sources);
        return result.trace()
                .map(trace -> text.render(trace, result.property()))
                .or(() -> result.nearest().flatMap(Nearest::run).map(text::renderRun))
                .orElse("");
    }

    private TextTrace onTerminal(ClosedSystem system, Optional<SourceUrl> sources) {
        return new TextTrace(system, Terminal.width(), Terminal.ansi(), full, sources);
    }
}
