/** Moves heights, from the least on, as far apart as they must be; none beyond `most`, as long as all have room. */
export function spreadHeights(
  wanted: readonly number[],
  { most, apart }: { readonly most: number; readonly apart: number },
): readonly number[] {
  const down: number[] = []
  for (const height of wanted) down.push(Math.max(height, (down.at(-1) ?? -Infinity) + apart))
  const up: number[] = []
  for (const height of down.toReversed()) {
    up.push(Math.min(height, (up.at(-1) ?? most + apart) - apart))
  }
  return up.toReversed()
}
