package io.github.gatehouse.apitokens.lastuse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.gatehouse.storage.apitoken.ApiTokenUse;

/**
 * When and from where tokens were last used on this node, collected in memory and written once a minute at most (rule A4): a write for each use would
 * make requests queue on the token's row.
 */
public final class ApiTokenLastUses {

    /** How often uses are written. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How many tokens are kept between two writes; uses of further ones are not recorded until then. */
    static final int LARGEST = 200_000;

    private static final int LONGEST_ADDRESS = 64;

    private final ConcurrentMap<String, ApiTokenUse> uses = new ConcurrentHashMap<>();

    public void record(String tokenId, Instant at, String address) {
        ApiTokenUse known = uses.get(tokenId);
        // Within a second nothing is to be gained from noting the same again, and a busy token's entry stays untouched
        // on the hot path.
        if (known != null
                && at.getEpochSecond() == known.at().getEpochSecond()
                && known.address().equals(address)) {
            return;
        }
        if (known == null && uses.size() >= LARGEST) {
            return;
        }
        uses.put(tokenId, new ApiTokenUse(tokenId, at, shortened(address)));
    }

    private static String shortened(String address) {
        if (address == null) {
            return "";
        }
        return address.length() > LONGEST_ADDRESS ? address.substring(0, LONGEST_ADDRESS) : address;
    }

    /** A use that is not written yet. */
    public Optional<ApiTokenUse> pending(String tokenId) {
        return Optional.ofNullable(uses.get(tokenId));
    }

    /**
     * All uses that are not written yet, by token: two nodes that write the same rows in one order do not lock each other out. They stay pending until
     * {@link #written}.
     */
    public List<ApiTokenUse> pending() {
        return uses.values().stream()
                .sorted(Comparator.comparing(ApiTokenUse::tokenId))
                .toList();
    }

    /** Takes out what was written, except tokens that were used again meanwhile. */
    public void written(List<ApiTokenUse> written) {
        new ArrayList<>(written).forEach(use -> uses.remove(use.tokenId(), use));
    }
}
