package io.github.gatehouse.apitokens.verification;

import java.util.List;
import java.util.Optional;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/**
 * Addresses and networks a token is limited to: IPv4 and IPv6, with prefix length ({@code 10.0.0.0/8}) or netmask
 * ({@code 10.0.0.0/255.0.0.0}). An IPv4 address written as IPv6 ({@code ::ffff:10.0.0.1}) counts as the IPv4 address it is.
 */
public final class AllowedAddresses {

    /** Longest list that can be saved. */
    public static final int LARGEST = 50;

    /** Every address. */
    public static final AllowedAddresses ANY = new AllowedAddresses(List.of());

    // Nothing that only a C library would read as an address (octal, "10.1", host names, ranges, wildcards, zones).
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    private final List<IPAddress> networks;

    private AllowedAddresses(List<IPAddress> networks) {
        this.networks = networks;
    }

    /**
     * Reads what {@link #normalize} wrote.
     *
     * @throws IllegalArgumentException naming an entry that is no address and no network
     */
    static AllowedAddresses parse(List<String> entries) {
        return entries.isEmpty()
                ? ANY
                : new AllowedAddresses(
                        entries.stream().map(AllowedAddresses::network).toList());
    }

    /**
     * The one way an entry is stored, for example {@code 10.0.0.0/8} for {@code 10.1.2.3/255.0.0.0}.
     *
     * @throws IllegalArgumentException with a sentence for people, if it is no address and no network, or the network of all addresses
     */
    public static String normalize(String entry) {
        IPAddress network = network(entry);
        if (network.isPrefixed() && network.getNetworkPrefixLength() == 0) {
            throw new IllegalArgumentException("'" + entry + "' means every address; leave the list empty for that.");
        }
        return network.toCanonicalString();
    }

    private static IPAddress network(String entry) {
        try {
            IPAddress address = new IPAddressString(entry.strip(), STRICT).toAddress();
            // A mask such as 255.0.255.0 is applied and leaves no network behind.
            if (address == null || (entry.indexOf('/') >= 0 && !address.isPrefixed())) {
                throw new IllegalArgumentException(noAddress(entry));
            }
            IPAddress network = withoutMapping(address);
            return network.isPrefixed() ? network.toPrefixBlock() : network;
        } catch (AddressStringException e) {
            throw new IllegalArgumentException(noAddress(entry), e);
        }
    }

    private static String noAddress(String entry) {
        String shown = entry.length() > 64 ? entry.substring(0, 64) + "…" : entry;
        return "'" + shown + "' is neither an address nor a network such as 192.0.2.0/24 or 2001:db8::/32.";
    }

    private static IPAddress withoutMapping(IPAddress address) {
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    /** Whether the text is one address, without prefix length. */
    public static boolean isAddress(String text) {
        return address(text).isPresent();
    }

    /** Whether the address is allowed. What is no address is not. */
    public boolean contains(String address) {
        return networks.isEmpty()
                || address(address)
                        .filter(parsed -> networks.stream().anyMatch(network -> network.contains(parsed)))
                        .isPresent();
    }

    private static Optional<IPAddress> address(String text) {
        if (text == null) {
            return Optional.empty();
        }
        // A zone may follow the address of a link-local peer; it says nothing about the network.
        int zone = text.indexOf('%');
        try {
            IPAddress parsed = new IPAddressString(zone < 0 ? text : text.substring(0, zone), STRICT).toAddress();
            return Optional.ofNullable(parsed)
                    .filter(address -> !address.isPrefixed() && !address.isMultiple())
                    .map(AllowedAddresses::withoutMapping);
        } catch (AddressStringException e) {
            return Optional.empty();
        }
    }
}
