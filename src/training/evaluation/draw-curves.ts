import { calibrationBins, precisionRecallCurve, rocCurve } from '../../learn/index.ts'
import type { ReportedCurves } from '../../registry/index.ts'

const curvePoints = 200
const calibrationCount = 10

/** How well chances tell a yes from a no, and whether they come true. */
export function drawCurves(truth: Float64Array, said: Float64Array): ReportedCurves {
  return {
    roc: thin(rocCurve(truth, said)).map(({ falsePositiveRate, truePositiveRate }) => [
      falsePositiveRate,
      truePositiveRate,
    ]),
    precisionRecall: thin(precisionRecallCurve(truth, said)).map(({ recall, precision }) => [
      recall,
      precision,
    ]),
    calibration: calibrationBins(truth, said, { bins: calibrationCount }).map(
      ({ predicted, observed, rowCount }) => ({
        predicted,
        observed,
        rowCount,
        ...shareInterval(observed, rowCount),
      }),
    ),
  }
}

/** Wilson's interval of a share (95 %). */
function shareInterval(
  share: number,
  count: number,
): { readonly low: number; readonly high: number } {
  const z = 1.96
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count)
  const half =
    (z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))) /
    (1 + z ** 2 / count)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

function thin<Point>(points: readonly Point[]): readonly Point[] {
  const step = Math.max(1, Math.floor(points.length / curvePoints))
  return points.filter((_, at) => at % step === 0 || at === points.length - 1)
}
