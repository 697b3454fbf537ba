const dayMs = 86_400_000
/** From new moon to new moon, on average. */
const monthMs = 29.530588853 * dayMs
const aNewMoonMs = Date.UTC(2000, 0, 6, 18, 14)

/** How much the tides range at a moment: 1 at spring tides, with the new and the full moon, -1 at neap tides between them. */
export function springTide(ms: number): number {
  return Math.cos((4 * Math.PI * (ms - aNewMoonMs)) / monthMs)
}
