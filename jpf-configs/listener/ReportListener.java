// SPDX-License-Identifier: GPL-2.0-only
import gov.nasa.jpf.Config;
import gov.nasa.jpf.JPF;
import gov.nasa.jpf.ListenerAdapter;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.ChoiceGenerator;
import gov.nasa.jpf.vm.Path;
import gov.nasa.jpf.vm.Transition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes how a search by Java PathFinder ended, its figures and the path to an error as JSON, into the
 * file that the option wakeproof.report names. Compiled against the JPF that is found, at run time.
 */
public final class ReportListener extends ListenerAdapter {
    private final String file;
    private final long started = System.nanoTime();
    private long fresh;
    private long visited;
    private long ended;
    private int maxDepth;
    private String constraint = "";

    public ReportListener(Config config, JPF jpf) {
        file = config.getString("wakeproof.report");
    }

    @Override
    public void stateAdvanced(Search search) {
        if (search.isNewState()) {
            fresh++;
        } else {
            visited++;
        }
        if (search.isEndState()) {
            ended++;
        }
        maxDepth = Math.max(maxDepth, search.getDepth());
    }

    @Override
    public void searchConstraintHit(Search search) {
        String name = search.getLastSearchConstraint();
        constraint = name == null || name.isEmpty() ? "a limit without a name" : name;
    }

    @Override
    public void searchFinished(Search search) {
        try (PrintWriter out = new PrintWriter(file, StandardCharsets.UTF_8)) {
            gov.nasa.jpf.Error error = search.getLastError();
            out.println("{");
            out.println("  \"constraint\" : " + quoted(constraint) + ",");
            out.println("  \"property\" : " + quoted(error == null ? "" : error.getProperty().getClass().getName()) + ",");
            out.println("  \"details\" : " + quoted(error == null ? "" : String.valueOf(error.getDetails())) + ",");
            out.println("  \"newStates\" : " + fresh + ",");
            out.println("  \"visitedStates\" : " + visited + ",");
            out.println("  \"endStates\" : " + ended + ",");
            out.println("  \"maxDepth\" : " + maxDepth + ",");
            out.println("  \"seconds\" : " + (System.nanoTime() - started) / 1_000_000 / 1e3 + ",");
            out.println("  \"heapMiB\" : " + (Runtime.getRuntime().totalMemory() >> 20) + ",");
            out.println("  \"path\" : [" + path(error) + "]");
            out.println("}");
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }

    private static String path(gov.nasa.jpf.Error error) {
        StringBuilder text = new StringBuilder();
        Path path = error == null ? null : error.getPath();
        if (path != null) {
            for (Transition transition : path) {
                ChoiceGenerator<?> choice = transition.getChoiceGenerator();
                text.append(text.length() == 0 ? "\n" : ",\n")
                        .append("    { \"thread\" : ")
                        .append(quoted(transition.getThreadInfo().getName()))
                        .append(", \"choice\" : ")
                        .append(quoted(choice.getId()))
                        .append(", \"taken\" : ")
                        .append(choice.getProcessedNumberOfChoices())
                        .append(", \"of\" : ")
                        .append(choice.getTotalNumberOfChoices())
                        .append(" }");
            }
        }
        return text.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
