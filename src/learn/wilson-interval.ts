/** Two-sided 95 % of the normal distribution. */
const z = 1.959963984540054

/** The interval of 95 % of a share that was found so many times among so many (Wilson 1927). */
export function wilsonInterval(
  found: number,
  count: number,
): { readonly low: number; readonly high: number } {
  const share = found / count
  const spread = 1 + z ** 2 / count
  const middle = (share + z ** 2 / (2 * count)) / spread
  const half = (z / spread) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
