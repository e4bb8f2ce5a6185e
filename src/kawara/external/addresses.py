"""Which addresses are everybody's, and which lead to a machine of one's own or to nobody's.

Read off IANA's registries of special purposes (https://www.iana.org/assignments/iana-ipv4-special-registry and
iana-ipv6-special-registry), as a table of our own: what Python's `is_global` says has changed between its versions.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
"""Of IPv4: this network, private, shared, loopback, link-local, for examples and for tests, multicast, reserved."""
UNICAST = ip_network("2000::/3")
"""Of IPv6: all that is given out to anybody (RFC 4291 §2.4). Loopback, local, mapped and multicast addresses lie outside."""
NOT_PUBLIC_WITHIN = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Within that: protocols and Teredo, examples, 6to4, which holds an address of IPv4, examples again."""
TRANSLATED = ip_network("64:ff9b::/96")
"""By which a network without IPv4 reaches it: the address is in the last 32 bits (RFC 6052)."""


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver writes it, is one that readers anywhere may reach."""
    found = ip_address(address.partition("%")[0])
    return _is_public_4(found) if isinstance(found, IPv4Address) else _is_public_6(found)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in NOT_PUBLIC)


def _is_public_6(address: IPv6Address) -> bool:
    if address in TRANSLATED:
        return _is_public_4(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in UNICAST and not any(address in network for network in NOT_PUBLIC_WITHIN)
