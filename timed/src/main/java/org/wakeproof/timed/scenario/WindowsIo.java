// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.timed.scenario.Outcome.Axis;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Limit;
import org.wakeproof.timed.scenario.Outcome.Point;
import org.wakeproof.timed.scenario.Outcome.Table;
import org.wakeproof.timed.windows.VcpuActivity;
import org.wakeproof.timed.windows.WindowsGuest;

/** A Windows guest that keeps 64 requests at a disk: how many it gets through, and where its CPU's time goes. */
final class WindowsIo implements TimedScenario {
    private static final double NS = 1e9;
    private static final int PARTS = 100;
    /** A point of a curve. */
    private static final long CURVE_NS = 50_000_000;

    private static final int[] READS = {0, 2, 4, 6, 8, 10, 12, 14, 16};
    private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32, 64, 128};

    @Override
    public String name() {
        return "windows-io";
    }

    @Override
    public String summary() {
        return "a Windows guest keeps a disk busy: requests a second, and what exits for the clock and the APIC take of them";
    }

    @Override
    public Map<String, String> variants() {
        Map<String, String> all = new LinkedHashMap<>();
        for (WindowsVariant variant : WindowsVariant.values()) {
            all.put(variant.toString(), variant.title());
        }
        return all;
    }

    @Override
    public double usualSeconds() {
        return 5;
    }

    @Override
    public List<Parameter> parameters() {
        return WindowsParameters.all();
    }

    @Override
    public Outcome run(Request request) {
        WindowsGuest guest = guest(request, request.parameters());
        long length = (long) (request.seconds() * NS);
        for (int part = 1; part <= PARTS; part++) {
            guest.runFor((long) ((double) length / PARTS * part));
            request.progress().accept((double) part / PARTS);
        }
        return Outcome.of(
                name(),
                request,
                figures(guest, request.parameters().get("depth")),
                List.of(exits(guest, request.seconds()), times(guest, request.seconds())),
                List.of(new Distribution("latency", guest.latency(), 1000)),
                List.of(
                        curve(
                                request,
                                "Requests a second by reads of the clock",
                                new Axis("reads of the clock for a request", false),
                                "clock-reads",
                                READS),
                        curve(
                                request,
                                "Requests a second by queue depth",
                                new Axis("requests that fio keeps", true),
                                "depth",
                                DEPTHS)),
                Lanes.none());
    }

    private static WindowsGuest guest(Request request, Parameters parameters) {
        return new WindowsGuest(
                WindowsVariant.named(request.variant()).costs(parameters),
                (int) parameters.whole("depth"),
                request.seed());
    }

    private static List<Figure> figures(WindowsGuest guest, double depth) {
        double perSecond = guest.perSecond();
        double exits = 0;
        for (VcpuActivity kind : VcpuActivity.values()) {
            exits += guest.exits(kind);
        }
        return List.of(
                new Figure("requests a second", perSecond, ""),
                new Figure("time for each", 1e6 / perSecond, "us"),
                new Figure("latency, p50", guest.latency().getValueAtPercentile(50) / 1e6, "ms"),
                new Figure("latency, p99", guest.latency().getValueAtPercentile(99) / 1e6, "ms"),
                new Figure("exits for each", exits / guest.requests(), ""),
                new Figure("vCPU busy", 100 * (1 - guest.vcpuShare(VcpuActivity.ASLEEP)), "%"),
                new Figure("main loop busy", 100 * guest.mainLoopShare(), "%"),
                new Figure("requests in QEMU", guest.inQemu(), ""),
                new Figure("requests in the guest", depth - guest.inQemu(), ""));
    }

    /** As kvm_stat prints them. */
    private static Table exits(WindowsGuest guest, double seconds) {
        double all = 0;
        for (VcpuActivity kind : VcpuActivity.values()) {
            all += guest.exits(kind);
        }
        List<List<Object>> rows = new ArrayList<>();
        for (VcpuActivity kind : VcpuActivity.values()) {
            if (guest.exits(kind) > 0) {
                rows.add(List.of(
                        kind.toString(),
                        guest.exits(kind),
                        guest.exits(kind) / seconds,
                        (double) guest.exits(kind) / guest.requests(),
                        100 * guest.exits(kind) / all));
            }
        }
        return new Table(
                "exits", List.of("exit", "total", "a second", "for each request", "share, %"), rows, List.of(3));
    }

    private static Table times(WindowsGuest guest, double seconds) {
        List<List<Object>> rows = new ArrayList<>();
        for (VcpuActivity activity : VcpuActivity.values()) {
            if (guest.vcpuShare(activity) > 0) {
                rows.add(List.of(
                        activity.toString(),
                        guest.vcpuShare(activity) * seconds * 1e6 / guest.requests(),
                        100 * guest.vcpuShare(activity)));
            }
        }
        return new Table("the vCPU's time", List.of("spent on", "us for each request", "share, %"), rows, List.of(1));
    }

    /** What comes out for other values of one parameter. */
    private static Curve curve(Request request, String title, Axis x, String parameter, int[] values) {
        List<Point> points = new ArrayList<>();
        for (int value : values) {
            WindowsGuest guest = guest(request, request.parameters().with(parameter, value));
            guest.runFor(CURVE_NS);
            points.add(new Point(value, guest.perSecond()));
        }
        return new Curve(
                title,
                x,
                new Axis("requests a second", false),
                points,
                List.of(
                        new Limit("18,000, as was reported", 18_000, false),
                        new Limit("100,000 of a Linux guest", 100_000, false)));
    }
}
