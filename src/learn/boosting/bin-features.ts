import type { Breather } from '../breather.ts'
import type { Feature, FeatureMatrix } from '../feature-matrix.ts'
import type { BinnedBatches } from '../learning-data.ts'
import { cutFeature, type FeatureBins } from '../trees/bin-features.ts'
import { reserveDoubles } from '../wasm/heap.ts'
import { addressOfBins, featuresOfWord, openBinMatrix, type BinMatrix } from './bin-matrix.ts'
import { edgesOfFeature } from './kernels/find-bins.ts'
import { runTasks, type Workshop } from './workshop.ts'

/** Cuts all features into bins, several at once where there are threads. */
export async function binFeatures(
  workshop: Workshop,
  { features, rowCount }: FeatureMatrix,
  maxBins: number,
  breather: Breather,
): Promise<BinMatrix> {
  const cuts: FeatureBins[] = []
  for (const feature of features) {
    await breather.breathe()
    cuts.push(cutFeature(feature, maxBins))
  }
  const matrix = openBinMatrix(workshop.heap, rowCount, cuts)
  await findBins({ workshop, matrix, desks: openDesks(workshop, rowCount), breather }, features, 0)
  return matrix
}

/** Reads the rows some at a time: of all of them only the bins are kept. */
export async function binBatches(
  workshop: Workshop,
  { cuts, read }: BinnedBatches,
  rowCount: number,
  breather: Breather,
): Promise<BinMatrix> {
  const matrix = openBinMatrix(workshop.heap, rowCount, cuts)
  const binning = { workshop, matrix, desks: openDesks(workshop, rowCount), breather }
  let start = 0
  for await (const features of read()) {
    const count = features[0]?.values.length ?? 0
    await findBins(binning, features, start)
    start += count
  }
  return matrix
}

interface Binning {
  readonly workshop: Workshop
  readonly matrix: BinMatrix
  readonly desks: ReturnType<typeof openDesks>
  readonly breather: Breather
}

/** Of rows from `start` on. */
async function findBins(
  { workshop, matrix, desks, breather }: Binning,
  features: readonly Feature[],
  start: number,
): Promise<void> {
  for (let first = 0; first < features.length; first += desks.length) {
    await breather.breathe()
    const tasks = desks.slice(0, features.length - first).map(({ values, edges }, place) => {
      const feature = first + place
      const cut = matrix.features[feature]
      const own = features[feature]?.values ?? new Float32Array(0)
      values.values.set(own)
      edges.values.fill(Number.POSITIVE_INFINITY).set(cut?.edges ?? [])
      const end = values.address + 4 * own.length
      const bins = addressOfBins(matrix, feature) + start * featuresOfWord
      return [values.address, end, edges.address, cut?.missingBin ?? 0, bins]
    })
    runTasks(workshop, 'findBins', tasks)
  }
}

/** Room for the values of a feature, one for each of the first threads: nothing else is there yet. */
function openDesks({ heap, rows, aside, packed, ordered, threads }: Workshop, rowCount: number) {
  const free = [rows, aside, packed, ordered].slice(0, threads)
  return free.map(({ address }) => ({
    values: { address, values: new Float32Array(heap.memory.buffer, address, rowCount) },
    edges: reserveDoubles(heap, edgesOfFeature),
  }))
}
