// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import java.util.Locale;
import org.wakeproof.timed.echo.EchoSystem;
import org.wakeproof.timed.echo.Hardware;
import org.wakeproof.timed.echo.IxCosts;
import org.wakeproof.timed.echo.LinuxCosts;
import org.wakeproof.timed.echo.Load;
import org.wakeproof.timed.xen.Variant;

/** How a server waits for packets, and what it does with them. */
enum EchoVariant {
    LINUX("interrupts, softirqs, wake-ups and system calls; CPUs only halt"),
    LINUX_C6("the same with C-states down to C6, by the menu governor"),
    GUEST("Linux in a guest of Xen behind a driver domain, v2; CPUs only halt"),
    GUEST_C6("the same with C-states down to C6, by Xen's menu governor"),
    GUEST_V1("the same with the first posting's idle path"),
    IX("polls, up to 'batch' packets run to completion together, nothing copied"),
    IX_B1("IX with batches of 1"),
    IX_B16("IX with batches of up to 16"),
    IX_B64("IX with batches of up to 64"),
    IX_COPY("IX that copies messages in and out");

    private final String title;

    EchoVariant(String title) {
        this.title = title;
    }

    static EchoVariant named(String name) {
        for (EchoVariant variant : values()) {
            if (variant.toString().equals(name)) {
                return variant;
            }
        }
        throw new IllegalArgumentException("there is no variant '" + name + "' of echo");
    }

    String title() {
        return title;
    }

    boolean isLinux() {
        return this == LINUX || this == LINUX_C6;
    }

    /** Whether it is a guest, whose two CPUs are those of the ports. */
    boolean isGuest() {
        return this == GUEST || this == GUEST_C6 || this == GUEST_V1;
    }

    /** The version of Xen's idle path. */
    Variant idlePath() {
        return this == GUEST_V1 ? Variant.V1 : Variant.V2;
    }

    boolean hasCStates() {
        return this == LINUX_C6 || isGuest() && this != GUEST;
    }

    /** A system that has been run in. */
    EchoSystem system(Parameters parameters, Hardware hardware, Load load, long seed) {
        return isLinux()
                ? EchoSystem.linux(hardware, linux(parameters), load, seed)
                : EchoSystem.ix(hardware, ix(parameters), load, seed);
    }

    private IxCosts ix(Parameters parameters) {
        double cyclesPerNs = parameters.get("clock") / 1e9;
        return new IxCosts(
                parameters.get("ix-tcp-input") + parameters.get("ix-rx-poll"),
                parameters.get("ix-recv-done")
                        + parameters.get("ix-user")
                        + parameters.get("ix-sendv")
                        + parameters.get("ix-reclaim"),
                parameters.get("ix-tx-xmit"),
                parameters.get("ix-accept"),
                parameters.get("ix-batch"),
                switch (this) {
                    case IX_B1 -> 1;
                    case IX_B16 -> 16;
                    case IX_B64 -> 64;
                    default -> (int) parameters.whole("batch");
                },
                this == IX_COPY ? EchoParameters.copies(parameters) * cyclesPerNs : 0,
                cyclesPerNs);
    }

    /** What Linux spends; it is that of the clients of guests, too. */
    LinuxCosts linux(Parameters parameters) {
        return new LinuxCosts(
                parameters.whole("linux-interrupt"),
                parameters.whole("linux-softirq"),
                parameters.whole("linux-wake-up"),
                parameters.whole("linux-calls") / 3,
                parameters.whole("linux-send"),
                parameters.whole("linux-accept"),
                (int) parameters.whole("linux-locks"),
                EchoParameters.copies(parameters),
                parameters.whole("moderation"),
                1e9 / parameters.get("interrupt-limit"),
                1e9 / parameters.get("lock-limit"),
                hasCStates()
                        ? List.of(
                                parameters.whole("c1-exit"),
                                parameters.whole("c1e-exit"),
                                parameters.whole("c3-exit"),
                                parameters.whole("c6-exit"))
                        : List.of());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
