// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.Description.Boot;
import org.wakeproof.oracle.Description.Handler;
import org.wakeproof.oracle.Description.Proc;
import org.wakeproof.oracle.Description.Returns;

/**
 * The code of a random system: what each CPU starts with; what each of them repeats, or nothing; helpers; handlers.
 */
final class RandomCode {
    final List<Proc> procedures = new ArrayList<>();
    final List<Boot> boots = new ArrayList<>();
    final List<Handler> handlers = new ArrayList<>();
    private final RandomSystem system;
    private final Phrases phrases;
    private final Litmus litmus;
    private final Relay relay;

    RandomCode(RandomSystem system, boolean timed) {
        this.system = system;
        int helpers = system.has(RandomSystem.Feature.CALLS) ? 2 : 0;
        phrases = new Phrases(system, 2 * system.cpus, helpers);
        litmus = system.litmus ? new Litmus(system) : null;
        relay = system.relay ? new Relay(system, phrases) : null;
        List<Proc> repeated = new ArrayList<>();
        for (int cpu = 0; cpu < system.cpus; cpu++) {
            addCpu(cpu, repeated);
        }
        procedures.addAll(repeated);
        for (int helper = 0; helper < helpers; helper++) {
            addHelper(timed && helper == 0);
        }
        for (int vector = 0; vector < system.vectors; vector++) {
            List<Line> body = system.litmus ? litmus.handler() : phrases.handler();
            handlers.add(new Handler(body, system.chance(5)));
        }
    }

    private void addCpu(int cpu, List<Proc> repeated) {
        boots.add(new Boot(cpu, system.random.nextInt(5) < (system.relay && cpu == 0 ? 4 : system.litmus ? 3 : 2)));
        List<Line> start = new ArrayList<>(system.relay ? relay.before(cpu) : List.of());
        List<Line> body = body(cpu);
        if (repeats(body)) {
            start.add(Line.of(Op.REPEAT, system.cpus + cpu, 1));
            repeated.add(new Proc(body, system.chance(3) ? Returns.LAST_BIT : Returns.ONE, false));
        } else {
            start.addAll(body);
            repeated.add(new Proc(List.of(), Returns.ZERO, false));
        }
        procedures.add(new Proc(start, Returns.ZERO, false));
    }

    private List<Line> body(int cpu) {
        return system.litmus
                ? litmus.body()
                : system.relay ? relay.body(cpu) : phrases.body(1 + system.random.nextInt(3), system.cpus + cpu);
    }

    private boolean repeats(List<Line> body) {
        boolean may = !system.litmus && !body.isEmpty();
        return may && (system.relay ? !system.chance(4) : system.chance(3));
    }

    private void addHelper(boolean variable) {
        List<Line> body = phrases.helper(procedures.size(), variable);
        procedures.add(new Proc(body, system.any(List.of(Returns.values())), variable));
    }
}
