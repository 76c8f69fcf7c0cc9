// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.List;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Step;

/** The steps by which a channel gets an owner, and is handed over: hpet_get_channel, attach and detach. */
final class SharedMsiSteps {
    private static final Local IS_OWNER = NOBODY.isClear().and(OWNER.isThis());

    private SharedMsiSteps() {}

    private static Step.Builder step(Main at, String name, String words) {
        return Step.named(name, words).when(runs(at));
    }

    /** Up to the lock, which is not held where a channel is claimed. */
    static List<Step> getChannel() {
        return List.of(
                step(Main.SELECT, "get channel: claim it", "test_and_set_bit of HPET_EVT_USED has found 0")
                        .when(USED.isClear())
                        .set(USED, true)
                        .go(MAIN, Main.CLAIM)
                        .build(),
                step(Main.SELECT, "get channel: in use", "it has found 1")
                        .when(USED.isSet())
                        .go(MAIN, Main.ENTER_LOCK)
                        .build(),
                step(Main.SELECT, "get channel: has one", "cpu_bc_channel is set, as it is for some CPUs at first")
                        .go(MAIN, Main.ENTER_LOCK)
                        .build(),
                step(Main.CLAIM, "get channel: own it", "ch->cpu = this CPU, without ch->lock")
                        .set(OWNED, true)
                        .set(NOBODY, false)
                        .name(OWNER)
                        .go(MAIN, Main.ENTER_LOCK)
                        .build(),
                step(Main.ENTER_LOCK, "enter: lock", "hpet_broadcast_enter takes ch->lock")
                        .when(CHANNEL_LOCKED.isClear())
                        .set(CHANNEL_LOCKED, true)
                        .name(CHANNEL_HOLDER)
                        .go(MAIN, Main.ATTACH)
                        .build());
    }

    /** hpet_attach_channel_share. */
    static List<Step> attach() {
        return List.of(
                step(Main.ATTACH, "attach: claim it", "test_and_set_bit of HPET_EVT_USED has found 0")
                        .when(USED.isClear())
                        .set(USED, true)
                        .go(MAIN, Main.ATTACH_OWN)
                        .build(),
                step(Main.ATTACH, "attach: in use", "it has found 1")
                        .when(USED.isSet())
                        .go(MAIN, Main.ATTACH_OWNER)
                        .build(),
                step(Main.ATTACH_OWN, "attach: own it", "ch->cpu = this CPU")
                        .set(OWNED, true)
                        .set(NOBODY, false)
                        .name(OWNER)
                        .go(MAIN, Main.ATTACH_OWNER)
                        .build(),
                step(Main.ATTACH_OWNER, "attach: owner", "ch->cpu is this CPU")
                        .when(IS_OWNER)
                        .go(MAIN, Main.ROUTE)
                        .build(),
                step(Main.ATTACH_OWNER, "attach: not the owner", "ch->cpu is another, or none yet")
                        .when(Local.not(IS_OWNER))
                        .go(MAIN, Main.ENTER_MASK)
                        .build(),
                step(Main.ROUTE, "attach: route the MSI", "to ch->cpu")
                        .with(OWNER.isThis())
                        .set(ROUTED, true)
                        .nameOther(TARGET)
                        .go(MAIN, Main.ENTER_MASK)
                        .build(),
                step(Main.ROUTE, "attach: route the MSI to itself", "ch->cpu was this CPU when it was read")
                        .set(ROUTED, true)
                        .name(TARGET)
                        .go(MAIN, Main.ENTER_MASK)
                        .build());
    }

    /** hpet_detach_channel_share, but for the MSI of the next owner. */
    static List<Step> detach() {
        return List.of(
                step(Main.DETACH, "detach: not the owner", "ch->cpu is another, or none")
                        .when(Local.not(IS_OWNER))
                        .go(MAIN, Main.EXIT_UNLOCK)
                        .build(),
                step(Main.DETACH, "detach: nobody sleeps", "ch->cpu was this CPU when it was read; the mask is empty")
                        .when(NOBODY.isClear())
                        .when(Fact.nowhere(CPUMASK.isSet()))
                        .go(MAIN, Main.RELEASE)
                        .build(),
                step(
                                Main.DETACH,
                                "detach: others sleep",
                                "ch->cpu was this CPU when it was read; the mask is not empty")
                        .when(NOBODY.isClear())
                        .when(Fact.somewhere(CPUMASK.isSet()))
                        .go(MAIN, Main.HAND_OVER)
                        .build(),
                step(Main.RELEASE, "detach: no owner", "ch->cpu = -1")
                        .set(OWNED, false)
                        .set(NOBODY, true)
                        .go(MAIN, Main.RELEASE_USED)
                        .build(),
                step(Main.RELEASE_USED, "detach: not in use", "HPET_EVT_USED is cleared")
                        .set(USED, false)
                        .go(MAIN, Main.EXIT_UNLOCK)
                        .build(),
                step(Main.HAND_OVER, "detach: hand over", "ch->cpu = a CPU of the mask")
                        .with(CPUMASK.isSet())
                        .set(OWNED, true)
                        .set(NOBODY, false)
                        .nameOther(OWNER)
                        .go(MAIN, Main.REDIRECT)
                        .build());
    }

    /** The MSI is routed to the next owner by one write. */
    static Step redirect() {
        return step(Main.REDIRECT, "detach: redirect the MSI", "to the new owner")
                .with(OWNER.isThis())
                .set(ROUTED, true)
                .nameOther(TARGET)
                .go(MAIN, Main.EXIT_UNLOCK)
                .build();
    }

    /** It is routed while the channel is masked. */
    static List<Step> redirectMasked() {
        return List.of(
                step(Main.REDIRECT, "detach: mask the channel", "its interrupts are off")
                        .when(CHANNEL_MASKED.isClear())
                        .set(CHANNEL_MASKED, true)
                        .build(),
                step(Main.REDIRECT, "detach: redirect and unmask", "to the new owner")
                        .when(CHANNEL_MASKED.isSet())
                        .with(OWNER.isThis())
                        .set(ROUTED, true)
                        .nameOther(TARGET)
                        .set(CHANNEL_MASKED, false)
                        .go(MAIN, Main.EXIT_UNLOCK)
                        .build());
    }

    /** The comparator's match, which a masked channel keeps to itself. */
    static List<Step> matchesUnlessMasked(Step unmasked) {
        return List.of(
                unmasked.onlyWhen(CHANNEL_MASKED.isClear()),
                Step.named("comparator matches masked", "in vain: unmasking does not bring it back")
                        .when(ARMED.isSet().and(CHANNEL_MASKED.isSet()))
                        .set(ARMED, false)
                        .by(Agent.DEVICE)
                        .build());
    }
}
