// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.guest;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;

/**
 * The ring of a split driver, by its indices alone: the front end puts requests, the back end responses, and each
 * says from which index on it wants to be notified. Both ends are guests, so that each access to the shared page is
 * an instruction of its own; the private indices are registers.
 *
 * <p>Left out: the requests themselves, and the size of the ring. Indices do not wrap: there is a last request.
 */
public final class IoRing {
    private static final String FILE = "xen/include/public/io/ring.h";

    private final Machine machine;
    private final End requests;
    private final End responses;

    /** One direction: the shared producer and event indices, and the private ones of both ends. */
    private record End(Word prod, Word event, Word prodPvt, Word cons) {}

    /**
     * @param count how many requests there are in all
     */
    public IoRing(Machine machine, Vcpus vcpus, Vcpu front, Vcpu back, int count) {
        this.machine = machine;
        this.requests = end(vcpus, "req", count, front, back);
        this.responses = end(vcpus, "rsp", count, back, front);
    }

    private End end(Vcpus vcpus, String what, int count, Vcpu producer, Vcpu consumer) {
        return new End(
                machine.word("sring." + what + "_prod", count, 0),
                machine.word("sring." + what + "_event", count + 1, 1),
                machine.word(producer + "." + what + "_prod_pvt", count, 0)
                        .ownedByRunner(vcpus.current(), producer.number()),
                machine.word(consumer + "." + what + "_cons", count, 0)
                        .ownedByRunner(vcpus.current(), consumer.number()));
    }

    /** The front end puts one more request, and goes on at the label if the back end need not be notified. */
    @XenSource(value = "RING_PUSH_REQUESTS_AND_CHECK_NOTIFY", file = FILE)
    public GuestCode pushRequestAndCheckNotify(GuestCode code, String quietly) {
        return pushAndCheckNotify(code, requests, quietly);
    }

    /** The back end puts one more response, and goes on at the label if the front end need not be notified. */
    @XenSource(value = "RING_PUSH_RESPONSES_AND_CHECK_NOTIFY", file = FILE)
    public GuestCode pushResponseAndCheckNotify(GuestCode code, String quietly) {
        return pushAndCheckNotify(code, responses, quietly);
    }

    private GuestCode pushAndCheckNotify(GuestCode code, End end, String quietly) {
        return code.access(() -> {
                    int prod = end.prodPvt.load() + 1;
                    end.prodPvt.store(prod);
                    end.prod.store(prod);
                    machine.fence();
                })
                .test(
                        () -> {
                            int prod = end.prodPvt.load();
                            return Integer.compareUnsigned(prod - end.event.load(), 1) >= 0;
                        },
                        quietly);
    }

    /** The back end goes on at the label if no request is left; if one is, it is taken. */
    public GuestCode takeRequest(GuestCode code, String none) {
        return take(code, requests, none);
    }

    /** The front end goes on at the label if no response is left; if one is, it is taken. */
    public GuestCode takeResponse(GuestCode code, String none) {
        return take(code, responses, none);
    }

    private static GuestCode take(GuestCode code, End end, String none) {
        return code.test(
                () -> {
                    int cons = end.cons.load();
                    if (end.prod.load() == cons) {
                        return true;
                    }
                    end.cons.store(cons + 1);
                    return false;
                },
                none);
    }

    /** The back end asks to be notified of the next request, and goes on at the label if there is one already. */
    @XenSource(value = "RING_FINAL_CHECK_FOR_REQUESTS", file = FILE)
    public GuestCode finalCheckForRequests(GuestCode code, String work) {
        return askForNotification(code, requests).test(() -> requests.prod.load() != requests.cons.load(), work);
    }

    /** The front end asks to be notified of the next response, and goes on at the label if there is one already. */
    @XenSource(value = "RING_FINAL_CHECK_FOR_RESPONSES", file = FILE)
    public GuestCode finalCheckForResponses(GuestCode code, String work) {
        return askForNotification(code, responses).test(() -> responses.prod.load() != responses.cons.load(), work);
    }

    /** The same for the back end without looking again: a request that came just before is missed. */
    public GuestCode askForRequests(GuestCode code) {
        return askForNotification(code, requests);
    }

    private GuestCode askForNotification(GuestCode code, End end) {
        return code.access(() -> {
            end.event.store(end.cons.load() + 1);
            machine.fence();
        });
    }

    /** How many requests the front end has put, for properties. */
    public Word requestsPut() {
        return requests.prod;
    }

    /** How many responses the back end has put, for properties. */
    public Word responsesPut() {
        return responses.prod;
    }
}
