/**
 * A network address to its first two numbers (IPv4) or groups (IPv6), as it may be kept for good: `203.0.…`. One that was
 * shortened before, and that of the machine itself, stay as they are. Migration 114 and `pruneEvents` say the same in SQL.
 */
export function shortAddress(address: string): string {
  if (address.includes('.')) return `${firstTwo(address, '.')}.…`;
  return address.includes(':') && address !== '::1' ? `${firstTwo(address, ':')}:…` : address;
}

function firstTwo(address: string, mark: string): string {
  const [first = '', second = ''] = address.split(mark);
  return `${first}${mark}${second}`;
}
