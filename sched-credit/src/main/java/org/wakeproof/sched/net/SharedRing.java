// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * A ring that a front and a back end share: the front end puts requests, the back end puts responses into their slots, and
 * each says from which index on it wants to be notified. What the macros of {@code ring.h} do is done here, one access a
 * step; {@code xen_wmb} and {@code xen_rmb} are nothing, as stores keep their order on x86, and loads theirs; {@code xen_mb}
 * is a fence.
 *
 * <p>Left out: the slots, which hold an identifier, a grant reference and a length: the slot's number is all three. Indices
 * are counted modulo a number that is greater than any difference between two that are compared, instead of 2^32; an event
 * index that is never set anew asks for one notification each time round.
 */
public class SharedRing {
    private static final String FILE = "xen/include/public/io/ring.h";

    private final Machine machine;
    private final Shape shape;
    private final End requests;
    private final End responses;

    /**
     * How large a ring is, and who has its private indices.
     *
     * @param name before the names of its cells
     * @param size how many slots
     * @param indices how many indices there are; at least the size and two more
     * @param front declares a word to be the front end's own
     * @param back declares a word to be the back end's own
     */
    public record Shape(String name, int size, int indices, UnaryOperator<Word> front, UnaryOperator<Word> back) {
        public Shape {
            if (size < 1 || indices < size + 2) {
                throw new IllegalArgumentException(
                        "a ring of " + size + " slots has at least two indices more than that, not " + indices);
            }
        }
    }

    /** One direction: the shared producer and event indices, and the private ones of both ends. */
    protected record End(Word prod, Word event, Word prodPvt, Word cons) {}

    public SharedRing(Machine machine, Shape shape) {
        this.machine = machine;
        this.shape = shape;
        requests = end("req", shape.front, shape.back);
        responses = end("rsp", shape.back, shape.front);
    }

    private End end(String what, UnaryOperator<Word> producer, UnaryOperator<Word> consumer) {
        int most = shape.indices - 1;
        String name = shape.name;
        return new End(
                machine.word(name + ".sring." + what + "_prod", most, 0),
                machine.word(name + ".sring." + what + "_event", most, 1),
                producer.apply(machine.word(name + "." + what + "_prod_pvt", most, 0)),
                consumer.apply(machine.word(name + "." + what + "_cons", most, 0)));
    }

    /** How many slots it has. */
    public final int size() {
        return shape.size;
    }

    /** How many indices there are. */
    final int indices() {
        return shape.indices;
    }

    /** The slot of an index. */
    final int slot(int index) {
        return index % shape.size;
    }

    /** An index so many further on. */
    final int plus(int index, int more) {
        return (index + more) % shape.indices;
    }

    /** How far an index is behind another. */
    final int minus(int index, int from) {
        return Math.floorMod(index - from, shape.indices);
    }

    /** The front end takes the next slot for a request, and returns its index. */
    final int putRequest() {
        return put(requests);
    }

    /** The back end takes the next slot for a response, and returns its index. */
    final int putResponse() {
        return put(responses);
    }

    private int put(End end) {
        int index = end.prodPvt.load();
        end.prodPvt.store(plus(index, 1));
        return index;
    }

    /** The front end shows its requests; returns whether the back end wants to be notified. */
    @XenSource(value = "RING_PUSH_REQUESTS_AND_CHECK_NOTIFY", file = FILE)
    final boolean pushRequestsAndCheckNotify() {
        return pushAndCheckNotify(requests);
    }

    /** The back end shows its responses; returns whether the front end wants to be notified. */
    @XenSource(value = "RING_PUSH_RESPONSES_AND_CHECK_NOTIFY", file = FILE)
    final boolean pushResponsesAndCheckNotify() {
        return pushAndCheckNotify(responses);
    }

    private boolean pushAndCheckNotify(End end) {
        int old = end.prod.load();
        int now = end.prodPvt.load();
        end.prod.store(now);
        fenceAfterPushing();
        return minus(now, end.event.load()) < minus(now, old);
    }

    /** The other end sees what has been put before the event index is read. */
    protected void fenceAfterPushing() {
        machine.fence();
    }

    /** Whether there are requests that the back end may take. */
    @XenSource(value = "RING_HAS_UNCONSUMED_REQUESTS", file = FILE)
    final boolean hasUnconsumedRequests() {
        int there = minus(requests.prod.load(), requests.cons.load());
        int room = shape.size - minus(requests.cons.load(), responses.prodPvt.load());
        return Math.min(there, room) != 0;
    }

    /** Whether there are responses that the front end has not taken. */
    @XenSource(value = "RING_HAS_UNCONSUMED_RESPONSES", file = FILE)
    final boolean hasUnconsumedResponses() {
        return responses.prod.load() != responses.cons.load();
    }

    /** The back end asks to be notified if there is no request; returns whether there is one. */
    @XenSource(value = "RING_FINAL_CHECK_FOR_REQUESTS", file = FILE)
    final boolean finalCheckForRequests() {
        return hasUnconsumedRequests() || askAndLookAgain(requests);
    }

    /** The front end asks to be notified if there is no response; returns whether there is one. */
    @XenSource(value = "RING_FINAL_CHECK_FOR_RESPONSES", file = FILE)
    final boolean finalCheckForResponses() {
        return hasUnconsumedResponses() || askAndLookAgain(responses);
    }

    /** The second half of a final check. */
    protected boolean askAndLookAgain(End end) {
        askForTheNext(end);
        fenceAfterAsking();
        return hasUnconsumed(end);
    }

    /** Sets the event index to the next one. */
    protected final void askForTheNext(End end) {
        end.event.store(plus(end.cons.load(), 1));
    }

    /** Whether there is something to take at an end. */
    protected final boolean hasUnconsumed(End end) {
        return end == requests ? hasUnconsumedRequests() : hasUnconsumedResponses();
    }

    /** The other end sees what is asked for before the producer index is read again. */
    protected void fenceAfterAsking() {
        machine.fence();
    }

    /** How many requests have been shown, for who looks at the shared index himself. */
    final Word reqProd() {
        return requests.prod;
    }

    final Word reqEvent() {
        return requests.event;
    }

    final Word reqProdPvt() {
        return requests.prodPvt;
    }

    /** How many requests the back end has taken. */
    public final Word reqCons() {
        return requests.cons;
    }

    final Word rspProd() {
        return responses.prod;
    }

    final Word rspEvent() {
        return responses.event;
    }

    final Word rspProdPvt() {
        return responses.prodPvt;
    }

    /** How many responses the front end has taken. */
    public final Word rspCons() {
        return responses.cons;
    }
}
