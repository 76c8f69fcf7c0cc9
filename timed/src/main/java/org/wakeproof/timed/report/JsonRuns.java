// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.report.TypedValues;
import org.wakeproof.timed.scenario.Outcome;

/** Runs as JSON, with all that has been counted. */
public final class JsonRuns {
    private final Runs runs;

    public JsonRuns(Runs runs) {
        this.runs = runs;
    }

    /** An object with a list of runs, and why some are missing where they are, for a file that says besides who has written it. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("runs", runs.all().stream().map(this::run).toList());
        if (!runs.cutOff().isEmpty()) {
            data.put("cutOff", runs.cutOff());
        }
        return data;
    }

    private static Map<String, Object> figure(Outcome.Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", figure.name());
        json.put("value", Double.isNaN(figure.value()) ? null : figure.value());
        json.put("unit", figure.unit());
        return json;
    }

    private static Map<String, Object> table(Outcome.Table table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", table.title());
        json.put("columns", table.columns());
        json.put("rows", table.rows());
        return json;
    }

    private Map<String, Object> run(Outcome run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scenario", run.scenario());
        json.put("variant", run.variant());
        json.put("seed", run.seed());
        json.put("seconds", run.seconds());
        Map<String, Object> parameters = new LinkedHashMap<>();
        run.parameters().forEach((name, value) -> parameters.put(name, TypedValues.of(value)));
        json.put("parameters", parameters);
        json.put("figures", run.figures().stream().map(JsonRuns::figure).toList());
        json.put("tables", run.tables().stream().map(JsonRuns::table).toList());
        List<Map<String, Object>> distributions = new ArrayList<>();
        for (Outcome.Distribution distribution : run.distributions()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", distribution.name());
            each.put("unit", "us");
            each.put("count", distribution.histogram().getTotalCount());
            each.put("exceeding", Exceeding.of(distribution));
            distributions.add(each);
        }
        json.put("distributions", distributions);
        json.put("curves", run.curves());
        return json;
    }
}
