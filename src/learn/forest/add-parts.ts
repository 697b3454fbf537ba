import type { TreeTargets } from './forest.ts'

/** Adds what a leaf holds to `parts`, from `from` on. */
export function addParts(
  { start, place, part }: TreeTargets,
  leaf: number,
  parts: Float64Array,
  from: number,
): void {
  for (let own = start[leaf] ?? 0; own < (start[leaf + 1] ?? 0); own += 1) {
    const at = from + (place[own] ?? 0)
    parts[at] = (parts[at] ?? 0) + (part[own] ?? 0)
  }
}

/** What a tree without leaves holds. */
export const nothing: TreeTargets = { start: [], place: [], part: [] }
