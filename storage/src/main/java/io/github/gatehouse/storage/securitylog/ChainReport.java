package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.Optional;

/**
 * What checking a realm's chain has found.
 *
 * @param entries how many entries are in order, from the first on
 * @param erased how many of them have lost what was personal with their user, so that only the rest of them is proven
 * @param first the oldest entry in the chain
 * @param last the newest one that is in order
 * @param headHash its hash: with a copy of it elsewhere, later changes by somebody who can write the whole database show
 * @param broken the first that is not as it was sealed; nothing after it is proven
 * @param knownHead what became of the hash that was asked for
 * @param waiting how many entries are not sealed yet
 */
public record ChainReport(
        long entries,
        long erased,
        Optional<Link> first,
        Optional<Link> last,
        String headHash,
        Optional<Break> broken,
        Optional<KnownHead> knownHead,
        long waiting) {

    /** Whether all is as it was sealed, and the hash that was asked for belongs to it. */
    public boolean isIntact() {
        return broken.isEmpty()
                && knownHead.filter(head -> head == KnownHead.MISSING).isEmpty();
    }

    /**
     * An entry in the chain.
     *
     * @param sequence its number, from 1
     */
    public record Link(long sequence, String id, Instant at) {}

    /**
     * Where the chain is broken.
     *
     * @param sequence the number at which it is
     * @param id of the entry; empty if there is none
     */
    public record Break(long sequence, Optional<String> id, Reason reason) {}

    /** Why an entry is not as it was sealed. */
    public enum Reason {
        /** There is no entry of this number. */
        MISSING,
        /** Some field, or the hash, is another. */
        CHANGED
    }

    /** Where a hash is that somebody has kept. */
    public enum KnownHead {
        /** In the chain: all before it is as it was then. */
        FOUND,
        /** It is the last entry that retention has deleted: all after it follows from it. */
        ANCHOR,
        /** Nowhere: the chain is not the one it was, or retention has deleted that entry and more. */
        MISSING
    }
}
