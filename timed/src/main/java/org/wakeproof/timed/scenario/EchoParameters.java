// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.wakeproof.timed.scenario.Parameter.number;
import static org.wakeproof.timed.scenario.Unit.COUNT;
import static org.wakeproof.timed.scenario.Unit.DURATION;
import static org.wakeproof.timed.scenario.Unit.FACTOR;
import static org.wakeproof.timed.scenario.Unit.POWER;
import static org.wakeproof.timed.scenario.Unit.RATE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakeproof.timed.echo.Hardware;
import org.wakeproof.timed.echo.Load;
import org.wakeproof.timed.echo.NetworkCosts;

/** What an echo server depends on, with values, ranges, where they come from, and how sure they are. */
final class EchoParameters {
    private static final double US = 1e3;
    private static final String PAPER = "the paper on IX; high";
    private static final String LIMIT = "an article on IX; high";
    private static final String PROFILE = "a profile of IX by its authors, 113 messages a batch; medium";
    private static final String TABLE = "Linux's intel_idle table for Sandy Bridge; medium";
    private static final String ASSUMED = "assumption; low";
    private static final String PLAUSIBLE = "assumption, made knowing 24 us for the whole; low";
    private static final double BYTES_OF_A_COPY = 1500;

    /** A guest's driver domain is interrupted, each has a CPU, and no event is lost. */
    private static final Set<String> FIXED = Set.of("driver", "poll", "cpus", PacketSystem.LOST);

    private EchoParameters() {}

    static List<Parameter> all() {
        List<Parameter> all = new ArrayList<>();
        all.addAll(load());
        all.addAll(machine());
        all.addAll(ix());
        all.addAll(linux());
        all.addAll(guest(all));
        return all;
    }

    private static List<Parameter> load() {
        return List.of(
                number("clients", COUNT, 2048, 1, 16_384, "clients, each with one message under way", ASSUMED),
                number(
                        "messages",
                        COUNT,
                        1024,
                        1,
                        1e6,
                        "messages on each connection",
                        "the paper on IX: 1 and 1024; high"),
                number("size", COUNT, 64, 1, 65_536, "bytes of a message, there and back", PAPER),
                number(
                        "think",
                        DURATION,
                        0,
                        0,
                        1e9,
                        "mean time between an answer and the next message",
                        "clients that go on at once, as in the paper on IX; high"));
    }

    private static List<Parameter> machine() {
        return List.of(
                number("threads", COUNT, 16, 1, 2 * Hardware.CORES, "hardware threads of eight cores", PAPER),
                Parameter.word(
                        "placement",
                        List.of("siblings", "cores"),
                        "whether a core's second thread is used before the next core",
                        "raw data of IX: 12 % more from a second thread; high"),
                number(
                        "alone",
                        FACTOR,
                        1.8,
                        1,
                        2,
                        "how much faster a thread is whose sibling sleeps",
                        "raw data of IX: 501 K against 281 K; high"),
                number("clock", RATE, 2.4e9, 1e9, 5e9, "the processor's clock", PAPER),
                number("ports", COUNT, 1, 1, 4, "links of the server", PAPER),
                number("link", FACTOR, 10, 1, 100, "Gbit/s of each link and direction", PAPER),
                number("switch", DURATION, 750, 500, 1000, "the switch", ASSUMED),
                number("nic", DURATION, 1 * US, 800, 1200, "NIC and PCIe, at each side and in each direction", ASSUMED),
                number("core-power", POWER, 6, 5, 8, "a core that is awake", ASSUMED),
                number("halted-power", POWER, 2, 1, 4, "a core that is halted, and not in C3 or C6", ASSUMED));
    }

    private static Parameter cycles(String name, double value, String text, String source) {
        return number(name, COUNT, value, 0, 10_000, text, source);
    }

    private static List<Parameter> ix() {
        return List.of(
                number("batch", COUNT, 64, 1, 1024, "packets that IX takes together at most", PAPER),
                cycles("ix-tcp-input", 1206, "cycles for each packet in", PROFILE),
                cycles("ix-rx-poll", 157, "cycles for each packet in", PROFILE),
                cycles("ix-recv-done", 344, "cycles for each message", PROFILE),
                cycles("ix-user", 552, "cycles for each message", PROFILE),
                cycles("ix-sendv", 976, "cycles for each message", PROFILE),
                cycles("ix-reclaim", 40, "cycles for each message", PROFILE),
                cycles("ix-tx-xmit", 100, "cycles for each packet out", PROFILE),
                cycles("ix-accept", 255, "cycles for each connection", PROFILE),
                cycles(
                        "ix-batch",
                        750,
                        "cycles for each batch",
                        "assumption: two crossings of 150, two doorbells of 200, timers 50; low"));
    }

    private static List<Parameter> linux() {
        return List.of(
                number("linux-interrupt", DURATION, 1.5 * US, 1 * US, 2 * US, "an interrupt", PLAUSIBLE),
                number("linux-softirq", DURATION, 4 * US, 3 * US, 5 * US, "softirq and TCP for a packet in", PLAUSIBLE),
                number("linux-wake-up", DURATION, 4.5 * US, 3 * US, 6 * US, "wake-up and switch", PLAUSIBLE),
                number("linux-calls", DURATION, 3 * US, 2 * US, 4 * US, "epoll_wait, read and write", PLAUSIBLE),
                number("linux-send", DURATION, 3.5 * US, 2 * US, 5 * US, "what is below the write", PLAUSIBLE),
                number("linux-accept", DURATION, 5 * US, 2 * US, 10 * US, "opening and closing a connection", ASSUMED),
                number("linux-locks", COUNT, 1, 0, 10, "locks of a connection that all threads want", ASSUMED),
                number("lock-limit", RATE, 1e6, 1e4, 1e8, "contended locks that the machine can take", LIMIT),
                number("interrupt-limit", RATE, 1e6, 1e4, 1e8, "interrupts that the machine can take", LIMIT),
                number("moderation", DURATION, 0, 0, 200 * US, "least time between a queue's interrupts", ASSUMED),
                number("copy", DURATION, 800, 0, 1500, "copying 1500 bytes, once in and once out", ASSUMED),
                number("c1-exit", DURATION, 2 * US, 0, 10 * US, "leaving C1", TABLE),
                number("c1e-exit", DURATION, 10 * US, 0, 50 * US, "leaving C1E", TABLE),
                number("c3-exit", DURATION, 80 * US, 0, 200 * US, "leaving C3", TABLE),
                number("c6-exit", DURATION, 104 * US, 50 * US, 245 * US, "leaving C6", TABLE));
    }

    /** Those of a system with a driver domain that a guest's server needs. */
    static List<Parameter> ofPackets() {
        return PacketParameters.all(20e6, "not used", 1, List.of());
    }

    /** Those of them that have no other value here, and that are not the same for each guest. */
    private static List<Parameter> guest(List<Parameter> others) {
        Set<String> names = Stream.concat(others.stream().map(Parameter::name), FIXED.stream())
                .collect(Collectors.toSet());
        return ofPackets().stream()
                .filter(parameter -> !names.contains(parameter.name()) && !C_STATES.containsKey(parameter.name()))
                .toList();
    }

    /** What Xen's C-states are called here. */
    static final Map<String, String> C_STATES =
            Map.of("c1-exit", "c1-exit", "c2-exit", "c3-exit", "c3-exit", "c6-exit");

    /** Copying a byte in and out, in nanoseconds. */
    static double copies(Parameters parameters) {
        return 2 * parameters.get("copy") / BYTES_OF_A_COPY;
    }

    /** One link of the server. */
    static NetworkCosts link(Parameters parameters) {
        return links(parameters, 1);
    }

    private static NetworkCosts links(Parameters parameters, int ports) {
        return new NetworkCosts(ports, parameters.get("link"), parameters.whole("switch"), parameters.whole("nic"));
    }

    static Hardware hardware(Parameters parameters) {
        return new Hardware(
                links(parameters, (int) parameters.whole("ports")),
                (int) parameters.whole("threads"),
                parameters.whole("placement") == 0,
                parameters.get("alone"));
    }

    /** A load without connections that are opened. */
    static Load messages(Parameters parameters) {
        return new Load((int) parameters.whole("clients"), 1, (int) parameters.whole("size"), parameters.get("think"));
    }

    static Load load(Parameters parameters) {
        return new Load(
                (int) parameters.whole("clients"),
                (int) parameters.whole("messages"),
                (int) parameters.whole("size"),
                parameters.get("think"));
    }
}
