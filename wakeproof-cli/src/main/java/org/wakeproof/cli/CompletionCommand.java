// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Iterator;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands, options and scenarios. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a completion script for a shell.",
            "bash: put 'source <(wakeproof completion bash)' into ~/.bashrc.",
            "zsh: put 'source <(wakeproof completion zsh)' into ~/.zshrc, behind compinit."
        })
final class CompletionCommand implements Runnable {
    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH
    }

    /** As they are typed. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("bash", "zsh").iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "bash or zsh.")
    private Shell shell;

    /** Picocli's script is for both: under zsh it loads bashcompinit. */
    @Override
    public void run() {
        String script =
                CompletionScript.of(AutoComplete.bash("wakeproof", spec.parent().commandLine()));
        String first = shell == Shell.ZSH ? "#compdef wakeproof\n" : "";
        spec.commandLine().getOut().print(first + script);
        spec.commandLine().getOut().flush();
    }
}
