import {
  summarizeBackTest,
  type BackTest,
  type JudgedRows,
  type TestedPoint,
} from '../../learn/index.ts'
import type { PairedRows } from '../../registry/index.ts'

/** What two say of the same moments, from the same moments, in the same order, held to the same truth. */
export interface PairedPoints {
  readonly own: BackTest
  readonly rival: BackTest
}

export function pairPoints(
  all: Pick<BackTest, 'origins' | 'points'>,
  rivals: readonly TestedPoint[],
): PairedPoints {
  const rivalOf = new Map(rivals.map((point) => [nameOfPoint(point), point]))
  const pairs = all.points.flatMap((point) => {
    const rival = rivalOf.get(nameOfPoint(point))
    return rival === undefined ? [] : [{ point, rival: { ...rival, truth: point.truth } }]
  })
  const ofBoth = (points: readonly TestedPoint[]) => summarizeBackTest(all.origins, points)
  return {
    own: ofBoth(pairs.map(({ point }) => point)),
    rival: ofBoth(pairs.map(({ rival }) => rival)),
  }
}

export function nameOfPoint({ series, origin, at }: TestedPoint): string {
  return `${series}/${origin}/${at}`
}

/** For intervals: the steps of one forecast of a series are off together, so they are drawn together. */
export function judgedPoints(points: readonly TestedPoint[]): JudgedRows {
  return {
    truth: Float64Array.from(points, ({ truth }) => truth),
    said: Float64Array.from(points, ({ value }) => value),
    groups: { forecast: points.map(({ series, origin }) => `${series}/${origin}`) },
  }
}

export function pairedRows({ own, rival }: PairedPoints): PairedRows {
  const { truth, said: candidate, groups } = judgedPoints(own.points)
  const { said: champion } = judgedPoints(rival.points)
  return { truth, candidate, champion, ...(groups === undefined ? {} : { groups }) }
}
