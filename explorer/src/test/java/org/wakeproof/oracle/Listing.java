// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.List;

/** A system in readable form, for messages. */
final class Listing {
    private final Description system;
    private final StringBuilder text = new StringBuilder();

    Listing(Description system) {
        this.system = system;
    }

    String text() {
        line(system.cpus() + " CPUs, " + system.timing()
                + (system.bufferDepth() == 0 ? ", SC" : ", TSO of " + system.bufferDepth())
                + (system.x2apic() ? ", x2APIC" : ""));
        each("word", system.words());
        each("lock", system.locks());
        each("time", system.times());
        line(system.devices().toString());
        for (int vector = 0; vector < system.handlers().size(); vector++) {
            Description.Handler handler = system.handlers().get(vector);
            line("vector " + vector + (handler.early() ? ", acknowledged early" : ""));
            body(handler.body());
        }
        for (int number = 0; number < system.procedures().size(); number++) {
            Description.Proc procedure = system.procedures().get(number);
            line("procedure " + number + " returns " + procedure.returns()
                    + (procedure.variable() ? ", its time is own" + system.variable(number) : ""));
            body(procedure.body());
        }
        each("boot", system.boots());
        each("question", system.questions());
        return text.toString();
    }

    private void each(String what, List<?> all) {
        for (int i = 0; i < all.size(); i++) {
            line(what + " " + i + " " + all.get(i));
        }
    }

    private void body(List<Line> lines) {
        lines.forEach(each -> line("    " + each));
    }

    private void line(String of) {
        text.append(of).append('\n');
    }
}
