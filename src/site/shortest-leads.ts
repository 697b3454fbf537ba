import type { CameTrue } from './forecast-page.ts'

/** For each moment the last forecast that was made for it, in order of time. */
export function shortestLeads(earlier: readonly CameTrue[]): readonly CameTrue[] {
  return [...Map.groupBy(earlier, ({ at }) => at.getTime()).values()]
    .flatMap((sameMoment) => sameMoment.toSorted((a, b) => a.leadHours - b.leadHours).slice(0, 1))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}
