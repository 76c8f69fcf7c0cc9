// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wakeproof.oracle.Description.Devices;
import org.wakeproof.oracle.Description.Handler;
import org.wakeproof.oracle.Description.Proc;

/** Makes a system smaller as long as it keeps what is wrong with it. */
final class Shrinking {
    private final Predicate<Description> stillWrong;

    Shrinking(Predicate<Description> stillWrong) {
        this.stillWrong = stillWrong;
    }

    Description of(Description system) {
        Description smallest = system;
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (Description smaller : smaller(smallest)) {
                if (isStillWrong(smaller)) {
                    smallest = smaller;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private boolean isStillWrong(Description smaller) {
        try {
            return stillWrong.test(smaller);
        } catch (Stack.GoesRoundForEver e) {
            return false;
        }
    }

    private static List<Description> smaller(Description system) {
        List<Description> all = new ArrayList<>();
        for (List<Question> fewer : without(system.questions())) {
            all.add(with(system, system.handlers(), system.procedures(), system.devices(), fewer));
        }
        Devices devices = system.devices();
        for (List<Description.Happening> fewer : without(devices.happenings())) {
            Devices less = new Devices(devices.comparators(), devices.apic(), devices.pit(), fewer, devices.urgency());
            all.add(with(system, system.handlers(), system.procedures(), less, system.questions()));
        }
        Devices plain = new Devices(devices.comparators(), devices.apic(), -1, devices.happenings(), null);
        if (!plain.equals(devices)) {
            all.add(with(system, system.handlers(), system.procedures(), plain, system.questions()));
        }
        for (int number = 0; number < system.procedures().size(); number++) {
            Proc procedure = system.procedures().get(number);
            for (List<Line> body : without(procedure.body())) {
                Proc less = new Proc(body, procedure.returns(), procedure.variable());
                List<Proc> procedures = replaced(system.procedures(), number, less);
                all.add(with(system, system.handlers(), procedures, devices, system.questions()));
            }
        }
        for (int vector = 0; vector < system.handlers().size(); vector++) {
            Handler handler = system.handlers().get(vector);
            for (List<Line> body : without(handler.body())) {
                List<Handler> handlers = replaced(system.handlers(), vector, new Handler(body, handler.early()));
                all.add(with(system, handlers, system.procedures(), devices, system.questions()));
            }
        }
        return all;
    }

    /** The lists that lack one element. */
    private static <T> List<List<T>> without(List<T> list) {
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            List<T> fewer = new ArrayList<>(list);
            fewer.remove(i);
            all.add(List.copyOf(fewer));
        }
        return all;
    }

    private static <T> List<T> replaced(List<T> list, int at, T by) {
        List<T> other = new ArrayList<>(list);
        other.set(at, by);
        return List.copyOf(other);
    }

    private static Description with(
            Description system, List<Handler> handlers, List<Proc> procedures, Devices devices, List<Question> asked) {
        return new Description(
                system.cpus(),
                system.timing(),
                system.bufferDepth(),
                system.x2apic(),
                system.words(),
                system.locks(),
                system.times(),
                handlers,
                procedures,
                system.boots(),
                devices,
                asked);
    }
}
