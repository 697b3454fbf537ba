/** How far apart two directions are, in degrees from 0 to 180. */
export function angleBetween(one: number, other: number): number {
  const apart = Math.abs(one - other) % 360
  return Math.min(apart, 360 - apart)
}
