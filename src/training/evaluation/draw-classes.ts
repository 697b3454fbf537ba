import {
  averagePrecision,
  calibrationError,
  countClasses,
  f1,
  precision,
  recall,
  rocAuc,
  sharesOfClass,
  type ClassShares,
} from '../../learn/index.ts'
import type { ReportedClass } from '../../registry/index.ts'
import { drawCurves } from './draw-curves.ts'

/** Of more, those with the most rows are told one by one. */
const mostClasses = 30

/** Each class against all others: how well it is told from them, and whether its shares come true. */
export function drawClasses(
  truth: Float64Array,
  said: Float64Array,
  shares: ClassShares,
): readonly ReportedClass[] {
  const { classes, so } = countClasses(truth, said)
  const rowsOf = (value: number) => so[classes.indexOf(value)] ?? 0
  const told = new Set(
    shares.classes.toSorted((a, b) => rowsOf(b) - rowsOf(a)).slice(0, mostClasses),
  )
  return shares.classes.flatMap((value, place) => {
    if (!told.has(value)) return []
    const isOwn = truth.map((one) => (one === value ? 1 : 0))
    const isSaid = said.map((one) => (one === value ? 1 : 0))
    const share = sharesOfClass(shares, place)
    const hasBoth = rowsOf(value) > 0 && rowsOf(value) < truth.length
    return [
      {
        name: String(value),
        rowCount: rowsOf(value),
        metrics: {
          precision: toJson(precision().of(isOwn, isSaid)),
          recall: toJson(recall().of(isOwn, isSaid)),
          f1: toJson(f1().of(isOwn, isSaid)),
          rocAuc: toJson(hasBoth ? rocAuc().of(isOwn, share) : Number.NaN),
          averagePrecision: toJson(hasBoth ? averagePrecision().of(isOwn, share) : Number.NaN),
          calibrationError: toJson(calibrationError().of(isOwn, share)),
        },
        ...drawCurves(isOwn, share),
      },
    ]
  })
}

function toJson(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
