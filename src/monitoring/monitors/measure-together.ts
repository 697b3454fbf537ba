import type { TextColumn } from '../drift/descriptors/described-column.ts'
import type { MultivariateDrift } from '../drift/drift-report.ts'
import { measureReconstruction } from '../drift/together/measure-reconstruction.ts'
import { tellSidesApart, tellTextsApart } from '../drift/together/tell-sides-apart.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import { thinRows } from './slice-rows.ts'
import type { WatchedColumns } from './watched-columns.ts'

/** What no column shows alone: whether they still hang together, and whether rows are told from the reference. */
export async function measureTogether(
  { together, texts }: Pick<Monitor, 'together' | 'texts'>,
  reference: WatchedColumns,
  current: WatchedColumns,
): Promise<readonly MultivariateDrift[]> {
  const [before, now] = [thinRows(reference.plain), thinRows(current.plain)]
  const textOf = ({ described }: WatchedColumns, name: string) =>
    described.find((column): column is TextColumn => column.kind === 'text' && column.name === name)
  const found: MultivariateDrift[] = []
  for (const method of together) {
    if (method === 'reconstruction') {
      const measured = measureReconstruction(before, now)
      if (measured !== undefined) found.push(measured)
      continue
    }
    const measured = await tellSidesApart(before, now)
    if (measured !== undefined) found.push(measured)
    for (const name of texts) {
      const [first, second] = [textOf(reference, name), textOf(current, name)]
      if (first === undefined || second === undefined) continue
      const told = await tellTextsApart(first, second)
      if (told !== undefined) found.push({ ...told, of: name })
    }
  }
  return found
}

/** By what names the rules know it. */
export function togetherValues(
  found: readonly MultivariateDrift[],
  rowCount: number,
): readonly MonitorValue[] {
  if (found.length === 0) return []
  const value = (series: string, of: number): MonitorValue => ({
    series,
    slice: '',
    value: of,
    rowCount,
  })
  return [
    value('drifted together', Number(found.some(({ drifted }) => drifted))),
    ...found.map((one) => value(togetherSeries(one), one.score)),
  ]
}

export function togetherSeries({ method, of }: Pick<MultivariateDrift, 'method' | 'of'>): string {
  if (method === 'reconstruction') return 'reconstruction error'
  return of === undefined ? 'told apart' : `told apart of ${of}`
}
